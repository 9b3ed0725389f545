export type { CustomerId } from "../core/columns.ts";
export { assignHoldout, type HoldoutGroups } from "./assign-holdout.ts";
export { type Audience, type AudienceOptions, buildAudience } from "./build-audience.ts";
export {
  type AudienceComparison,
  type AudienceOverlap,
  type AudienceReach,
  compareAudiences,
} from "./compare-audiences.ts";
export type { HoldoutOptions } from "./holdout-draw.ts";
export { isHeldOut } from "./is-held-out.ts";
export { type JoinProfilesOptions, joinProfiles, type ProfileParts } from "./join-profiles.ts";
export { parseProfileCondition } from "./parse-profile-condition.ts";
export type {
  AttributeType,
  AttributeValue,
  CustomerAttributes,
  CustomerProfile,
  CustomerProfiles,
  CustomerSegment,
  PredictionColumn,
  ProfileFields,
  ProfileSource,
  ProfileWarningCode,
  RfmStanding,
  SurveyStanding,
} from "./types.ts";
export type { ProfileCondition } from "./vocabulary.ts";
