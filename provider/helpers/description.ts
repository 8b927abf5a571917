import { FIELD_NAMES, fieldsOf, isNumberField, WEEKDAYS, type Fields } from "../model/fields.js";
import { cronstrue } from "../model/libraries.js";
import { joinWords } from "../model/words.js";
import {
    consecutiveRuns,
    EVERY_MINUTE,
    expressionOf,
    fieldOf,
    formatRange,
    isFull,
    timesOf,
    valuesOf,
    type CronFields,
    type TimeFields,
} from "./cron-fields.js";
import { frequencyOf, plainNumber, scheduleCron, simplify, TIME_FIELDS } from "./schedule-cron.js";
import { shift } from "./shift.js";
import { formatTime, findZone, formatOffset, zoneOf } from "./time-zone.js";

type AnyTimeFields = { readonly [Name in keyof TimeFields]?: string | number | null | undefined };

/** A schedule's fields, as a program declares them or as Polytomic returns them, in any spelling. */
export interface DescribableFields extends AnyTimeFields {
    /** How often the schedule runs. */
    readonly frequency?: string | null | undefined;
}

const WITHOUT_TIME: ReadonlyMap<string, string> = new Map([
    ["manual", "only on demand"],
    ["continuous", "continuously, at most every five minutes"],
    ["builder", "as put together in Polytomic's web app"],
    ["runafter", "after other bulk syncs have run"],
    ["dbtcloud", "after a dbt Cloud job has run"],
    ["multi", "by several schedules, a frequency that Polytomic has deprecated"],
]);

/**
 * Describes when a schedule runs, in UTC: `every Monday at 09:00 UTC`. For the result of a helper with a `timeZone`, the
 * description also has the local times. The wording can change with any release.
 *
 * @param fields The fields, without outputs. The description shows invalid ones as they are; nothing throws an error.
 */
export function describeSchedule(fields: DescribableFields): string {
    const known = fieldsOf({ ...fields });
    const cron = scheduleCron(known);
    if (cron !== undefined) return `${describeCron(cron)}${describeLocalTimes(cron, zoneOf(fields))}`;
    return WITHOUT_TIME.get(frequencyOf(known)) ?? describeIncomplete(known) ?? listFields(known);
}

/**
 * Describes when a schedule runs by clocks so many minutes ahead of UTC, without the name of a zone. Where no expression has
 * these local times, the description is the one in UTC, and says so.
 */
export function describeByClock(fields: DescribableFields, offset: number): string {
    const cron = scheduleCron(fieldsOf({ ...fields }));
    const local = cron && shift(cron, offset);
    return local === undefined ? describeSchedule(fields) : describeCron(local).replace(/ (UTC|\(UTC\))/, "");
}

/** Words for an hourly, daily or weekly schedule of which Polytomic fills in a field; undefined for any other. */
function describeIncomplete(fields: Fields): string | undefined {
    const frequency = frequencyOf(fields);
    const names = TIME_FIELDS.get(frequency);
    const isValid = names?.every((name) => !fields[name] || plainNumber(name, fields[name]) !== undefined);
    if (isValid !== true) return undefined;
    if (frequency === "hourly") return "every hour, at a minute that Polytomic chooses";
    const weekday = WEEKDAYS[plainNumber("dayOfWeek", fields.dayOfWeek) ?? NaN];
    const inWeek = weekday ? capitalize(weekday) : "week on a day that Polytomic chooses";
    return `every ${frequency === "daily" ? "day" : inWeek}${describeTime(fields)}`;
}

function describeTime(fields: Fields): string {
    const [hour, minute] = [plainNumber("hour", fields.hour), plainNumber("minute", fields.minute)];
    if (hour !== undefined && minute !== undefined) return `, at ${formatTime(hour, minute)} UTC`;
    if (hour !== undefined)
        return `, in the hour from ${formatTime(hour, 0)} UTC, at a minute that Polytomic chooses`;
    if (minute !== undefined) return `, at minute ${minute} of an hour that Polytomic chooses`;
    return ", at a time that Polytomic chooses";
}

function listFields(fields: Fields): string {
    const times = FIELD_NAMES.filter(isNumberField).flatMap((name) =>
        fields[name] === undefined ? [] : [`${name} ${fields[name]}`],
    );
    const frequency = frequencyOf(fields) || "no frequency";
    return times.length === 0 ? frequency : `${frequency}: ${times.join(", ")} (UTC)`;
}

/** When a cron expression runs, in UTC. */
function describeCron(cron: CronFields): string {
    const { frequency, time, days } = wordsOf(cron);
    if (frequency === "hourly") return `every hour at ${time}`;
    if (frequency !== "custom") return `every ${days || "day"} at ${time} UTC`;
    const suffix = days === "" ? "" : `, ${days}`;
    if (/:\d\d$/.test(time)) return `${time} UTC${suffix}`;
    return isFull(cron, "hour") && days === "" ? time : `${time}${suffix} (UTC)`;
}

/** When in the day or hour a cron expression runs, and on which days: empty for every day. */
function wordsOf(cron: CronFields): { frequency: string; time: string; days: string } {
    const fields = simplify(cron);
    const { frequency } = fields;
    if (frequency === "custom") return { frequency, time: customTime(cron), days: customDays(cron) };
    if (frequency === "hourly") return { frequency, time: `minute ${fields.minute}`, days: "" };
    const days = frequency === "weekly" ? capitalize(fields.dayOfWeek) : "";
    return { frequency, time: formatTime(fields.hour, fields.minute), days };
}

const capitalize = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** How many times of day are listed one by one. */
const MAX_LISTED = 6;

function customTime(cron: CronFields): string {
    const [minutes, times] = [valuesOf(cron, "minute"), timesOf(cron)];
    const text = fieldOf("minute", minutes);
    if (isFull(cron, "hour") && minutes.length <= MAX_LISTED && !text.startsWith("*/"))
        return `every hour at minute${minutes.length === 1 ? "" : "s"} ${joinWords(minutes, "and")}`;
    if (times.length <= MAX_LISTED) {
        const texts = times.map((time) => formatTime(0, time));
        return `at ${joinWords(texts, "and")}`;
    }
    return inWords(`${text} ${hourText(cron)} * * *`).replaceAll(/\bat (?=\d\d:\d\d through)/g, "from ");
}

// Single hours as ranges, so that "every minute, at 01:00" becomes "every minute, between 01:00 and 01:59".
function hourText(cron: CronFields): string {
    const hours = valuesOf(cron, "hour");
    const text = fieldOf("hour", hours);
    if (text.startsWith("*") || valuesOf(cron, "minute").length === 1) return text;
    return consecutiveRuns(hours).map(formatRange).join(",");
}

function customDays(cron: CronFields): string {
    const days = (["dayOfMonth", "dayOfWeek"] as const)
        .filter((name) => cron[name] !== "*")
        .map((name) => daysInWords(cron, name));
    const months = isFull(cron, "month") ? [] : [daysInWords(cron, "month")];
    // Cron runs on days of either kind. What Polytomic does is not documented.
    const either = days.length > 1 ? [days.join(" and/or ").replace("only ", "")] : days;
    return [...either, ...months].join(", ");
}

function daysInWords(cron: CronFields, name: "dayOfMonth" | "month" | "dayOfWeek"): string {
    const midnight = { ...EVERY_MINUTE, hour: "0", minute: "0" };
    const words = inWords(expressionOf({ ...midnight, [name]: fieldOf(name, valuesOf(cron, name)) }));
    return words.slice("at 00:00, ".length);
}

function inWords(expression: string): string {
    const words = cronstrue().toString(expression, { use24HourTimeFormat: true });
    return words.slice(0, 1).toLowerCase() + words.slice(1);
}

/** The local times of the runs in a zone, in parentheses; empty if they are those in UTC. */
function describeLocalTimes(cron: CronFields, timeZone = ""): string {
    const offsets = findZone(timeZone)?.offsets;
    if (offsets === undefined) return "";
    const standard = localTime(cron, offsets.standard);
    const daylight = localTime(cron, offsets.daylight);
    if (standard === daylight) return standard === localTime(cron, 0) ? "" : ` (${standard} in ${timeZone})`;
    const separator = `${standard}${daylight}`.includes(",") ? ";" : ",";
    const at = (offset: number) => `at UTC${formatOffset(offset)}`;
    return ` (${standard} in ${timeZone} ${at(offsets.standard)}${separator} ${daylight} ${at(offsets.daylight)})`;
}

/** The time on clocks so many minutes ahead of UTC, with the days if they differ from those in UTC. */
function localTime(cron: CronFields, offset: number): string {
    const shifted = shift(cron, offset);
    if (shifted === undefined)
        return `${formatTime(0, Math.abs(offset))} ${offset < 0 ? "earlier" : "later"}`;
    const { frequency, time, days } = wordsOf(shifted);
    const clock = time.replace(/^at /, "");
    if (days === wordsOf(cron).days) return clock;
    return frequency === "weekly" ? `${days} ${clock}` : `${clock}, ${days}`;
}
