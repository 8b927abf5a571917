/** Hints for what users of other schedulers try first. */

import { numberIn, type NumberField } from "../fields.js";
import { propertyOf } from "../objects.js";
import { formatValue } from "../words.js";

const IN_THE_SYNC = "It is set in the bulk sync itself, not in a schedule of it.";
const UTC = "All times are UTC. The helpers daily() and weekly() turn a local time into UTC.";
const PAUSE =
    'A schedule can\'t be paused. Remove it, or use frequency "manual"; the bulk sync as a whole can be paused in Polytomic.';
const INTERVAL = 'Use frequency "custom" with cron\'s notation, such as minute: "*/20".';
const OUTPUT =
    "It is an output: Polytomic returns it. To read an existing schedule, use BulkSyncSchedule.get().";

const cronHint = (text = "30 3 * * 1-5") =>
    `Spread a cron expression's fields instead: { syncId, ...polytomic.cron(${formatValue(text)}) }.`;
const timeHint = (text = "03:30") =>
    `Use hour and minute, in UTC, or spread { syncId, ...polytomic.daily(${formatValue(text)}) }.`;

/** A sentence, perhaps with the text that was given. */
type Hint = string | ((text?: string) => string);

/** A hint for each property, in lower case and without `_` and `-`. */
const PROPERTY_HINTS: readonly (readonly [Hint, readonly string[]])[] = [
    [IN_THE_SYNC, ["schemas", "syncmode", "resyncmode"]],
    [UTC, ["timezone", "tz"]],
    [cronHint, ["cron", "cronexpression", "expression"]],
    [PAUSE, ["enabled", "disabled", "active", "paused"]],
    [timeHint, ["time", "at"]],
    [INTERVAL, ["interval", "every"]],
    ['Did you mean "syncId"?', ["bulksyncid"]],
    [OUTPUT, ["id", "scheduleid", "isdefault"]],
    [OUTPUT, ["createdat", "createdby", "updatedat", "updatedby", "deletedat", "deletedby"]],
];

/** A UUID. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Any text but a mistyped UUID or an address. */
const NAME = /^(?!null$|[\da-f-]{24,}$)[^/]*[^/.][^/]*$/i;

const EXPRESSION = /^[\d*,/-]+(\s+\S+){4,6}$/;
const TIME = /^([01]?\d|2[0-3]):[0-5]\d$/;

/** Texts in other notations, the special before the general, and a hint for each. */
const NOTATION_HINTS: readonly (readonly [Hint, RegExp])[] = [
    ['Polytomic has no cron nicknames. Use frequency "hourly", "daily" or "weekly".', /^@/],
    [cronHint, EXPRESSION],
    [timeHint, TIME],
    [() => timeHint(), /^\d{1,2}:\d{2}/],
];

/** What to do about a property that a schedule does not have; empty if there is no hint. */
export function propertyHint(name: string, value: unknown): string {
    const word = name.toLowerCase().replaceAll(/[_-]/g, "");
    const [hint] = PROPERTY_HINTS.find(([, names]) => names.includes(word)) ?? [];
    const isGiven = typeof value === "string" && (hint === timeHint ? TIME : EXPRESSION).test(value.trim());
    return written(hint, isGiven ? value.trim() : undefined);
}

/** What to do about a text in another notation; empty if there is no hint. */
export function valueHint(value: unknown): string {
    const text = typeof value === "string" ? value.trim() : "";
    const [hint] = NOTATION_HINTS.find(([, notation]) => notation.test(text)) ?? [];
    return written(hint, text);
}

const written = (hint: Hint = "", text?: string) => {
    const sentence = typeof hint === "string" ? hint : hint(text);
    return sentence && ` ${sentence}`;
};

/** What to do about a list where a single value is taken. */
export function listHint(field: NumberField, items: readonly unknown[]): string {
    if (items.length < 2 || items.some((item) => numberIn(field, item) === undefined)) return "";
    return field === "dayOfWeek"
        ? ` For several days, spread { syncId, ...polytomic.weekly(${formatValue(items)}, "03:30") }.`
        : ` For several values, use frequency "custom" and a text: ${field}: "${items.join(",")}".`;
}

/** What to do about the id of a bulk sync that is none: a name, the result of a lookup, a resource's id. */
export function syncIdHint(value: unknown): string {
    if (propertyOf(value, "id") !== undefined)
        return ' Give the id of what you looked up, as in polytomic.getBulkSyncOutput({ name: "Orders" }).id.';
    const text = typeof value === "string" ? value.trim() : "";
    const [first = ""] = text.split("/");
    if (UUID.test(first)) return ` Did you mean "${first}"?`;
    if (!NAME.test(text)) return "";
    return ` To look it up by name, write polytomic.getBulkSyncOutput({ name: ${formatValue(text)} }).id.`;
}
