import { notFound } from "../errors";
import { pageOf } from "../store/paging";
import { changeSync, replaceSync } from "../store/replacement";
import type { Sync } from "../store/store";
import { parseActivateBody, parseListQuery, parseSyncDefinition } from "../validation/requests";
import { actorId, ok, okPage, syncOf } from "./call";
import type { Call, Operation } from "./call";
import { keyOwnerResponse, syncResponse } from "./responses";

export const identity: Operation = ({ caller, state }) => ok(keyOwnerResponse(caller, state.accounts));

export const listSyncs: Operation = (call) => {
    const { active, page_token: after, limit } = parseListQuery(call.query);
    const syncs = call.state.store
        .syncsOf(call.caller.organizationId)
        .filter((sync) => active === undefined || sync.active === active);
    const { items, ...page } = pageOf(syncs, placeOf, { limit, after });
    return okPage({ items: items.map((sync) => describeSync(sync, call)), ...page }, call);
};

export const getSync: Operation = (call) => ok(describeSync(syncOf(call), call));

export const putSync: Operation = (call) => {
    const { id } = syncOf(call);
    const replaced = replaceSync(call.state, id, parseSyncDefinition(call.body), actorId(call));
    // Other than a GET, it does not lag.
    return ok(describeSync(replaced, { ...call, behaviour: { ...call.behaviour, readLagMs: 0 } }));
};

export const activateSync: Operation = (call) => {
    const changes = parseActivateBody(call.body);
    const { id, active } = changeSync(call.state, syncOf(call).id, changes, actorId(call));
    return ok({ id, active });
};

export const unknownEndpoint: Operation = () => {
    throw notFound("endpoint");
};

function placeOf({ id, updatedAt }: Sync) {
    return { id, atMs: Date.parse(updatedAt) };
}

function describeSync(sync: Sync, { state, behaviour }: Call): unknown {
    return syncResponse(sync, state.store.schedules(sync.id, behaviour.readLagMs), state.accounts, behaviour);
}
