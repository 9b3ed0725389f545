import type { FindEnds } from "./ends.ts";
import { estimateScore } from "./estimate.ts";
import { resolveMeasure } from "./measure.ts";
import { readAnswers } from "./read-answers.ts";
import { type AnySettings, resolveSettings } from "./settings.ts";
import { tallyAnswers } from "./tally.ts";
import type { SurveyAnswers, SurveyMeasure, SurveyScore } from "./types.ts";

/** Any score of any answers. */
export function scoreAnswers(
  answers: SurveyAnswers,
  wanted: SurveyMeasure | undefined,
  options: AnySettings,
  findEnds: FindEnds,
): SurveyScore {
  const measure = resolveMeasure(wanted, []);
  const settings = resolveSettings(measure, options);
  const tally = tallyAnswers(readAnswers(answers, measure.scale), measure);
  return estimateScore(measure, tally, settings, findEnds);
}
