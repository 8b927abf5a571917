import { WEEKDAYS, type Fields, type NumberField } from "../model/fields.js";
import { formatTime } from "./clock-time.js";
import { capital } from "./cron-words.js";
import { frequencyOf, isPlain, plainNumber, TIME_FIELDS } from "./schedule-cron.js";

/** Words for a frequency of which a field is left out, which Polytomic then fills in. */
export function incompleteWords(fields: Fields): string | undefined {
    const frequency = frequencyOf(fields);
    if (!isPlain(frequency)) return undefined;
    const names: readonly NumberField[] = TIME_FIELDS[frequency];
    const numbers = Object.fromEntries(names.map((name) => [name, plainNumber(fields, name)]));
    if (names.some((name) => fields[name] !== undefined && numbers[name] === undefined)) return undefined;
    if (frequency === "hourly") return "every hour, at a minute that Polytomic chooses";
    return `every ${frequency === "daily" ? "day" : weekOrDay(numbers)}${timeOrGap(numbers)}`;
}

type Numbers = Readonly<Record<string, number | undefined>>;

function weekOrDay({ dayOfWeek }: Numbers): string {
    const weekday = WEEKDAYS[dayOfWeek ?? NaN];
    return weekday === undefined ? "week on a day that Polytomic chooses" : capital(weekday);
}

function timeOrGap({ hour, minute }: Numbers): string {
    if (hour === undefined && minute === undefined) return ", at a time that Polytomic chooses";
    if (hour === undefined) return `, at minute ${minute ?? ""} of an hour that Polytomic chooses`;
    const time = formatTime(hour, minute ?? 0);
    return minute === undefined
        ? `, in the hour from ${time} UTC, at a minute that Polytomic chooses`
        : `, at ${time} UTC`;
}
