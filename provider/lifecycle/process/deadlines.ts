import { Deadline } from "../../api/deadline.js";
import { propertyOf } from "../../model/objects.js";
import type { Properties } from "../../model/state.js";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Parses a duration of Pulumi's `customTimeouts`, such as `30s` or `1h30m`. Undefined where it is invalid. */
export function parseDurationMs(text: string): number | undefined {
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
    let totalMs = 0;
    for (const [, count, unit = ""] of text.matchAll(/([\d.]+)(\D+)/g))
        totalMs += Number(count) * (UNIT_MS[unit] ?? 0);
    return totalMs;
}

/** An operation that talks to Polytomic. `customTimeouts` can limit all but the read. */
export type Operation = "create" | "read" | "update" | "delete";

/** When an operation must be done: after the resource's `customTimeouts`, or 5 minutes. */
export function deadlineOf(operation: Operation, properties: Properties, signal: AbortSignal): Deadline {
    const text = propertyOf(properties["__timeouts"], operation);
    const limitMs = typeof text === "string" ? parseDurationMs(text) : undefined;
    return new Deadline(limitMs, signal);
}
