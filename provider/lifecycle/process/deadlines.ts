import { Deadline, DEFAULT_TIMEOUT_MS } from "../../api/deadline.js";
import type { Properties } from "../../model/state.js";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration as Pulumi's `customTimeouts` takes it (`30s`, `1h30m`); undefined where it is none. */
export function parseDurationMs(text: string): number | undefined {
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
    const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
    return [...parts].reduce(
        (totalMs, [, count, unit]) => totalMs + Number(count) * (UNIT_MS[unit ?? ""] ?? 0),
        0,
    );
}

/** An operation that `customTimeouts` can limit, or a read. */
export type Operation = "create" | "read" | "update" | "delete";

/** The moment by which an operation on a schedule must be through: the resource's own `customTimeouts`, or 5 minutes. */
export function deadlineOf(operation: Operation, properties: Properties, signal: AbortSignal): Deadline {
    const timeouts = properties["__timeouts"];
    const text: unknown =
        typeof timeouts === "object" && timeouts !== null ? Reflect.get(timeouts, operation) : undefined;
    const limitMs = typeof text === "string" ? parseDurationMs(text) : undefined;
    return new Deadline(limitMs ?? DEFAULT_TIMEOUT_MS, signal);
}
