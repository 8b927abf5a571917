import { z } from "zod";
import { FREQUENCIES, SELECTIVE_MODES } from "../store/schedule";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const dayNames = WEEKDAYS.map((name) => name.slice(0, 3));
const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const RANGES = {
    dayOfMonth: [1, 31],
    dayOfWeek: [0, 7],
    hour: [0, 23],
    minute: [0, 59],
    month: [1, 12],
} as const;
type RangedField = keyof typeof RANGES;

function isInRange(text: string, field: RangedField): boolean {
    const [least, most] = RANGES[field];
    return /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

/** Cron's names have three letters. */
function isName(text: string, field: RangedField): boolean {
    const word = text.toLowerCase();
    if (field === "dayOfWeek") return dayNames.includes(word);
    return field === "month" && MONTH_NAMES.includes(word);
}

/** One field of a cron expression: `*`, values, ranges, steps in these two, and lists of all of them. */
function isCronField(text: string, field: RangedField): boolean {
    return text.split(",").every((part) => {
        const [span = "", step, ...rest] = part.split("/");
        const ends = span.split("-");
        if (ends.length === 1 && isCronValue(span, field)) return step === undefined;
        const isStep = step === undefined || /^[1-9]\d?$/.test(step);
        return (span === "*" || isRange(ends, field)) && isStep && rest.length === 0;
    });
}

function isCronValue(text: string, field: RangedField): boolean {
    return isInRange(text, field) || isName(text, field);
}

function isRange(ends: readonly string[], field: RangedField): boolean {
    const [from = "", to = ""] = ends;
    if (ends.length !== 2 || !isCronValue(from, field) || !isCronValue(to, field)) return false;
    const last = cronNumber(to, field);
    return cronNumber(from, field) <= (field === "dayOfWeek" && last === 0 ? 7 : last);
}

function cronNumber(text: string, field: RangedField): number {
    if (!isName(text, field)) return Number(text);
    const names = field === "month" ? MONTH_NAMES : dayNames;
    return names.indexOf(text.toLowerCase()) + (field === "month" ? 1 : 0);
}

function plainField(field: RangedField) {
    const [least, most] = RANGES[field];
    const isValid = (text: string) =>
        isInRange(text, field) || (field === "dayOfWeek" && WEEKDAYS.includes(text.toLowerCase()));
    const names = field === "dayOfWeek" ? " or the name of a weekday" : "";
    return z.string().refine(isValid, `must be ${least} to ${most}${names}`).optional();
}

function cronField(field: RangedField) {
    const isValid = (text: string) => isCronField(text, field);
    return z.string().refine(isValid, `must be a ${field} as in a cron expression`).optional();
}

function fields(field: typeof plainField | typeof cronField) {
    return {
        dayOfMonth: field("dayOfMonth"),
        dayOfWeek: field("dayOfWeek"),
        hour: field("hour"),
        minute: field("minute"),
        month: field("month"),
        selectiveMode: z.enum(SELECTIVE_MODES).optional(),
    };
}

const QUARTERS = ["0", "00", "15", "30", "45"];
const quarter = z
    .string()
    .refine((text) => QUARTERS.includes(text), "must be 0, 15, 30 or 45")
    .optional();

/** The definition of a schedule as the schedule endpoints take it. */
export const scheduleSchema = z.discriminatedUnion("frequency", [
    z.strictObject({ frequency: z.literal("custom"), ...fields(cronField) }),
    z.strictObject({ frequency: z.literal("hourly"), ...fields(plainField), minute: quarter }),
    z.strictObject({
        frequency: z.literal("weekly"),
        ...fields(plainField),
        dayOfWeek: plainField("dayOfWeek").nonoptional("must be there"),
    }),
    z.strictObject({
        frequency: z.enum(FREQUENCIES).exclude(["custom", "hourly", "weekly"]),
        ...fields(plainField),
    }),
]);
