import { type Figure, isWithin, ratioOf } from "./figure.ts";

const HEADER = ["case", "ours", "CPU", "peer", "CPU", "ratio", "limit", "", ""];
const NUMBERS = HEADER.slice(1, 7);

/** The figures as a table, in columns of text. */
export function tableOf(figures: readonly Figure[], judged: boolean): string {
  const rows = [HEADER, ...figures.map((figure) => rowOf(figure, judged))];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((cell, column) => align(cell, widths[column], column)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function rowOf(figure: Figure, judged: boolean): string[] {
  const { name, unit, ours, oursCpu, peer, limit, note } = figure;
  const ratio = ratioOf(figure);
  const limitUnit = limit?.of === "ours" ? ` ${unit}` : "";
  return [
    name,
    amount(ours, unit),
    amount(oursCpu, unit),
    amount(peer?.value, unit),
    amount(peer?.cpu, unit),
    ratio === undefined ? "" : ratio.toFixed(2),
    limit === undefined ? "" : `≤ ${limit.most}${limitUnit}`,
    verdict(figure, judged),
    [peer?.name, note].filter((text) => text !== undefined).join("; "),
  ];
}

function verdict(figure: Figure, judged: boolean): string {
  const within = isWithin(figure);
  if (within === undefined) return "";
  if (!judged) return "–";
  return within ? "ok" : "OVER";
}

function amount(value: number | undefined, unit: string): string {
  if (value === undefined) return "";
  return `${value < 100 ? value.toPrecision(3) : value.toFixed(0)} ${unit}`;
}

function align(cell: string, width: number, column: number): string {
  return column >= 1 && column <= NUMBERS.length ? cell.padStart(width) : cell.padEnd(width);
}
