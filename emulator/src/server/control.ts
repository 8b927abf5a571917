import type { HTTPMethod } from "find-my-way";
import { ServiceError } from "../errors";
import type { EmulatorState } from "../state";
import type { StoredSchedule } from "../store/schedule";
import type { Sync } from "../store/store";
import { parseJson, parseScheduleId, parseSyncPath } from "../validation/requests";
import { parseSyncChanges, parseWebAppFields } from "../validation/web-app";
import { WebApp } from "../web-app";
import { parseFaultJson } from "./fault-text";
import { respond, respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";

/** Where everything that is no part of the Polytomic API begins. */
export const CONTROL_PREFIX = "/_emulator";

/** A bulk sync of any organization, with its schedules. */
export interface SyncOverview extends Pick<Sync, "id" | "name" | "active"> {
    organization: string;
    schedules: StoredSchedule[];
}

type ControlRoute = [HTTPMethod, string, (request: ReceivedRequest) => void];

/** Steers and watches the emulator over HTTP, for tests in other languages. Needs no key. */
export function controlRoutes(state: EmulatorState): ControlRoute[] {
    return [
        ...webAppRoutes(state),
        [
            "POST",
            `${CONTROL_PREFIX}/faults`,
            ({ body, response }) => {
                const rules = [parseJson(body)].flat().map(parseFault);
                for (const rule of rules) state.faults.add(rule);
                respond(response, { status: 204 });
            },
        ],
        [
            "DELETE",
            `${CONTROL_PREFIX}/faults`,
            ({ response }) => {
                state.faults.clear();
                respond(response, { status: 204 });
            },
        ],
        [
            "GET",
            `${CONTROL_PREFIX}/requests`,
            (request) => {
                sendData(request, state.log.requests);
            },
        ],
        [
            "GET",
            `${CONTROL_PREFIX}/schedules/:syncId`,
            (request) => {
                sendData(request, state.store.schedules(parseSyncPath(request.params).syncId));
            },
        ],
    ];
}

/** What somebody sees and does in the web app. */
function webAppRoutes(state: EmulatorState): ControlRoute[] {
    const { accounts, store } = state;
    const webApp = new WebApp(state);
    const overview = ({ id, name, active, organizationId }: Sync): SyncOverview => ({
        ...{ id, name, active },
        organization: accounts.organization(organizationId).name,
        schedules: store.schedules(id),
    });
    const scheduleOf = ({ params }: ReceivedRequest) =>
        store.findSchedule(parseScheduleId(params).scheduleId);
    return [
        [
            "GET",
            `${CONTROL_PREFIX}/syncs`,
            (request) => {
                sendData(request, store.allSyncs().map(overview));
            },
        ],
        [
            "PATCH",
            `${CONTROL_PREFIX}/syncs/:syncId`,
            (request) => {
                const { syncId } = parseSyncPath(request.params);
                sendData(
                    request,
                    overview(webApp.editSync(syncId, parseSyncChanges(parseJson(request.body)))),
                );
            },
        ],
        [
            "POST",
            `${CONTROL_PREFIX}/syncs/:syncId/schedules`,
            (request) => {
                const { syncId } = parseSyncPath(request.params);
                sendData(request, webApp.addSchedule(syncId, parseWebAppFields(parseJson(request.body))));
            },
        ],
        [
            "PATCH",
            `${CONTROL_PREFIX}/schedules/:scheduleId`,
            (request) => {
                const schedule = scheduleOf(request);
                const fields = parseWebAppFields(parseJson(request.body), schedule);
                sendData(request, webApp.editSchedule(schedule.syncId, schedule.id, fields));
            },
        ],
        [
            "DELETE",
            `${CONTROL_PREFIX}/schedules/:scheduleId`,
            (request) => {
                const { syncId, id } = scheduleOf(request);
                webApp.removeSchedule(syncId, id);
                respond(request.response, { status: 204 });
            },
        ],
    ];
}

function sendData({ response }: ReceivedRequest, data: unknown): void {
    respondWithJson(response, { status: 200 }, { data });
}

function parseFault(value: unknown) {
    try {
        return parseFaultJson(value);
    } catch (error) {
        throw new ServiceError(422, "invalid_fault", error instanceof Error ? error.message : String(error));
    }
}
