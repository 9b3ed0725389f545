// ISO 4217, list one: currencies whose minor unit is not a hundredth, by digits after the point.
const BY_SCALE = [
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  "",
  "",
  "BHD IQD JOD KWD LYD OMR TND",
  "CLF UYW",
] as const;

/** Digits after the point of a currency: 2 unless ISO 4217 says otherwise. */
export function currencyScale(currency: string): number {
  const scale = BY_SCALE.findIndex((names) => names.split(" ").includes(currency));
  return scale < 0 || currency === "" ? 2 : scale;
}
