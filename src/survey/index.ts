export type { ProportionMethod } from "../numeric/intervals.ts";
export type { WeekStart } from "../time/week-start.ts";
export { compareScores } from "./compare-scores.ts";
export {
  COMPARE_SCORES_DEFAULTS,
  type CompareScoresOptions,
  type ComparisonCorrection,
  type DifferenceMethod,
  type HomogeneityTest,
  type NamedPeriod,
  type ScoreComparison,
  type ScoreDifference,
  type ScorePair,
  type ScoreSample,
} from "./compare-types.ts";
export {
  COMPARE_WAVES_DEFAULTS,
  type CompareWavesOptions,
  compareWaves,
  type WaveComparison,
  type WaveGain,
  type WaveMove,
} from "./compare-waves.ts";
export { driverAnalysis } from "./driver-analysis.ts";
export type { DriverColumns, DriverResponse } from "./driver-rows.ts";
export {
  DRIVER_ANALYSIS_DEFAULTS,
  type Driver,
  type DriverAnalysis,
  type DriverAnalysisOptions,
  type DriverEstimate,
  type DriverWarningCode,
} from "./driver-types.ts";
export { SURVEY_MEASURE_DEFAULTS } from "./measure.ts";
export { mergeCounts } from "./merge-counts.ts";
export type { ScorePeriod } from "./periods.ts";
export { planSurveys } from "./plan-surveys.ts";
export {
  type FrequencyCap,
  PLAN_SURVEYS_DEFAULTS,
  type PlanDecision,
  type PlanReason,
  type PlanReasonCode,
  type PlanSurveysOptions,
  type SurveyCandidate,
  type SurveyContact,
  type SurveyPlan,
} from "./plan-types.ts";
export {
  type PopulationCell,
  type PostStratifyWeightsOptions,
  postStratifyWeights,
} from "./post-stratify-weights.ts";
export {
  type PopulationMargins,
  RAKE_WEIGHTS_DEFAULTS,
  type RakeWeightsOptions,
  rakeWeights,
  type WeightedPerson,
  type WeightedSample,
} from "./rake-weights.ts";
export {
  type DifferenceTarget,
  type ExpectedAnswers,
  type MarginTarget,
  REQUIRED_SAMPLE_DEFAULTS,
  type RequiredSample,
  type RequiredSampleOptions,
  requiredSample,
} from "./required-sample.ts";
export {
  SCORE_BY_SEGMENT_DEFAULTS,
  type ScoreBySegmentOptions,
  type SegmentScore,
  type SegmentScores,
  scoreBySegment,
} from "./score-by-segment.ts";
export { type CesScore, SCORE_CES_DEFAULTS, type ScoreCesOptions, scoreCes } from "./score-ces.ts";
export {
  type CsatScore,
  SCORE_CSAT_DEFAULTS,
  type ScoreCsatOptions,
  scoreCsat,
} from "./score-csat.ts";
export { type NpsScore, SCORE_NPS_DEFAULTS, type ScoreNpsOptions, scoreNps } from "./score-nps.ts";
export {
  type PeriodScore,
  type PeriodScores,
  SCORE_OVER_TIME_DEFAULTS,
  type ScoreOverTimeOptions,
  scoreOverTime,
} from "./score-over-time.ts";
export {
  SCORE_TAGS_DEFAULTS,
  type ScoreTagsOptions,
  scoreTags,
  type TaggedResponse,
  type TagScore,
  type TagScores,
} from "./score-tags.ts";
export { SURVEY_SCORE_DEFAULTS } from "./settings.ts";
export {
  type ChoiceFrequency,
  type ChoiceResponse,
  type ChoiceTable,
  TABULATE_CHOICES_DEFAULTS,
  type TabulateChoicesOptions,
  tabulateChoices,
} from "./tabulate-choices.ts";
export type {
  AnswerFrequency,
  AnswerGroup,
  AnswerScale,
  CesMeasure,
  CsatMeasure,
  MeanMethod,
  MeasureUsed,
  NetMethod,
  ScoreMethod,
  ScoreSettings,
  ShareEstimate,
  SurveyAnswers,
  SurveyColumns,
  SurveyCounts,
  SurveyMeasure,
  SurveyResponse,
  SurveyScore,
  SurveyWarningCode,
} from "./types.ts";
