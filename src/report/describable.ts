/** What `describe` expects, for who hands it anything else. */
export const DESCRIBABLE = "a result that it has a table for (rows of your own: toTable)";
