import type { ServiceResponse } from "../errors";
import type { Behaviour } from "../options";
import type { EmulatorState } from "../state";
import type { Caller } from "../store/accounts";
import type { Page } from "../store/paging";
import type { Sync } from "../store/store";
import { parseSyncPath } from "../validation/requests";
import { listResponse } from "./responses";

/** A request whose caller is known. */
export interface Call {
    state: EmulatorState;
    behaviour: Behaviour;
    caller: Caller;
    params: unknown;
    query: unknown;
    body: unknown;
}

/** One endpoint. It reads and writes in one go, so that no other request comes in between. */
export type Operation = (call: Call) => ServiceResponse;

export function ok(data: unknown): ServiceResponse {
    return { status: 200, body: { data } };
}

export function okPage({ items, nextPageToken }: Page<unknown>, { behaviour }: Call): ServiceResponse {
    const pagination = { next_page_token: nextPageToken };
    return { status: 200, body: { data: listResponse(items, behaviour), pagination } };
}

/** The bulk sync in the path, if the caller's organization has it. */
export function syncOf({ state, caller, params }: Call): Sync {
    return state.store.sync(parseSyncPath(params).syncId, caller.organizationId);
}

export function actorId({ caller: { userId, organizationId } }: Call): string {
    return userId ?? organizationId;
}
