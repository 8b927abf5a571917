import type { Schedule } from "../../model/schedule.js";
import type { ProviderContext } from "./context.js";

/** How long reads may lag behind writes. */
export const LAG_MS = 1_000;
/** Lagging reads do not hide a schedule that is older than this. */
const RECENT_MS = 10_000;

/** Whether lagging reads may hide a schedule, because it is so young, or of unknown age. */
export function isRecent(context: ProviderContext, { createdAt }: Schedule): boolean {
    return !(Date.parse(createdAt ?? "") < context.account.serviceTimeMs() - RECENT_MS);
}
