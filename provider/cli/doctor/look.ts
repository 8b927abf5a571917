/** Responses as they arrive, which the rest of the package never sees. */

import { z } from "zod";
import { schedulesPath, syncPath } from "../../api/paths.js";
import type { Observation, Probe } from "../../api/transport/probe.js";
import { bulkSyncSchema, type BulkSync } from "../../api/schemas.js";
import { propertyOf } from "../../model/objects.js";

/** An object of a response. */
export type Raw = Readonly<Record<string, unknown>>;

/** A bulk sync and its schedules. */
export interface Look {
    readonly sync: Raw;
    /** The same as the package reads it. */
    readonly bulkSync: BulkSync;
    /** The schedules in the bulk sync. */
    readonly nested: readonly Raw[];
    /** The list of schedules: null or an array. */
    readonly list: unknown;
    /** The schedules of that list. */
    readonly schedules: readonly Raw[];
}

/** Reads a bulk sync as it is now. */
export async function lookAt(syncId: string, probe: Probe): Promise<Look> {
    const sync = dataOf(await probe.send({ method: "GET", path: syncPath(syncId) }));
    const list = dataOf(await probe.send({ method: "GET", path: schedulesPath(syncId) }));
    const raw = recordOrEmpty(sync);
    return {
        sync: raw,
        bulkSync: bulkSyncSchema.parse({ data: sync }),
        nested: recordsIn([raw["default_schedule"], ...arrayOf(raw["additional_schedules"])]),
        list,
        schedules: recordsIn(arrayOf(list)),
    };
}

/** The content of a response. Throws the error of an unusable one. */
export function dataOf({ json, error }: Observation): unknown {
    if (error !== undefined) throw error;
    return propertyOf(json, "data");
}

const record = z.record(z.string(), z.unknown());
const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const recordsIn = (values: readonly unknown[]): Raw[] =>
    values.map((value) => record.safeParse(value).data).filter((found) => found !== undefined);
/** An object of a response; without properties for any other value. */
export const recordOrEmpty = (value: unknown): Raw => record.safeParse(value).data ?? {};
