/**
 * How many chances to leave a customer has had before her first repeat purchase: none in the
 * BG/NBD, one in the MBG/NBD, where the first purchase of all is one. After x repeat purchases she
 * has had x plus these; that is all in which the two models differ.
 */
export type OpeningChances = 0 | 1;
