/**
 * Run as a program: prints what src/time answers to a fixed list of questions, and the zone that
 * the process itself is in. The answers must not depend on that zone.
 */
import { createHash } from "node:crypto";
import { addMonths, type CalendarPeriod, startOfPeriod } from "../../src/time/calendar.ts";
import { formatDay, parseDay } from "../../src/time/day.ts";
import { formatInstant, parseInstant } from "../../src/time/instant.ts";
import { openZone } from "../../src/time/zone.ts";

const UTC = openZone("UTC");
const FIRST = parseDay("1900-01-01", UTC, []);
const LAST = parseDay("2100-12-31", UTC, []);
const PERIODS: readonly CalendarPeriod[] = ["week", "month", "quarter", "year"];
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Africa/Monrovia"];

const hash = createHash("sha256");
const digest = (...answers: readonly (string | number)[]) => hash.update(`${answers.join(" ")}\n`);

for (let day = FIRST; day <= LAST; day += 3) {
  const date = formatDay(day);
  digest(date, parseDay(date, UTC, []));
  for (const period of PERIODS) digest(startOfPeriod(day, period));
  for (const months of [-13, -1, 0, 1, 6, 12]) digest(addMonths(day, months));
}
for (const zone of ZONES.map(openZone)) {
  for (let day = FIRST; day <= LAST; day += 11) {
    const start = parseInstant(formatDay(day), zone, []);
    const text = formatInstant(start);
    digest(start, text, parseInstant(text.replace("Z", "+05:30"), zone, []), zone.dayOf(start));
  }
}

process.stdout.write(
  JSON.stringify({
    processZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    processOffsets: [0, 6].map((month) => new Date(2024, month, 1).getTimezoneOffset()),
    samples: {
      monthLater: formatDay(addMonths(parseDay("2024-01-31", UTC, []), 1)),
      yearOf1950: formatDay(startOfPeriod(parseDay("1950-05-05", UTC, []), "year")),
      startInBerlin: formatInstant(parseInstant("2024-03-31", openZone("Europe/Berlin"), [])),
    },
    digest: hash.digest("hex"),
  }),
);
