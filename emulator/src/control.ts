import type { HTTPMethod } from "find-my-way";
import { ServiceError } from "./errors";
import { parseFaultJson } from "./fault-text";
import { respond, respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";
import { parseJson, parseSyncPath } from "./validation";
import type { World } from "./world";

/** Where everything that is no part of the Polytomic API begins. */
export const controlPrefix = "/_emulator";

type ControlRoute = [HTTPMethod, string, (request: ReceivedRequest) => void];

/** Steers and watches the emulator over HTTP, for tests in other languages. Needs no key. */
export function controlRoutes(world: World): ControlRoute[] {
    const answer = ({ response }: ReceivedRequest, data: unknown) => {
        respondWithJson(response, { status: 200 }, { data });
    };
    return [
        [
            "POST",
            `${controlPrefix}/faults`,
            ({ body, response }) => {
                const rules = [parseJson(body)].flat().map(parseFault);
                for (const rule of rules) world.faults.add(rule);
                respond(response, { status: 204 });
            },
        ],
        [
            "DELETE",
            `${controlPrefix}/faults`,
            ({ response }) => {
                world.faults.clear();
                respond(response, { status: 204 });
            },
        ],
        [
            "GET",
            `${controlPrefix}/requests`,
            (request) => {
                answer(request, world.log.requests);
            },
        ],
        [
            "GET",
            `${controlPrefix}/schedules/:syncId`,
            (request) => {
                answer(request, world.store.schedules(parseSyncPath(request.params).syncId));
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
