import { z } from "zod";
import { ServiceError } from "../errors";
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

const scheduleBody = z.strictObject({
    schedule: z.discriminatedUnion("frequency", [
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
    ]),
});

const uuid = z.guid().toLowerCase();
const syncPath = z.object({ syncId: uuid });
const schedulePath = z.object({ syncId: uuid, scheduleId: uuid });

const pageToken = z
    .base64url()
    .transform((token) => Number(Buffer.from(token, "base64url").toString("utf8")))
    .pipe(z.int());

const listQuery = z.object({
    active: z.enum(["true", "false"]).optional(),
    page_token: pageToken.optional(),
});

const activateBody = z.strictObject({ active: z.boolean() });

const startBody = z
    .strictObject({
        fetch_mode: z.enum(["none", "incremental", "full"]).optional(),
        resync_mode: z.enum(["refetch", "resync", "rebuild"]).optional(),
        schemas: z.array(z.string()).optional(),
        test: z.boolean().optional(),
    })
    .refine(({ test, resync_mode }) => !(test && resync_mode), "test and resync_mode exclude each other")
    .default({});

function parser<Schema extends z.ZodType>(schema: Schema): (value: unknown) => z.infer<Schema> {
    return (value) => {
        const result = schema.safeParse(value);
        if (result.success) return result.data;
        const problems = result.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
        const message = problems.map((problem) => `${problem.path || "body"}: ${problem.message}`).join("; ");
        throw new ServiceError(422, "invalid_request", message, { problems });
    };
}

export const parseScheduleBody = parser(scheduleBody);
export const parseSyncPath = parser(syncPath);
export const parseSchedulePath = parser(schedulePath);
export const parseListQuery = parser(listQuery);
export const parseActivateBody = parser(activateBody);
export const parseStartBody = parser(startBody);

export function pageTokenAfter(ordinal: number): string {
    return Buffer.from(String(ordinal)).toString("base64url");
}

/** 8 to 255 characters of letters, digits, hyphen and underscore. */
export function parseIdempotencyKey(key: string): string {
    if (/^[A-Za-z0-9_-]{8,255}$/.test(key)) return key;
    throw new ServiceError(
        400,
        "bad_request",
        "Idempotency-Key must be 8 to 255 characters of A-Z a-z 0-9 - _",
    );
}

export function parseJson(text: unknown): unknown {
    if (typeof text !== "string" || text === "") return undefined;
    try {
        return JSON.parse(text) as unknown;
    } catch {
        throw new ServiceError(400, "bad_request", "the body is not JSON");
    }
}
