import { z } from "zod";
import { RefusedInput } from "../errors";
import { SYNC_MODES } from "../store/schedule";
import type { StoredSchedule, WebAppFields } from "../store/schedule";
import { parser } from "./requests";
import { scheduleSchema } from "./schedule";

const FIELDS = ["frequency", "dayOfMonth", "dayOfWeek", "hour", "minute", "month", "selectiveMode"] as const;

const field = z
    .union([z.string(), z.number().transform(String), z.null().transform(() => undefined)])
    .optional();

const changesSchema = z.strictObject({
    ...Object.fromEntries(FIELDS.map((name) => [name, field])),
    schemas: z.array(z.string()).exactOptional(),
    syncMode: z.enum(SYNC_MODES).exactOptional(),
});

const syncChangesSchema = z.strictObject({
    name: z.string().exactOptional(),
    active: z.boolean().exactOptional(),
});

const parseChanges = parser(changesSchema);
const parseDefinition = parser(scheduleSchema);

/** The changes of a bulk sync that somebody makes in the web app. */
export const parseSyncChanges = parser(syncChangesSchema);

/**
 * The fields of a schedule after somebody's changes in the web app, where null resets a field. Without a schedule, those
 * of a new one.
 */
export function parseWebAppFields(value: unknown, schedule?: StoredSchedule): WebAppFields {
    const { schemas, syncMode, ...changes } = parseChanges(value);
    const merged: Record<string, unknown> = { ...schedule, ...changes };
    const { frequency, ...times } = Object.fromEntries(FIELDS.map((name) => [name, merged[name]]));
    if (typeof frequency !== "string") throw new RefusedInput("frequency: must be there");
    parseDefinition({ frequency, ...times });
    return { ...times, frequency, ...(schemas && { schemas }), ...(syncMode && { syncMode }) };
}
