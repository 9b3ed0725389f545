import type { Case } from "../case.ts";
import { seedRandom } from "../data/random.ts";
import { alone, beside } from "../figure.ts";
import { measureInterleaved, measureWarm } from "../measure.ts";
import { openNpsDuckDb, openNpsPolars } from "../peers/nps.ts";

const ANSWERS = 10_000_000;
const SEED = 20_260_719;
const MOST_MILLISECONDS = 60;

/** The NPS of 10,000,000 answers in columns, with its interval and its distribution. */
export const cases: Case[] = [
  {
    name: "nps",
    async measure({ library, scale, rounds, progress }) {
      progress("making answers");
      const random = seedRandom(SEED);
      const bytes = Uint8Array.from({ length: Math.round(ANSWERS * scale) }, () =>
        Math.floor(11 * Math.sqrt(random())),
      );
      const doubles = Float64Array.from(bytes);
      const weight = Float64Array.from(bytes, () => 0.5 + random());
      const run = () => library.scoreNps({ score: bytes });
      progress("checking against the peers");
      const peers = [openNpsPolars(bytes), await openNpsDuckDb(bytes)];
      const share = run().share?.value;
      for (const peer of peers) {
        const theirs = await peer.read();
        if (theirs !== share) throw new Error(`${peer.name}: expected ${share}, got ${theirs}`);
      }
      progress("timing");
      const [ours, ...timings] = await measureInterleaved([{ run }, ...peers], rounds);
      for (const peer of peers) peer.close();
      const ofDoubles = await measureWarm(() => library.scoreNps({ score: doubles }), { rounds });
      const weighted = await measureWarm(() => library.scoreNps({ score: doubles, weight }), {
        rounds,
      });
      const limit = { of: "ours", most: MOST_MILLISECONDS } as const;
      return [
        alone("NPS, 10,000,000 answers as bytes", ours, { limit }),
        ...peers.map(({ name }, at) =>
          beside(
            "NPS, 10,000,000 answers as bytes",
            ours,
            { name, timing: timings[at] },
            undefined,
          ),
        ),
        alone("NPS, 10,000,000 answers as float64", ofDoubles, { limit }),
        alone("NPS, 10,000,000 weighted answers", weighted),
      ];
    },
  },
];
