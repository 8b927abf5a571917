/** Libraries that few programs need. They are loaded on first use, so that importing the package stays fast. */

import { createRequire } from "node:module";

const load = createRequire(__filename);

/** Parses cron expressions and computes their runs. */
export const croner = () => load("croner") as typeof import("croner");

/** Puts cron expressions into words. */
export const cronstrue = () => load("cronstrue") as typeof import("cronstrue");

/** Computes the edit distance between two words. */
export const levenshtein = () => load("fastest-levenshtein") as typeof import("fastest-levenshtein");
