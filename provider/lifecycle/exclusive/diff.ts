import type { Properties } from "../../model/state.js";
import { diffBulkSyncResource, isMoved } from "../process/bulk-sync-resource.js";
import type { ResourceRegistry } from "../process/registry.js";
import { exclusiveOf, isDefaultIn, listUndeclared, pick } from "./state.js";

/** Compares inputs, and says in words which schedules the update removes. Sends nothing, so that a preview says it too. */
export function diffExclusive(
    id: string,
    olds: Properties,
    news: Properties,
    registry: ResourceRegistry,
    print: (line: string) => unknown = (line) => process.stderr.write(`${line}\n`),
): { changes?: boolean; replaces?: string[] } {
    if (!isMoved(olds, news)) {
        const announcement = announce(olds, news, registry);
        if (announcement !== undefined) print(`warning: ${announcement}`);
    }
    return diffBulkSyncResource(id, olds, news);
}

function announce(olds: Properties, news: Properties, registry: ResourceRegistry): string | undefined {
    const { undeclared } = exclusiveOf(olds);
    const { syncId, scheduleIds, includeDefault } = exclusiveOf(news);
    const isKept = (scheduleId: string) =>
        scheduleIds.includes(scheduleId) ||
        registry.newlyFound.has(scheduleId) ||
        registry.has(scheduleId) ||
        (!includeDefault && isDefaultIn(undeclared, scheduleId));
    const removed = listUndeclared(pick(undeclared, (scheduleId) => !isKept(scheduleId)));
    if (removed === "") return undefined;
    const standard = includeDefault ? "" : " Its default schedule stays, unless includeDefault is true.";
    return `this update removes the schedules of bulk sync ${syncId} that are not declared: ${removed}.${standard}`;
}
