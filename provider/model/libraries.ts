/**
 * Libraries that only some programs need. They are loaded when first used, so that importing the package stays light.
 */

import { createRequire } from "node:module";

const load = createRequire(__filename);

/** Parses cron expressions and computes their runs. */
export const croner = () => load("croner") as typeof import("croner");

/** Puts cron expressions into words. */
export const cronstrue = () => load("cronstrue") as typeof import("cronstrue");

/** Tells how far apart two words are. */
export const levenshtein = () => load("fastest-levenshtein") as typeof import("fastest-levenshtein");
