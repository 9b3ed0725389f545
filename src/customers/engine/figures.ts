type Column = Float64Array | Int32Array;

/** Figures of many customers, in records of `width` cells; grows without moving what it holds. */
export interface Figures {
  readonly width: number;
  readonly chunks: Float64Array[];
  /** Room that others have no more use for. */
  readonly spare: Float64Array[];
  /** The chunk that holds the newest record, and where in it that begins. */
  cells: Float64Array;
  offset: number;
}

// Chunks double in size, up to a limit: few allocations, little of the last one in vain.
const FEWEST_RECORDS = 256;
const MOST_RECORDS = 2 ** 18;
const PIECE = 256;

/** No records yet. */
export function openFigures(width: number): Figures {
  return { width, chunks: [], spare: [], cells: new Float64Array(0), offset: 0 };
}

/** Makes room for one more record at `cells[offset]`; what is there may be anything. */
export function addRecord(figures: Figures): void {
  const { width, chunks, cells, spare } = figures;
  figures.offset += width;
  if (figures.offset < cells.length) return;
  const records = Math.min(Math.max(FEWEST_RECORDS, (2 * cells.length) / width), MOST_RECORDS);
  figures.cells = spare.pop() ?? new Float64Array(records * width);
  figures.offset = 0;
  chunks.push(figures.cells);
}

/** Hands over memory that nobody reads any more: touching fresh memory costs more than the work. */
export function giveRoom(figures: Figures, room: Float64Array): void {
  const length = room.length - (room.length % figures.width);
  if (length > 0) figures.spare.push(room.subarray(0, length));
}

/** How many records are held. */
export function countRecords({ width, chunks, cells, offset }: Figures): number {
  const room = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return chunks.length === 0 ? 0 : (room - cells.length + offset) / width + 1;
}

/**
 * Fills columns, one for each of these cells of a record; each record goes to its place, if it is
 * told.
 */
export function fillColumns(
  figures: Figures,
  cells: readonly number[],
  columns: readonly Column[],
  places: Int32Array | undefined,
): void {
  visitPieces(figures, (piece, first) => {
    for (const [index, cell] of cells.entries()) {
      spread(piece, cell, figures.width, columns[index], first, places);
    }
  });
}

/** Shows all records, some at a time: few enough to be in the cache when they are read once more. */
export function visitPieces(
  figures: Figures,
  visit: (piece: Float64Array, first: number) => void,
): void {
  const { width, chunks } = figures;
  const records = countRecords(figures);
  let first = 0;
  for (const chunk of chunks) {
    const inChunk = Math.min(chunk.length / width, records - first);
    for (let start = 0; start < inChunk; start += PIECE) {
      const end = Math.min(start + PIECE, inChunk);
      visit(chunk.subarray(start * width, end * width), first + start);
    }
    first += inChunk;
  }
}

/** Where each of these positions is listed. */
export function invert(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) places[order[place]] = place;
  return places;
}

function spread(
  piece: Float64Array,
  cell: number,
  width: number,
  column: Column,
  first: number,
  places: Int32Array | undefined,
): void {
  let record = first;
  for (let from = cell; from < piece.length; from += width, record++) {
    column[places === undefined ? record : places[record]] = piece[from];
  }
}
