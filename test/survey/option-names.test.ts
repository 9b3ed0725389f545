import * as survey from "clientele/survey";
import { testOptionNames } from "../option-names.ts";

const answers = [
  { customerId: "ada", score: 9, segment: "new", at: "2026-01-02" },
  { customerId: "bob", score: 3, segment: "new", at: "2026-01-09" },
  { customerId: "cem", score: 10, segment: "old", at: "2026-01-12" },
  { customerId: "dot", score: 7, segment: "old", at: "2026-01-20" },
];
const ratings = [5, 2, 4, 1].map((score) => ({ score }));
const tagged = answers.map((one, at) => ({ ...one, tags: at % 2 === 0 ? ["price"] : [] }));
const chosen = [{ choices: ["price"] }, { choices: ["price", "speed"] }, { choices: [] }];
const rated = [
  { score: 3, drivers: { price: 2, speed: 5 } },
  { score: 5, drivers: { price: 4, speed: 4 } },
  { score: 1, drivers: { price: 1, speed: 3 } },
  { score: 4, drivers: { price: 4, speed: 2 } },
];
const members = [{ region: "north" }, { region: "north" }, { region: "south" }];
const invited = [
  { customerId: "ada", consent: true, lastPurchaseAt: "2026-01-20" },
  { customerId: "bob", consent: undefined, lastPurchaseAt: undefined },
];

testOptionNames(
  survey,
  {
    compareScores: [answers, { by: "segment", level: 0.9 }],
    compareWaves: [answers, answers, { level: 0.9 }],
    driverAnalysis: [rated, { seed: 1, resamples: 20 }],
    planSurveys: [
      invited,
      { asOf: "2026-02-01", seed: 1, afterPurchase: { fromDays: 1, toDays: undefined } },
    ],
    postStratifyWeights: [
      members,
      {
        cells: [
          { cell: { region: "north" }, share: 0.5 },
          { cell: { region: "south" }, share: 0.5 },
        ],
      },
    ],
    rakeWeights: [members, { margins: { region: { north: 0.5, south: 0.5 } } }],
    requiredSample: [{ margin: 5, level: 0.9 }],
    scoreBySegment: [answers, { level: 0.9 }],
    scoreCes: [ratings, { version: "v1" }],
    scoreCsat: [ratings, { metric: "mean" }],
    scoreNps: [answers, { level: 0.9 }],
    scoreOverTime: [answers, { asOf: "2026-02-01", period: "week" }],
    scoreTags: [tagged, { level: 0.9 }],
    tabulateChoices: [chosen, { several: true }],
  },
  ["mergeCounts"],
);
