/** Libraries that few programs need. They are loaded on first use, so that importing the package stays fast. */

/** Parses cron expressions and computes their runs. */
export const croner = () => require("croner") as typeof import("croner");

/** Puts cron expressions into words. */
export const cronstrue = () => require("cronstrue") as typeof import("cronstrue");

/** Computes the edit distance between two words. */
export const levenshtein = () => require("fastest-levenshtein") as typeof import("fastest-levenshtein");
