import fastify from "fastify";
import type { FastifyInstance, HTTPMethods } from "fastify";
import { addControl, controlPrefix } from "./control";
import { ServiceError, errorAnswer } from "./errors";
import { exchange } from "./exchange";
import * as operations from "./operations";
import type { Operation } from "./operations";
import { parseJson } from "./validation";
import type { World } from "./world";

const sync = "/api/bulk/syncs/:syncId";
const schedule = `${sync}/schedules/:scheduleId`;

const routes: [HTTPMethods, string, Operation][] = [
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

export function createServer(world: World): FastifyInstance {
    const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
    acceptAnyBody(app);
    logRequests(app, world);
    for (const [method, url, operation] of routes) {
        app.route({ method, url, handler: (request, reply) => exchange(world, request, reply, operation) });
    }
    app.setNotFoundHandler((request, reply) => exchange(world, request, reply, operations.unknownEndpoint));
    app.setErrorHandler((error, _request, reply) => {
        const known =
            error instanceof ServiceError ? error : new ServiceError(500, "emulator_failed", String(error));
        return reply.code(known.status).send(errorAnswer(known).body);
    });
    addControl(app, world);
    return app;
}

function logRequests(app: FastifyInstance, world: World): void {
    app.addHook("onRequest", (request, reply, done) => {
        if (!request.url.startsWith(controlPrefix)) world.log.start(request, reply);
        done();
    });
    app.addHook("preHandler", (request, _reply, done) => {
        world.log.body(request.id, readable(request.body));
        done();
    });
    app.addHook("onSend", (request, reply, payload, done) => {
        world.log.end(request.id, reply.statusCode);
        done(null, payload);
    });
}

/** Bodies stay text until the caller is known: a bad key is told before a bad body. */
function acceptAnyBody(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
        done(null, body);
    });
}

function readable(body: unknown): unknown {
    try {
        return parseJson(body);
    } catch {
        return body;
    }
}
