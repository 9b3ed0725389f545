import type { HomogeneityTest, ScoreComparison } from "../survey/compare-types.ts";
import type { WaveComparison } from "../survey/compare-waves.ts";
import { count, doubts, say, sayLevel } from "./sentences.ts";
import { scaleOf, scoreFormat, surveyTitle } from "./survey-words.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const P_VALUE = { significant: 3 } as const;
const TESTS = { chi_square: "chi-square", welch_f: "Welch's F" } as const;

export function describeScoreComparison(result: ScoreComparison): SummaryTable {
  const { measure, samples, overall, pairs, respondents } = result;
  const format = scoreFormat(measure);
  const confidence = sayLevel(result.intervalLevel);
  return toTable(pairs, {
    title: `${surveyTitle(measure)}, compared`,
    columns: [
      { name: "Sample", cell: (pair) => pair.sample },
      { name: "Against", cell: (pair) => pair.against },
      { name: "Difference", cell: (pair) => pair.difference, format },
      { name: `Lower ${confidence}`, cell: (pair) => pair.lower, format },
      { name: `Upper ${confidence}`, cell: (pair) => pair.upper, format },
      { name: "p", cell: (pair) => pair.pValue, format: P_VALUE },
      { name: "Adjusted p", cell: (pair) => pair.adjustedPValue, format: P_VALUE },
      { name: "Significant", cell: ({ significant }) => yesOrNo(significant) },
    ],
    notes: [
      ...samples.map(
        ({ name, score, lower, upper, n }) =>
          `${name}: ${say(score, format)} (${say(lower, format)} to ${say(upper, format)}) of ${count(n, "answer")}.`,
      ),
      ...(overall === null ? [] : [`All alike: ${testOf(overall)}.`]),
      ...(respondents === null
        ? []
        : [
            `Paired: ${say(respondents.both)} in both, ${say(respondents.sampleOnly)} and ${say(respondents.againstOnly)} in one alone.`,
          ]),
      `${scaleOf(measure)} By ${result.method}, corrected by ${result.correction}.`,
      ...doubts(result.warnings),
    ],
  });
}

function yesOrNo(answer: boolean | null): string | null {
  return answer === null ? null : answer ? "yes" : "no";
}

function testOf({ test, statistic, degreesOfFreedom, pValue }: HomogeneityTest): string {
  const freedom = degreesOfFreedom.map((degrees) => say(degrees)).join(" and ");
  return `${TESTS[test]} ${say(statistic)}, df ${freedom}, p ${say(pValue, P_VALUE)}`;
}

export function describeWaves(result: WaveComparison): SummaryTable {
  const { measure, change, moves, won, lost } = result;
  const format = scoreFormat(measure);
  return toTable(moves, {
    title: `${surveyTitle(measure)}, two waves`,
    columns: [
      { name: "From", cell: (move) => move.from },
      { name: "To", cell: (move) => move.to },
      { name: "People", cell: (move) => move.n },
      { name: "Share", cell: (move) => move.share, format: { percent: 1 } },
    ],
    notes: [
      `${say(result.n)} answered both waves, ${say(result.dropped)} the first alone, ${say(result.joined)} the second alone.`,
      `${say(won.n)} came to the ${moves[0].from}, ${say(lost.n)} left them.`,
      `Change of the score: ${say(change.difference, format)} (${say(change.lower, format)} to ${say(change.upper, format)} with ${sayLevel(result.level)}), p ${say(change.pValue, P_VALUE)}.`,
    ],
  });
}
