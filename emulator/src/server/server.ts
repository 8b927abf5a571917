import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import findMyWay from "find-my-way";
import type { HTTPMethod } from "find-my-way";
import { ServiceError, errorResponse } from "../errors";
import type { Operation } from "../operations/call";
import { operationRoutes } from "../operations/routes";
import { unknownEndpoint } from "../operations/syncs";
import type { EmulatorState } from "../state";
import { parseJson } from "../validation/requests";
import { CONTROL_PREFIX, controlRoutes } from "./control";
import { exchange } from "./exchange";
import { respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";

/** Longer than clients keep an idle connection, as with load balancers: none is closed just as it is used again. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

type Handle = (request: ReceivedRequest) => void | Promise<void>;

export function createServer(state: EmulatorState): Server {
    const handleOperation =
        (operation: Operation): Handle =>
        (request) =>
            exchange(state, request, operation);
    const handleUnknown = handleOperation(unknownEndpoint);
    const router = findMyWay({
        defaultRoute: (message, response) => void receive(state, { message, response }, handleUnknown),
    });
    const routes: [HTTPMethod, string, Handle][] = [
        ...operationRoutes.map(([method, path, operation]): [HTTPMethod, string, Handle] => [
            method,
            path,
            handleOperation(operation),
        ]),
        ...controlRoutes(state),
    ];
    for (const [method, path, handle] of routes) {
        router.on(
            method,
            path,
            (message, response, params, _store, query) =>
                void receive(state, { message, response, params, query }, handle),
        );
    }
    return createHttpServer({ keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS }, (message, response) => {
        router.lookup(message, response);
    });
}

interface Arrival {
    message: IncomingMessage;
    response: ServerResponse;
    params?: unknown;
    query?: unknown;
}

async function receive(state: EmulatorState, arrival: Arrival, handle: Handle): Promise<void> {
    const { message, response } = arrival;
    const { method = "", url = "", headers } = message;
    const isLogged = !url.startsWith(CONTROL_PREFIX);
    try {
        if (isLogged) state.log.start(message, response);
        const body = await text(message);
        if (isLogged) state.log.body(message, readable(body));
        await handle({ params: undefined, query: undefined, ...arrival, method, url, headers, body });
    } catch (error) {
        const known =
            error instanceof ServiceError ? error : new ServiceError(500, "emulator_failed", String(error));
        state.log.end(message, known.status);
        respondWithJson(response, { status: known.status }, errorResponse(known).body);
    }
}

function readable(body: string): unknown {
    try {
        return parseJson(body);
    } catch {
        return body;
    }
}
