import { assignHoldout, isHeldOut } from "clientele/profile";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { murmur3 } from "../../src/profile/stable-hash.ts";

describe("murmur3", () => {
  // Appleby's MurmurHash3_x86_32, vectors as listed at en.wikipedia.org/wiki/MurmurHash.
  const FOX = "The quick brown fox jumps over the lazy dog";
  test.each([
    ["", 0, 0],
    ["", 1, 0x514e28b7],
    ["", 0xffffffff, 0x81f16f39],
    ["test", 0, 0xba6bd213],
    ["test", 0x9747b28c, 0x704b81dc],
    ["Hello, world!", 0, 0xc0363e43],
    ["Hello, world!", 0x9747b28c, 0x24884cba],
    [FOX, 0, 0x2e4ff723],
    [FOX, 0x9747b28c, 0x2fa826cd],
  ])("%j with seed %i", (text, seed, expected) => {
    expect(murmur3(text, seed)).toBe(expected);
  });

  test("reads UTF-8, as any encoder writes it", () => {
    const encoder = new TextEncoder();
    // Any text: half surrogates and all.
    const point = fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10ffff));
    const texts = fc.array(point).map((points) => String.fromCodePoint(...points));
    fc.assert(
      fc.property(texts, (text) => {
        expect(murmur3(text)).toBe(ofBytes(encoder.encode(text)));
      }),
    );
  });
});

/** The published algorithm once more, over bytes and with big integers. */
function ofBytes(bytes: Uint8Array): number {
  const word = (it: bigint) => BigInt.asUintN(32, it);
  const turn = (it: bigint, by: bigint) => word((it << by) | (it >> (32n - by)));
  const scramble = (it: bigint) => word(turn(word(it * 0xcc9e2d51n), 15n) * 0x1b873593n);
  const blocks: bigint[] = [];
  bytes.forEach((byte, index) => {
    blocks[index >> 2] = (blocks[index >> 2] ?? 0n) | (BigInt(byte) << BigInt((index % 4) * 8));
  });
  const whole = bytes.length >> 2;
  let hash = 0n;
  for (const block of blocks.slice(0, whole)) {
    hash = word(turn(hash ^ scramble(block), 13n) * 5n + 0xe6546b64n);
  }
  for (const tail of blocks.slice(whole)) hash ^= scramble(tail);
  hash ^= BigInt(bytes.length);
  hash = word((hash ^ (hash >> 16n)) * 0x85ebca6bn);
  hash = word((hash ^ (hash >> 13n)) * 0xc2b2ae35n);
  return Number(hash ^ (hash >> 16n));
}

const N = 6_000;
const IDS = {
  numbers: Array.from({ length: N }, (_, i) => i + 1),
  "texts of one length": Array.from({ length: N }, (_, i) => `c${String(i).padStart(6, "0")}`),
  "mail addresses": Array.from({ length: N }, (_, i) => `customer.${i}@example.com`),
};

describe("assignHoldout", () => {
  test("the same groups in every run and on every machine", () => {
    const { holdout, treatment, ...how } = assignHoldout(
      ["ann", "bob", "cleo", "dan", "eve", 7, "7"],
      {
        share: 0.5,
        salt: "spring-2026",
      },
    );
    // From the published algorithm over "spring-2026:ann" …: the first bit of each hash.
    const expected = ["ann", "bob", "cleo", "dan", "eve", 7, "7"].filter(
      (id) => ofBytes(new TextEncoder().encode(`spring-2026:${id}`)) < 2 ** 31,
    );
    expect(holdout).toEqual(expected);
    expect([...holdout, ...treatment].length).toBe(7);
    expect(how).toEqual({
      method: "murmur3-32",
      salt: "spring-2026",
      share: 0.5,
      customers: 7,
      holdoutShare: holdout.length / 7,
      standardError: Math.sqrt(0.25 / 7),
    });
  });

  describe.each(Object.entries(IDS))("of %s", (_, ids) => {
    test("shares hold but for chance, salt by salt", () => {
      for (const share of [0.01, 0.1, 0.6]) {
        const deviations = Array.from({ length: 40 }, (_, salt) => {
          const groups = assignHoldout(ids, { share, salt: `experiment-${salt}` });
          return ((groups.holdoutShare ?? 0) - share) / (groups.standardError ?? 1);
        });
        // Sum of squares of 40 standard normals: the quantiles at 1e-6 and 1 - 1e-6 are 10.6 and 100.
        const chiSquare = deviations.reduce((total, z) => total + z * z, 0);
        expect(chiSquare).toBeGreaterThan(10.6);
        expect(chiSquare).toBeLessThan(100);
      }
    });

    test("salts draw independently of each other", () => {
      let chiSquare = 0;
      for (let pair = 0; pair < 40; pair++) {
        const one = new Set(assignHoldout(ids, { share: 0.3, salt: `a${pair}` }).holdout);
        const other = assignHoldout(ids, { share: 0.3, salt: `b${pair}` }).holdout;
        const both = other.filter((id) => one.has(id)).length;
        const expected = (one.size * other.length) / N;
        // Hypergeometric: given both sizes.
        const spread = Math.sqrt((expected * (1 - one.size / N) * (N - other.length)) / (N - 1));
        chiSquare += ((both - expected) / spread) ** 2;
      }
      expect(chiSquare).toBeGreaterThan(10.6);
      expect(chiSquare).toBeLessThan(100);
    });
  });

  test("whoever else is in the list, one at a time, and with a larger share", () => {
    const id = fc.oneof(fc.string({ minLength: 1 }), fc.maxSafeInteger());
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(id),
        share,
        share,
        fc.string({ minLength: 1 }),
        (ids, a, b, salt) => {
          const [small, large] = [Math.min(a, b), Math.max(a, b)];
          const groups = assignHoldout({ customerIds: ids }, { share: small, salt });
          expect(groups.holdout).toEqual(ids.filter((it) => isHeldOut(it, { share: small, salt })));
          expect(groups.treatment).toEqual(
            ids.filter((it) => !isHeldOut(it, { share: small, salt })),
          );
          for (const it of groups.holdout) expect(isHeldOut(it, { share: large, salt })).toBe(true);
        },
      ),
    );
  });

  test("a share of 0 leaves nobody alone, of 1 everyone; nobody gives null", () => {
    const ids = IDS.numbers.slice(0, 1000);
    expect(assignHoldout(ids, { share: 0, salt: "s" }).holdout).toEqual([]);
    expect(assignHoldout(ids, { share: 1, salt: "s" }).treatment).toEqual([]);
    expect(assignHoldout([], { share: 0.1, salt: "s" })).toMatchObject({
      customers: 0,
      holdoutShare: null,
      standardError: null,
    });
  });

  test("the number 7 and its text are in one group", () => {
    for (let share = 0; share <= 1; share += 0.05) {
      const options = { share, salt: "s" };
      expect(isHeldOut(7, options)).toBe(isHeldOut("7", options));
    }
  });

  test.each<[string, (string | number)[], unknown[], object]>([
    ["out_of_range", ["share"], [], { share: 1.1, salt: "s" }],
    ["out_of_range", ["share"], [], { share: -0.1, salt: "s" }],
    ["non_finite_value", ["share"], [], { share: Number.NaN, salt: "s" }],
    ["not_a_number", ["share"], [], { salt: "s" }],
    ["invalid_salt", ["salt"], [], { share: 0.1, salt: "" }],
    ["invalid_salt", ["salt"], [], { share: 0.1 }],
    ["duplicate_id", ["customerIds", 2], ["a", "b", "a"], { share: 0.1, salt: "s" }],
    ["missing_id", ["customerIds", 0], [""], { share: 0.1, salt: "s" }],
    ["invalid_id", ["customerIds", 1], ["a", 0.5], { share: 0.1, salt: "s" }],
  ])("refuses: %s at %j", (code, path, ids, options) => {
    expect(() => Reflect.apply(assignHoldout, undefined, [ids, options])).toThrow(
      expect.objectContaining({ code, path }),
    );
  });
});
