import type { Schedule } from "../../model/schedule.js";
import type { ProviderContext } from "./context.js";

/** How long reads may lag behind writes, in milliseconds. */
export const LAG_MS = 1_000;
/** Lagging reads no longer hide a schedule of this age, in milliseconds. */
const RECENT_MS = 10_000;

/**
 * Whether lagging reads may hide a schedule.
 *
 * @param readAtMs When the read began, in the service's time. Default: now.
 */
export function isRecent(
    context: ProviderContext,
    { createdAt }: Schedule,
    readAtMs = context.account.serviceTimeMs(),
): boolean {
    return !(Date.parse(createdAt ?? "") < readAtMs - RECENT_MS);
}
