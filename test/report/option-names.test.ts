import * as report from "clientele/report";
import { testOptionNames } from "../option-names.ts";

const rows = [{ name: "ada", value: 3 }];
const title = "Customers";
const columns = [
  { name: "Name", cell: (row: (typeof rows)[number]) => row.name, align: undefined },
  { name: "Value", cell: (row: (typeof rows)[number]) => row.value, format: undefined },
];

testOptionNames(
  report,
  {
    toCsv: [report.toTable(rows, { title, columns }), { guardFormulas: false }],
    toTable: [rows, { title, columns }],
  },
  ["describe", "toHtml", "toMarkdown", "toText"],
);
