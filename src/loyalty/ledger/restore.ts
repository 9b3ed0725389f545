import type { LotPoints, Take } from "./account.ts";
import { type Book, openWalletOf } from "./book.ts";
import type { Effect } from "./effect.ts";
import { corrupt, insertLot, placeIn, placeOf, withPoints } from "./lots.ts";

/** Gives points of a redemption back: to their lots, or as lots of a new life. */
export function applyRestored(
  book: Book,
  effect: Effect & { readonly type: "restored" },
  now: string,
): void {
  const wallet = openWalletOf(book, effect.currency);
  const place = placeOf(book.redemptions, effect.redemption);
  const redemption = book.redemptions[place];
  const reissued = effect.reissued ?? [];
  const anew = new Set(effect.lots.slice(effect.lots.length - reissued.length));
  for (const part of effect.lots) {
    const take = redemption.takes.find(({ lot }) => lot === part[0]);
    if (take === undefined || !(part[1] > 0) || part[1] > take.points) {
      throw corrupt(`lot ${part[0]} cannot give ${part[1]} points`);
    }
    wallet.totals.spent -= part[1];
    if (!anew.has(part)) giveBack(book, effect.currency, take, part[1], now);
  }
  for (const lot of reissued) {
    book.nextLot++;
    insertLot(wallet, lot, now);
  }
  book.redemptions[place] = {
    ...redemption,
    takes: redemption.takes.flatMap((take) => {
      const back = effect.lots.find(([lot]) => lot === take.lot);
      if (back === undefined) return [take];
      return back[1] === take.points ? [] : [{ ...take, points: take.points - back[1] }];
    }),
  };
}

function giveBack(book: Book, currency: string, take: Take, points: number, now: string): void {
  const wallet = openWalletOf(book, currency);
  const place = placeIn(wallet.lots, take.lot);
  if (place >= 0) {
    const lot = wallet.lots[place];
    wallet.lots[place] = withPoints(lot, lot.remaining + points, lot.held);
    return;
  }
  const { lot: id, points: _, ...life } = take;
  insertLot(wallet, withPoints({ id, ...life, remaining: points, held: 0 }, points, 0), now);
}

/** Points per lot, less others; lots at zero are left out. */
export function lessOf(lots: readonly LotPoints[], less: readonly LotPoints[]): LotPoints[] {
  const rest: LotPoints[] = [];
  for (const [id, points] of lots) {
    let left = points;
    for (const [other, change] of less) if (other === id) left -= change;
    if (left < 0) throw corrupt(`lot ${id} cannot hold ${left} points`);
    if (left > 0) rest.push([id, left]);
  }
  return rest;
}
