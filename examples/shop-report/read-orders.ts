import { createReadStream, statSync } from "node:fs";
import { CsvError, type Parser, parse } from "csv-parse";
import {
  alignLineEnds,
  decodeText,
  type FileStart,
  readStart,
  squeezeSpaces,
} from "./file-text.ts";
import type { ReportOptions } from "./options.ts";
import { type OrderFile, openOrderTable } from "./order-table.ts";

/** Reads the orders of a CSV file piece by piece; what stays in memory is three columns. */
export async function readOrders(
  file: string,
  options: ReportOptions,
  onProgress: (share: number, orders: number) => void,
): Promise<OrderFile> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new Error(`there is no file ${file}`);
  const { size } = found;
  if (size === 0) throw new Error("the file is empty");
  const start = readStart(file, options.encoding);
  // Excel's own first line, before the header.
  const [, separator] = /^sep=(.)$/i.exec(start.firstLine) ?? [];
  const delimiter = delimiterOf(start, options.delimiter ?? separator);
  const table = openOrderTable(options, delimiter);

  const parser = parse({
    delimiter,
    bom: true,
    from_line: separator === undefined ? 1 : 2,
    trim: true,
    record_delimiter: "\n",
    skip_empty_lines: true,
    // As Excel writes an empty line: delimiters alone.
    skip_records_with_empty_values: true,
    relax_column_count: true,
    info: true,
  });
  const bytes = counted(createReadStream(file, { highWaterMark: 1 << 20 }), (read) =>
    onProgress(read / size, table.size()),
  );
  const pieces = alignLineEnds(decodeText(bytes, start.encoding));
  feed(delimiter === " " ? squeezeSpaces(pieces) : pieces, parser);
  try {
    for await (const { record, info } of parser) table.add(record, info.lines);
  } catch (error) {
    if (error instanceof CsvError) throw new Error(`not a well-formed CSV file: ${error.message}`);
    throw error;
  }
  return table.finish();
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onBytes: (read: number) => void,
): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.length;
    onBytes(read);
    yield chunk;
  }
}

/** Whatever goes wrong comes out of the parser, where it is awaited. */
async function feed(pieces: AsyncIterable<string>, parser: Parser): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (!parser.write(piece)) await new Promise((resume) => parser.once("drain", resume));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
const NAMED_DELIMITERS: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["space", " "],
]);

/** The delimiter that the header holds most of; spaces where it holds none. */
function delimiterOf({ bareHeader }: FileStart, named: string | undefined): string {
  if (named !== undefined) return NAMED_DELIMITERS.get(named) ?? named;
  const count = (delimiter: string) => bareHeader.split(delimiter).length - 1;
  const best = DELIMITERS.reduce((most, next) => (count(next) > count(most) ? next : most));
  return count(best) > 0 || !/\S\s+\S/.test(bareHeader) ? best : " ";
}
