/** What the tests use of the package, whose own types are out of reach of its `exports`. */
declare module "cephes" {
  export const compiled: Promise<void>;
  export function lgam(x: number): number;
  export function psi(x: number): number;
  export function lbeta(a: number, b: number): number;
  export function igam(s: number, x: number): number;
  export function igamc(s: number, x: number): number;
  export function igami(s: number, q: number): number;
  export function incbet(a: number, b: number, x: number): number;
  export function incbi(a: number, b: number, p: number): number;
  export function ndtr(z: number): number;
  export function ndtri(p: number): number;
  export function hyp2f1(a: number, b: number, c: number, z: number): number;
}
