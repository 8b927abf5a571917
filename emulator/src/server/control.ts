import type { HTTPMethod } from "find-my-way";
import { ServiceError } from "../errors";
import type { EmulatorState } from "../state";
import { parseJson, parseSyncPath } from "../validation/requests";
import { parseFaultJson } from "./fault-text";
import { respond, respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";

/** Where everything that is no part of the Polytomic API begins. */
export const CONTROL_PREFIX = "/_emulator";

type ControlRoute = [HTTPMethod, string, (request: ReceivedRequest) => void];

/** Steers and watches the emulator over HTTP, for tests in other languages. Needs no key. */
export function controlRoutes(state: EmulatorState): ControlRoute[] {
    const sendData = ({ response }: ReceivedRequest, data: unknown) => {
        respondWithJson(response, { status: 200 }, { data });
    };
    return [
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

function parseFault(value: unknown) {
    try {
        return parseFaultJson(value);
    } catch (error) {
        throw new ServiceError(422, "invalid_fault", error instanceof Error ? error.message : String(error));
    }
}
