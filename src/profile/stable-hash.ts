/**
 * MurmurHash3 (x86, 32 bit) of a text in UTF-8, as a whole number from 0 to below 2^32.
 *
 * Written out by its author, Appleby (2011), and in wide use: databases and other languages give the
 * same number. Half of a surrogate pair alone counts as U+FFFD, as in every encoder of the web.
 */
export function murmur3(text: string, seed = 0): number {
  let hash = seed | 0;
  let length = 0;
  let block = 0;
  for (let index = 0; index < text.length; index++) {
    let point = text.charCodeAt(index);
    if (isSurrogate(point)) {
      point = text.codePointAt(index) ?? 0;
      if (isSurrogate(point)) point = REPLACEMENT;
      else index++;
    }
    let bytes = point < 0x80 ? point : utf8(point);
    // No byte but of U+0000 itself is 0, so that nothing is left where the last has gone.
    do {
      block |= (bytes & 0xff) << (8 * (length & 3));
      length++;
      bytes >>>= 8;
      if ((length & 3) === 0) {
        hash ^= scramble(block);
        hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
        block = 0;
      }
    } while (bytes !== 0);
  }
  if ((length & 3) !== 0) hash ^= scramble(block);
  return finish(hash ^ length);
}

const REPLACEMENT = 0xfffd;

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point < 0xe000;
}

/** The bytes of a code point beyond ASCII, the first one lowest. */
function utf8(point: number): number {
  const last = 0x80 | (point & 0x3f);
  if (point < 0x800) return 0xc0 | (point >> 6) | (last << 8);
  const third = 0x80 | ((point >> 6) & 0x3f);
  if (point < 0x10000) return 0xe0 | (point >> 12) | (third << 8) | (last << 16);
  const second = 0x80 | ((point >> 12) & 0x3f);
  return 0xf0 | (point >> 18) | (second << 8) | (third << 16) | (last << 24);
}

function scramble(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}

/** Makes every bit sway all. */
function finish(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
