import type { TimeWindow } from "../../model/state.js";

/** The window of one instant; undefined where it is none. */
export function windowAround(instant: string | undefined): TimeWindow | undefined {
    const atMs = Date.parse(instant ?? "");
    return Number.isNaN(atMs) ? undefined : { fromMs: atMs, toMs: atMs };
}

/** The least window with both in it. */
export function around(a: TimeWindow | undefined, b: TimeWindow): TimeWindow {
    return a === undefined ? b : { fromMs: Math.min(a.fromMs, b.fromMs), toMs: Math.max(a.toMs, b.toMs) };
}
