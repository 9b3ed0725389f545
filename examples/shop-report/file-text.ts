import { closeSync, openSync, readSync } from "node:fs";
import { TextDecoder } from "node:util";

export interface FileStart {
  readonly encoding: string;
  readonly firstLine: string;
  /** The first line with something on it, but for what is in quotes: a comma there parts nothing. */
  readonly bareHeader: string;
}

const START_BYTES = 64 * 1024;
const LINE_END = /\r\n|\n|\r/;

/** The header, and the encoding: as named, by the first two bytes, or UTF-8. */
export function readStart(file: string, named: string | undefined): FileStart {
  const buffer = Buffer.alloc(START_BYTES);
  const handle = openSync(file, "r");
  const length = readSync(handle, buffer, 0, START_BYTES, 0);
  closeSync(handle);
  refuseArchive(buffer);
  const encoding = named ?? byFirstBytes(buffer);
  const text = decoderFor(encoding, false).decode(buffer.subarray(0, length));
  const bareLines = text.replace(/"[^"]*"/g, '""').split(LINE_END);
  return {
    encoding,
    firstLine: text.split(LINE_END, 1)[0],
    bareHeader: bareLines.find((line) => line.trim() !== "") ?? "",
  };
}

/** What begins like this is no text, whatever the encoding. */
function refuseArchive([first, second, third]: Buffer): void {
  if (first === 0x50 && second === 0x4b && third < 9) {
    throw new Error("this is an Excel workbook or a zip archive: save the sheet as CSV (UTF-8)");
  }
  if (first === 0x1f && second === 0x8b) throw new Error("this is a gzip archive: unpack it first");
}

/** A byte order mark; or a plain letter in two bytes, one of them 0. */
function byFirstBytes([first, second]: Buffer): string {
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0)) return "utf-16be";
  return "utf-8";
}

function decoderFor(encoding: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal });
  } catch {
    throw new Error(
      `unknown encoding "${encoding}": there are utf-8, utf-16le, windows-1252 (latin1) and others`,
    );
  }
}

/** The text of a file, piece by piece. */
export async function* decodeText(
  bytes: AsyncIterable<Buffer>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = decoderFor(encoding, true);
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(
      `the file is not ${encoding}: name its encoding, such as --encoding windows-1252 (Western Europe), windows-1250 (Poland, Czechia, Hungary), windows-1251 (Cyrillic) or shift_jis (Japan); or save it from Excel as "CSV UTF-8"`,
    );
  }
}

/**
 * All line ends alike. Files put together from several have several kinds of them, and the parser
 * would count one of two characters within quotes as two lines.
 */
export async function* alignLineEnds(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const piece of pieces) {
    const text = held + piece;
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n");
  }
  if (held !== "") yield "\n";
}

/** Columns parted by runs of spaces: one space each, and none at the ends of a line. */
export async function* squeezeSpaces(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const text = rest + piece;
    const end = text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    yield squeeze(text.slice(0, end));
  }
  yield squeeze(rest);
}

function squeeze(text: string): string {
  return text.replace(/[ \t]+/g, " ").replace(/^ | $/gm, "");
}
