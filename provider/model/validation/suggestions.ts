/** What to do instead of what users of other schedulers try first. */

const IN_THE_SYNC = "is set in the bulk sync itself, not in a schedule of it.";
const CRON = 'Spread a cron expression\'s fields instead: { syncId, ...polytomic.cron("30 3 * * 1-5") }.';
const UTC = "All times are UTC. The helpers daily() and weekly() turn a local time into UTC.";
const PAUSE =
    'A schedule can\'t be paused. Remove it, or use frequency "manual"; the bulk sync as a whole can be paused in Polytomic.';
const TIME = 'Use hour and minute, in UTC, or spread { syncId, ...polytomic.daily("03:30") }.';
const NAME =
    "A schedule has no name in Polytomic. The resource's name is the first argument of its constructor.";
const INTERVAL = 'Use frequency "custom" with cron\'s notation, such as minute: "*/20".';
const FIELDS = "The fields stand beside syncId: { syncId, frequency, hour, … }.";
const EXISTING = "Polytomic chooses it. To read an existing schedule, use BulkSyncSchedule.get().";
const ANSWERED = "It is an output: Polytomic answers it.";

/** By property, in lower case and without `_` and `-`. */
const PROPERTY_HINTS: ReadonlyMap<string, string> = new Map([
    ["schemas", `It ${IN_THE_SYNC}`],
    ["syncmode", `It ${IN_THE_SYNC}`],
    ["resyncmode", `It ${IN_THE_SYNC}`],
    ["timezone", UTC],
    ["tz", UTC],
    ["cron", CRON],
    ["cronexpression", CRON],
    ["expression", CRON],
    ["enabled", PAUSE],
    ["disabled", PAUSE],
    ["active", PAUSE],
    ["paused", PAUSE],
    ["time", TIME],
    ["at", TIME],
    ["name", NAME],
    ["interval", INTERVAL],
    ["every", INTERVAL],
    ["second", "Polytomic's schedules are to the minute."],
    ["seconds", "Polytomic's schedules are to the minute."],
    ["schedule", FIELDS],
    ["schedules", "Declare each schedule as a BulkSyncSchedule of its own."],
    ["bulksyncid", 'Did you mean "syncId"?'],
    ["id", EXISTING],
    ["scheduleid", EXISTING],
    ...["isdefault", "createdat", "createdby", "updatedat", "updatedby", "deletedat", "deletedby"].map(
        (name) => [name, ANSWERED] as const,
    ),
]);

/** What to do about a property that a schedule does not have; undefined where nothing is known of it. */
export function propertyHint(name: string): string | undefined {
    return PROPERTY_HINTS.get(name.toLowerCase().replaceAll(/[_-]/g, ""));
}

/** Texts of other notations, the special before the general. */
const NOTATIONS: readonly (readonly [RegExp, string])[] = [
    [/^@hourly$/i, 'Use frequency "hourly" instead.'],
    [/^@daily$/i, 'Use frequency "daily" instead.'],
    [/^@weekly$/i, 'Use frequency "weekly" instead.'],
    [/^@/, "Polytomic's schedules have no cron nicknames."],
    [/^[\d*,/-]+(\s+\S+){4,6}$/, CRON],
    [/^\d{1,2}:\d{2}/, TIME],
    [
        /^(?:[\d,*/-]*|sun|mon|tue|wed|thu|fri|sat)(?:L|LW|W|L-\d+|\?|#\d)$/i,
        "Standard cron has no L, W, # or ?.",
    ],
];

/** What to do about a text that is of another notation; empty where nothing is known of it. */
export function valueHint(value: unknown): string {
    const text = typeof value === "string" ? value.trim() : "";
    const hint = NOTATIONS.find(([notation]) => notation.test(text))?.[1];
    return hint === undefined ? "" : ` ${hint}`;
}
