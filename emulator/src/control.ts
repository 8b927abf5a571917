import type { FastifyInstance } from "fastify";
import { ServiceError } from "./errors";
import { parseFaultJson } from "./fault-text";
import { parseJson, parseSyncPath } from "./validation";
import type { World } from "./world";

/** Where everything that is no part of the Polytomic API begins. */
export const controlPrefix = "/_emulator";

/** Steers and watches the emulator over HTTP, for tests in other languages. Needs no key. */
export function addControl(app: FastifyInstance, world: World): void {
    app.post(`${controlPrefix}/faults`, (request, reply) => {
        const rules = [parseJson(request.body)].flat().map(parseFault);
        for (const rule of rules) world.faults.add(rule);
        return reply.code(204).send();
    });
    app.delete(`${controlPrefix}/faults`, (_request, reply) => {
        world.faults.clear();
        return reply.code(204).send();
    });
    app.get(`${controlPrefix}/requests`, () => ({ data: world.log.requests }));
    app.get(`${controlPrefix}/schedules/:syncId`, ({ params }) => ({
        data: world.store.schedules(parseSyncPath(params).syncId),
    }));
}

function parseFault(value: unknown) {
    try {
        return parseFaultJson(value);
    } catch (error) {
        throw new ServiceError(422, "invalid_fault", error instanceof Error ? error.message : String(error));
    }
}
