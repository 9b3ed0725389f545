export { type Describable, describe } from "./describe.ts";
export type { AnyModel } from "./model-meaning.ts";
export type {
  FormattedNumber,
  NumberFormat,
  SummaryTable,
  TableCell,
  TableColumn,
} from "./table.ts";
export { TO_CSV_DEFAULTS, type ToCsvOptions, toCsv } from "./to-csv.ts";
export { toHtml } from "./to-html.ts";
export { toMarkdown } from "./to-markdown.ts";
export { type ColumnOf, type ToTableOptions, toTable } from "./to-table.ts";
export { toText } from "./to-text.ts";
