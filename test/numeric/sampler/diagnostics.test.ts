import { describe, expect, it, test } from "vitest";
import { sampleNormal } from "../../../src/numeric/random/normal.ts";
import { seedRandom } from "../../../src/numeric/random/seed.ts";
import {
  bulkEffectiveSize,
  meanEffectiveSize,
  rankRHat,
  tailEffectiveSize,
} from "../../../src/numeric/sampler/diagnostics.ts";
import { expectRelative } from "../../expect-relative.ts";
import { golden } from "../../golden.ts";

interface GoldenChains {
  readonly name: string;
  readonly chains: readonly (readonly number[])[];
  readonly rHat: number | null;
  readonly bulkEss: number;
  readonly tailEss: number;
  readonly meanEss: number;
}

/** By ArviZ 0.23: scripts/golden/diagnostics_reference.py. */
const records = golden<GoldenChains[]>("sampler-diagnostics.json");

describe("diagnostics as ArviZ has them", () => {
  test.each(records.map((record) => [record.name, record] as const))("%s", (_, record) => {
    const chains = record.chains.map((chain) => Float64Array.from(chain));
    if (record.rHat !== null) expectRelative(rankRHat(chains), record.rHat, 1e-9);
    expectRelative(bulkEffectiveSize(chains), record.bulkEss, 1e-9);
    expectRelative(tailEffectiveSize(chains), record.tailEss, 1e-9);
    expectRelative(meanEffectiveSize(chains), record.meanEss, 1e-9);
  });
});

describe("diagnostics", () => {
  const random = seedRandom(11);
  const chains = Array.from({ length: 4 }, () =>
    Float64Array.from({ length: 200 }, () => sampleNormal(random)),
  );

  it("depend on ranks alone, in the bulk and the tails", () => {
    const bent = chains.map((chain) => chain.map((value) => Math.exp(3 * value)));
    expect(bulkEffectiveSize(bent)).toBe(bulkEffectiveSize(chains));
    expect(tailEffectiveSize(bent)).toBe(tailEffectiveSize(chains));
  });

  it("say nothing of draws that do not vary", () => {
    const still = chains.map((chain) => chain.map(() => 2));
    expect(rankRHat(still)).toBeNull();
    expect(bulkEffectiveSize(still)).toBeNull();
    expect(tailEffectiveSize(still)).toBeNull();
  });

  it("find chains stuck at values of their own", () => {
    const stuck = chains.map((chain, index) => chain.map(() => index));
    expect(bulkEffectiveSize(stuck)).toBeLessThan(10);
    expect(rankRHat(stuck)).toBeNull();
  });
});
