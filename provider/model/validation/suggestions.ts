/** Hints for what users of other schedulers try first. */

const IN_THE_SYNC = "It is set in the bulk sync itself, not in a schedule of it.";
const CRON = 'Spread a cron expression\'s fields instead: { syncId, ...polytomic.cron("30 3 * * 1-5") }.';
const UTC = "All times are UTC. The helpers daily() and weekly() turn a local time into UTC.";
const PAUSE =
    'A schedule can\'t be paused. Remove it, or use frequency "manual"; the bulk sync as a whole can be paused in Polytomic.';
const TIME = 'Use hour and minute, in UTC, or spread { syncId, ...polytomic.daily("03:30") }.';
const INTERVAL = 'Use frequency "custom" with cron\'s notation, such as minute: "*/20".';
const OUTPUT =
    "It is an output: Polytomic returns it. To read an existing schedule, use BulkSyncSchedule.get().";

/** A hint for each property, in lower case and without `_` and `-`. */
const PROPERTY_HINTS: readonly (readonly [string, readonly string[]])[] = [
    [IN_THE_SYNC, ["schemas", "syncmode", "resyncmode"]],
    [UTC, ["timezone", "tz"]],
    [CRON, ["cron", "cronexpression", "expression"]],
    [PAUSE, ["enabled", "disabled", "active", "paused"]],
    [TIME, ["time", "at"]],
    [INTERVAL, ["interval", "every"]],
    ['Did you mean "syncId"?', ["bulksyncid"]],
    [OUTPUT, ["id", "scheduleid", "isdefault"]],
    [OUTPUT, ["createdat", "createdby", "updatedat", "updatedby", "deletedat", "deletedby"]],
];

/** Texts in other notations, the special before the general, and a hint for each. */
const NOTATION_HINTS: readonly (readonly [string, RegExp])[] = [
    ['Polytomic has no cron nicknames. Use frequency "hourly", "daily" or "weekly".', /^@/],
    [CRON, /^[\d*,/-]+(\s+\S+){4,6}$/],
    [TIME, /^\d{1,2}:\d{2}/],
];

/** What to do about a property that a schedule does not have; empty if there is no hint. */
export function propertyHint(name: string): string {
    const word = name.toLowerCase().replaceAll(/[_-]/g, "");
    return hintOf(PROPERTY_HINTS.find(([, names]) => names.includes(word)));
}

/** What to do about a text in another notation; empty if there is no hint. */
export function valueHint(value: unknown): string {
    const text = typeof value === "string" ? value.trim() : "";
    return hintOf(NOTATION_HINTS.find(([, notation]) => notation.test(text)));
}

const hintOf = (row: readonly [string, unknown] | undefined) => (row ? ` ${row[0]}` : "");
