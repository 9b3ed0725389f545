/** The money that a program's rules speak of. */
export interface ProgramMoney {
  /** ISO 4217, such as `EUR`. */
  readonly currency: string;
  /** Digits after the point: 2 for euro, 0 for yen. */
  readonly scale: number;
}
