/** What the tests of the client send, and a service that responds as they say. */
import { z } from "zod";
import { Client } from "../../../provider/api/client";
import type { ApiRequest } from "../../../provider/api/transport/http";
import type { Connection } from "../../../provider/api/credentials";
import { PolytomicError } from "../../../provider/api/errors";
import type { Origin } from "../../../provider/api/origin";
import { startHttpServer, type HttpServer, type Respond } from "./http-server";
import { Deadline } from "../../../provider/api/deadline";

export const key = "hush-f00dfeed-0123456789";
export const encoded = Buffer.from(`organization:${key}`).toString("base64");

/** Where requests to an address come from: by default all settings are in the environment. */
export const originAt = (baseUrl: string, more: Partial<Origin> = {}): Origin => ({
    baseUrl,
    address: { setting: "deploymentUrl", source: "environment" },
    key: { setting: "apiKey", source: "environment" },
    overrides: [],
    hasStack: true,
    ...more,
});

/** What connections to any address have in common. */
type Account = Omit<Connection, "origin">;
export const user: Account = {
    authorization: `Bearer ${key}`,
    secrets: [key],
    maxConcurrentRequests: 10,
};
export const scoped: Account = {
    authorization: `Basic ${encoded}`,
    secrets: [key, encoded],
    organizationId: "organization",
    maxConcurrentRequests: 10,
};

const schema = z.object({ data: z.object({ name: z.string() }) });
export const get = { method: "GET", path: "/api/things/1", schema } as const;
export const put = { method: "PUT", path: "/api/things/1", schema, body: { name: "a" } } as const;
export const post = {
    method: "POST",
    path: "/api/things",
    schema,
    body: { name: "a" },
    idempotencyKey: "key-1",
} as const;
export const remove = { method: "DELETE", path: "/api/things/1", schema: z.unknown() } as const;

export const good = { data: { name: "a" } };

/** A connection to an address. */
export const connectionTo = (baseUrl: string, account: Account = user): Connection => ({
    ...account,
    origin: originAt(baseUrl),
});

let server: HttpServer | undefined;

/** A service until `closeService`. */
export async function openService(respond: Respond): Promise<HttpServer> {
    server = await startHttpServer(respond);
    return server;
}

/** To be called after each test. */
export async function closeService(): Promise<void> {
    await server?.close();
    server = undefined;
}

/** A client of such a service. */
export async function clientOf(
    respond: Respond,
    account = user,
): Promise<{ client: Client; received: HttpServer["received"]; connections: () => number }> {
    const service = await openService(respond);
    return {
        client: new Client(connectionTo(service.url, account)),
        received: service.received,
        connections: () => service.connections(),
    };
}

export async function failureOf(
    client: Client,
    request: ApiRequest<unknown>,
    limitMs = 5_000,
): Promise<PolytomicError> {
    try {
        await client.send(request, new Deadline(limitMs));
    } catch (error) {
        if (error instanceof PolytomicError) return error;
        throw error;
    }
    throw new Error("the request did not fail");
}
