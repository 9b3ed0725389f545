/**
 * What to do about the segments of the two published grids, in a sentence each: common practice, to
 * start from and to replace by what works in your shop.
 */
export const RFM_SEGMENT_ACTIONS = {
  Champions: "Thank them, show them new things first, ask for referrals; no discounts.",
  "Loyal Customers": "Offer a loyalty program and what goes with their purchases; ask for reviews.",
  "Potential Loyalists": "Recommend a next purchase and invite them to the loyalty program.",
  "New Customers": "Welcome them, help with the first purchase, lead them to a second one.",
  Promising: "Stay in mind: a reason to come back before the first purchase is forgotten.",
  "Need Attention": "Renew contact with a limited offer on what they bought before.",
  "About To Sleep": "Remind them with what is popular or new; a small incentive.",
  "Can't Lose Them": "Get in touch in person, ask what went wrong, win them back before others do.",
  "At Risk": "Write to them personally, with an offer on what they used to buy.",
  Hibernating: "A cheap reminder now and then; spend no more than they may bring back.",
  "Best Customers": "Thank them, show them new things first, ask for referrals; no discounts.",
  "Almost Lost": "Win them back now, with an offer: they were among the best.",
  "Lost Customers": "Ask why they left; one strong offer, then let them rest.",
  "Lost Cheap Customers": "Spend nothing on them.",
  "Big Spenders": "Show them the upper end of the range, and a reason to come more often.",
  "Other Customers": "The usual newsletter; see by R and F which way they go.",
} as const satisfies Readonly<Record<string, string>>;
