import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import findMyWay from "find-my-way";
import type { HTTPMethod } from "find-my-way";
import { controlPrefix, controlRoutes } from "./control";
import { ServiceError, errorAnswer } from "./errors";
import { exchange } from "./exchange";
import { respondWithJson } from "./http";
import type { ReceivedRequest } from "./http";
import * as operations from "./operations";
import type { Operation } from "./operations";
import { parseJson } from "./validation";
import type { World } from "./world";

const sync = "/api/bulk/syncs/:syncId";
const schedule = `${sync}/schedules/:scheduleId`;

const operationRoutes: [HTTPMethod, string, Operation][] = [
    ["GET", "/api/me", operations.identity],
    ["GET", "/api/bulk/syncs", operations.listSyncs],
    ["GET", sync, operations.getSync],
    ["POST", `${sync}/activate`, operations.activateSync],
    ["POST", `${sync}/executions`, operations.startSync],
    ["GET", `${sync}/status`, operations.getSyncStatus],
    ["GET", `${sync}/schedules`, operations.listSchedules],
    ["POST", `${sync}/schedules`, operations.createSchedule],
    ["GET", schedule, operations.getSchedule],
    ["PUT", schedule, operations.replaceSchedule],
    ["DELETE", schedule, operations.deleteSchedule],
];

/** Longer than clients keep an idle connection, as with load balancers: none is closed just as it is used again. */
const keepAliveTimeout = 72_000;

type Handle = (request: ReceivedRequest) => void | Promise<void>;

export function createServer(world: World): Server {
    const handleOperation =
        (operation: Operation): Handle =>
        (request) =>
            exchange(world, request, operation);
    const unknownEndpoint = handleOperation(operations.unknownEndpoint);
    const router = findMyWay({
        defaultRoute: (message, response) => void receive(world, { message, response }, unknownEndpoint),
    });
    const routes: [HTTPMethod, string, Handle][] = [
        ...operationRoutes.map(([method, path, operation]): [HTTPMethod, string, Handle] => [
            method,
            path,
            handleOperation(operation),
        ]),
        ...controlRoutes(world),
    ];
    for (const [method, path, handle] of routes) {
        router.on(
            method,
            path,
            (message, response, params, _store, query) =>
                void receive(world, { message, response, params, query }, handle),
        );
    }
    return createHttpServer({ keepAliveTimeout }, (message, response) => {
        router.lookup(message, response);
    });
}

interface Arrival {
    message: IncomingMessage;
    response: ServerResponse;
    params?: unknown;
    query?: unknown;
}

async function receive(world: World, arrival: Arrival, handle: Handle): Promise<void> {
    const { message, response } = arrival;
    const { method = "", url = "", headers } = message;
    const isLogged = !url.startsWith(controlPrefix);
    try {
        if (isLogged) world.log.start(message, response);
        const body = await text(message);
        if (isLogged) world.log.body(message, readable(body));
        await handle({ params: undefined, query: undefined, ...arrival, method, url, headers, body });
    } catch (error) {
        const known =
            error instanceof ServiceError ? error : new ServiceError(500, "emulator_failed", String(error));
        world.log.end(message, known.status);
        respondWithJson(response, { status: known.status }, errorAnswer(known).body);
    }
}

function readable(body: string): unknown {
    try {
        return parseJson(body);
    } catch {
        return body;
    }
}
