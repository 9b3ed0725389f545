import type { LotPoints, Take } from "./account.ts";
import { type Book, openWalletOf, type WalletBook } from "./book.ts";
import type { Effect } from "./effect.ts";
import { cannotMove, changeLot, insertLot, placeIn, placeOf, withPoints } from "./lots.ts";

/** Gives points of a redemption back: to their lots, or as lots of a new life. */
export function applyRestored(
  book: Book,
  effect: Effect & { readonly type: "restored" },
  now: string,
): void {
  const wallet = openWalletOf(book, effect.currency);
  const place = placeOf(book.redemptions, effect.redemption);
  const redemption = book.redemptions[place];
  const { lots, reissued = [] } = effect;
  const { takes } = redemption;
  for (let index = 0; index < lots.length; index++) {
    const id = lots[index][0];
    const points = lots[index][1];
    const take = takes.find(({ lot }) => lot === id);
    if (take === undefined || !(points > 0 && points <= take.points)) throw cannotMove(id, points);
    wallet.totals.spent -= points;
    // The last ones come anew.
    if (index < lots.length - reissued.length) giveBack(wallet, take, points, now);
  }
  for (const lot of reissued) {
    book.nextLot++;
    insertLot(wallet, lot, now);
  }
  const left = takes.map((take) => {
    const back = lots.find(([lot]) => lot === take.lot);
    return back === undefined ? take : { ...take, points: take.points - back[1] };
  });
  book.redemptions[place] = { ...redemption, takes: left.filter(({ points }) => points !== 0) };
}

function giveBack(wallet: WalletBook, take: Take, points: number, now: string): void {
  if (placeIn(wallet.lots, take.lot) >= 0) {
    changeLot(wallet.lots, take.lot, points, points, 0);
    return;
  }
  const lot = { ...take, id: take.lot, remaining: points, held: 0 };
  insertLot(wallet, withPoints(lot, points, 0), now);
}

/** Points per lot, less others; lots at zero are left out. */
export function lessOf(lots: readonly LotPoints[], less: readonly LotPoints[]): LotPoints[] {
  const rest: LotPoints[] = [];
  for (const [id, points] of lots) {
    let left = points;
    for (const [other, change] of less) if (other === id) left -= change;
    if (left < 0) throw cannotMove(id, points - left);
    if (left > 0) rest.push([id, left]);
  }
  return rest;
}
