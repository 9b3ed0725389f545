/**
 * What to do about the segments of the two published grids, in a sentence each: common practice, to
 * start from and to replace by what works in your shop.
 */
export const RFM_SEGMENT_ACTIONS = {
  Champions: "Thank them, show them new things first, ask for referrals; no discounts.",
  "Loyal Customers": "Invite them to the loyalty program, ask for reviews.",
  "Potential Loyalists": "Recommend a next purchase and the loyalty program.",
  "New Customers": "Welcome them, and lead them to a second purchase.",
  Promising: "Give them a reason to come back before they forget the first purchase.",
  "Need Attention": "A limited offer on what they bought before.",
  "About To Sleep": "Remind them with what is new; a small incentive.",
  "Can't Lose Them": "Ask in person what went wrong; win them back before others do.",
  "At Risk": "Write to them personally, with an offer on what they bought before.",
  Hibernating: "A cheap reminder now and then.",
  "Best Customers": "Thank them, show them new things first, ask for referrals; no discounts.",
  "Almost Lost": "Win them back now, with an offer: they were among the best.",
  "Lost Customers": "Ask why they left; one strong offer, then let them rest.",
  "Lost Cheap Customers": "Spend nothing on them.",
  "Big Spenders": "Show them the best you have, and a reason to come more often.",
  "Other Customers": "The usual newsletter; see by R and F which way they go.",
} as const satisfies Readonly<Record<string, string>>;
