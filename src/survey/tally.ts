import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { addCompensated } from "../numeric/sum.ts";
import { checkWeight, isWeight } from "./check.ts";
import { countWhole } from "./count-whole.ts";
import { takesFractions, wholeNumbers } from "./measure.ts";
import type { AnswerTable } from "./read-answers.ts";
import type { MeasureUsed } from "./types.ts";

/** How often, and with what weight, each answer was given. */
export interface Tally {
  /** Every whole answer of the scale, and what else was answered; ascending. */
  readonly answers: readonly number[];
  readonly n: Float64Array;
  readonly weight: Float64Array;
  /** Sums of squared weights. */
  readonly squares: Float64Array;
}

/** Counts all answers together. */
export function tallyAnswers(table: AnswerTable, measure: MeasureUsed): Tally {
  if (table.weight === undefined && table.times === undefined) {
    const n = countWhole(table.score, measure.scale);
    if (n !== undefined) {
      const { min, max } = measure.scale;
      return { answers: wholeNumbers(min, max), n, weight: n, squares: n };
    }
  }
  return tallyGroups(table, measure, new Int32Array(table.score.length), 1)[0];
}

/** Counts the answers of each group, given the group of every row; rows of group -1 count nowhere. */
export function tallyGroups(
  { score, weight, times, pathOf }: AnswerTable,
  measure: MeasureUsed,
  group: Int32Array,
  groups: number,
): Tally[] {
  const { min, max } = measure.scale;
  const whole = max - min + 1;
  const fractions = new Map<number, number>();
  const cells = new Int32Array(score.length);
  for (let row = 0; row < cells.length; row++) {
    const answer = score[row];
    if (typeof answer !== "number" || !(answer >= min && answer <= max)) {
      throw faultOfAnswer(answer, measure, pathOf(row, "score"));
    }
    if (Number.isInteger(answer)) cells[row] = answer - min;
    else {
      if (!takesFractions(measure)) throw faultOfAnswer(answer, measure, pathOf(row, "score"));
      const known = fractions.get(answer) ?? whole + fractions.size;
      fractions.set(answer, known);
      cells[row] = known;
    }
  }
  const width = whole + fractions.size;
  const n = new Float64Array(groups * width);
  const high = new Float64Array(groups * width);
  const low = new Float64Array(groups * width);
  const squareHigh = new Float64Array(groups * width);
  const squareLow = new Float64Array(groups * width);
  for (let row = 0; row < cells.length; row++) {
    const own = weight === undefined ? 1 : weight[row];
    if (!isWeight(own)) checkWeight(own, pathOf(row, "weight"));
    if (group[row] < 0) continue;
    const cell = group[row] * width + cells[row];
    const count = times === undefined ? 1 : times[row];
    n[cell] += count;
    addCompensated(high, low, cell, own * count);
    addCompensated(squareHigh, squareLow, cell, own * own * count);
  }
  const met = [...wholeNumbers(min, max), ...fractions.keys()];
  const order = met.map((_, cell) => cell).sort((a, b) => met[a] - met[b]);
  const answers = order.map((cell) => met[cell]);
  return Array.from({ length: groups }, (_, at) => {
    const pick = (cell: number) => at * width + order[cell];
    return {
      answers,
      n: Float64Array.from(order, (_, cell) => n[pick(cell)]),
      weight: Float64Array.from(order, (_, cell) => high[pick(cell)] + low[pick(cell)]),
      squares: Float64Array.from(
        order,
        (_, cell) => squareHigh[pick(cell)] + squareLow[pick(cell)],
      ),
    };
  });
}

/** Some tallies of the same answers as one. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const { answers } = tallies[0];
  const sum = (read: (tally: Tally) => Float64Array) =>
    Float64Array.from(answers, (_, cell) =>
      tallies.reduce((total, tally) => total + read(tally)[cell], 0),
    );
  return {
    answers,
    n: sum((tally) => tally.n),
    weight: sum((tally) => tally.weight),
    squares: sum((tally) => tally.squares),
  };
}

function faultOfAnswer(
  answer: unknown,
  measure: MeasureUsed,
  path: readonly (string | number)[],
): InputError {
  const { min, max } = measure.scale;
  if (typeof answer !== "number" || Number.isNaN(answer)) {
    return new InputError("not_a_number", `expected a number, got ${show(answer)}`, path);
  }
  if (answer >= min && answer <= max) {
    return new InputError("not_whole", `expected a whole number, got ${answer}`, path);
  }
  return new InputError("out_of_scale", `expected ${min} to ${max}, got ${answer}`, path, {
    answer,
    min,
    max,
  });
}
