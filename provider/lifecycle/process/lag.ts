import { Schedule } from "../../model/schedule.js";
import { ProviderContext } from "./context.js";

/** Reads of the service may lag behind its writes for so long. */
export const LAG_MS = 1_000;
/** A schedule older than this is no longer hidden by lagging reads. */
const RECENT_MS = 10_000;

/** Whether a schedule may be so young that lagging reads hide it. */
export function isRecent(context: ProviderContext, { createdAt }: Schedule): boolean {
    return !(Date.parse(createdAt ?? "") < context.account.serviceTimeMs() - RECENT_MS);
}
