export type { QuantileType } from "../numeric/quantile.ts";
export { RFM_SEGMENT_ACTIONS } from "./actions.ts";
export { COMPARE_RFM_DEFAULTS, type CompareRfmOptions, compareRfm } from "./compare.ts";
export type {
  CompareRfmWarningCode,
  RfmComparison,
  RfmCustomerMovement,
  RfmSegmentMovement,
} from "./compare-types.ts";
export {
  type DescribeSegmentsOptions,
  describeSegments,
  type RfmSegmentDescription,
} from "./describe-segments.ts";
export type {
  RfmExtraColumn,
  RfmExtraDimension,
  RfmExtraScore,
  RfmExtraScorer,
  RfmField,
} from "./extra-types.ts";
export {
  RFM_MARKETING_GRID,
  RFM_QUARTILE_GRID,
  type RfmScoreRange,
  type RfmSegmentGrid,
  type RfmSegmentRule,
} from "./grids.ts";
export { scoreRfm } from "./score.ts";
export { SEGMENT_RFM_DEFAULTS, type SegmentRfmOptions, segmentRfm } from "./segment.ts";
export type {
  RfmAssignment,
  RfmAssignmentTable,
  RfmSegment,
  RfmSegmentColumns,
  RfmSegments,
} from "./segment-types.ts";
export { SCORE_RFM_DEFAULTS, type ScoreRfmOptions } from "./settings.ts";
export type {
  RfmDimension,
  RfmScore,
  RfmScoreColumns,
  RfmScorer,
  RfmScores,
  RfmScoreTable,
  RfmSettings,
  RfmThresholds,
  RfmTriple,
  RfmWarningCode,
} from "./types.ts";
