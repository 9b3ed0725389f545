/** The parameters of the BG/NBD, in the order of the paper. */
export type BetaGeometricParameter = "r" | "alpha" | "a" | "b";

export type BetaGeometricParams = Readonly<Record<BetaGeometricParameter, number>>;
