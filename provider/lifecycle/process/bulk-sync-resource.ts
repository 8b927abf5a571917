/** What the resources have in common that stand for a bulk sync rather than for one of its schedules. */

import { failTo, LifecycleError } from "../../api/errors.js";
import { undefinedOn404 } from "../../api/records.js";
import type { BulkSync } from "../../api/schemas.js";
import { textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import type { Call } from "./context.js";

/** Replaces with another bulk sync. Otherwise the engine compares the inputs, among them what a refresh found. */
export function diffBulkSyncResource(
    _id: string,
    olds: Properties,
    news: Properties,
): { changes?: boolean; replaces?: string[] } {
    if (isMoved(olds, news)) return { replaces: ["syncId"] };
    // The engine does not compare the loader.
    return olds["__provider"] === news["__provider"] ? {} : { changes: true };
}

/** Whether the inputs name another bulk sync than state. A preview that does not know yet shows an update. */
export function isMoved(olds: Properties, news: Properties): boolean {
    const [from, to] = [olds, news].map((properties) => textOf(properties, "syncId")?.toLowerCase());
    return from !== to && !isUnknown(news["syncId"]);
}

/**
 * Reads the bulk sync of a resource for a refresh. Undefined where it is certainly deleted; `action` says, for errors, what
 * the read is for. Throws where the key's organization can't see it.
 */
export async function readBulkSync(
    { context, deadline }: Call,
    state: Properties,
    action: string,
): Promise<BulkSync | undefined> {
    const syncId = textOf(state, "syncId") ?? "";
    const { account } = context;
    const bulkSync = await undefinedOn404(account.bulkSyncs.get(syncId, deadline)).catch(failTo(action));
    if (bulkSync !== undefined) return bulkSync;
    const { organizationId: keyOf } = await account.keyOwner(deadline).catch(failTo(action));
    const madeIn = textOf(state, "__organizationId");
    const isOwn = madeIn !== undefined && madeIn === keyOf;
    // Credentials that name an organization do not prove that the address is Polytomic's. The list of bulk syncs does.
    const list = isOwn
        ? undefinedOn404(account.listBulkSyncs(undefined, deadline))
        : Promise.resolve(undefined);
    if ((await list.catch(failTo(action))) !== undefined) return undefined;
    throw new LifecycleError(`${outOfSight(syncId, madeIn, keyOf)} ${account.describeOrigin()}`);
}

const outOfSight = (syncId: string, organizationId = "(unknown)", keyOf = "(unknown)") =>
    `could not find bulk sync ${syncId} of organization ${organizationId} with an API key of organization ${keyOf}. ` +
    "Nothing was changed. Check the address, and use a key of the bulk sync's organization; if the bulk sync was deleted, remove the resource from " +
    "the stack with `pulumi state delete`.";
