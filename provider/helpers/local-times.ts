import { simplify, type CronFields } from "./cron-fields.js";
import { shift } from "./cron-shift.js";
import { wordsOf } from "./cron-words.js";
import { findZone, offsetText } from "./time-zone.js";

/** What a time zone's clocks show when a schedule runs, where that is another time; nothing otherwise. */
export function localTimes(cron: CronFields, timeZone: string | undefined): string {
    const offsets = timeZone === undefined ? undefined : findZone(timeZone)?.offsets;
    if (timeZone === undefined || offsets === undefined) return "";
    const [utc, standard, daylight] = [0, offsets.standard, offsets.daylight].map((offset) =>
        localTime(cron, offset),
    ) as [string, string, string];
    if (standard !== daylight) return ` (${bothTimes(timeZone, standard, daylight)})`;
    return standard === utc ? "" : ` (${standard} in ${timeZone})`;
}

function bothTimes(timeZone: string, standard: string, daylight: string): string {
    const separator = [standard, daylight].some((words) => words.includes(",")) ? ";" : ",";
    return `${standard} in ${timeZone} in standard time${separator} ${daylight} in daylight saving time`;
}

/** The time on clocks that are ahead of UTC by so many minutes, and the days where they are others. */
function localTime(cron: CronFields, offset: number): string {
    const shifted = shift(cron, offset);
    if (typeof shifted === "string") return `UTC${offsetText(offset)}`;
    const { time, days } = wordsOf(shifted);
    const clock = time.replace(/^at /, "");
    if (days === wordsOf(cron).days) return clock;
    return simplify(cron).frequency === "weekly" ? `${days} ${clock}` : `${clock}, ${days}`;
}
