import type { Figure } from "./figure.ts";
import type { Library } from "./library.ts";

/** What a case is given. */
export interface Surroundings {
  readonly library: Library;
  /** The folder the library was loaded from. */
  readonly dist: string;
  /** Size of the data, as a share of the full one. */
  readonly scale: number;
  readonly rounds: number;
  /** Tells a reader who waits what is going on. */
  progress(text: string): void;
}

/** Something to measure, in a process of its own. */
export interface Case {
  readonly name: string;
  measure(surroundings: Surroundings): Promise<Figure[]>;
}
