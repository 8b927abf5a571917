import { afterEach } from "mocha";
import { startEmulator } from "../src";
import type { Emulator, EmulatorOptions } from "../src";

const running: Emulator[] = [];

afterEach(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** An emulator that ends with the test. */
export async function start(options?: EmulatorOptions): Promise<Emulator> {
    const emulator = await startEmulator(options);
    running.push(emulator);
    return emulator;
}

export interface Reply {
    status: number;
    headers: Headers;
    text: string;
    body: unknown;
}

interface Sending {
    method?: string;
    body?: unknown;
    /** Of the request's idempotency. */
    key?: string;
    apiKey?: string;
    headers?: Record<string, string>;
}

/** Sends one request. A string as body is sent as it is. */
export async function send(emulator: Emulator, path: string, sending: Sending = {}): Promise<Reply> {
    const { method = "GET", body, key, apiKey = emulator.apiKey, headers } = sending;
    const response = await fetch(`${emulator.url}${path}`, {
        method,
        headers: {
            authorization: `Bearer ${apiKey}`,
            ...(body !== undefined && { "content-type": "application/json" }),
            ...(key !== undefined && { "idempotency-key": key }),
            ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
}

export function basic(user: string, password: string): Record<string, string> {
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

/** The id of the main organization's first bulk sync. */
export function firstSync(emulator: Emulator): string {
    return idOf(emulator.syncs[0]);
}

export function idOf(identified: { id: string } | undefined): string {
    if (!identified) throw new Error("there is nothing to take an id of");
    return identified.id;
}

export function syncPath(emulator: Emulator): string {
    return `/api/bulk/syncs/${firstSync(emulator)}`;
}

export function schedulesPath(emulator: Emulator): string {
    return `${syncPath(emulator)}/schedules`;
}

export const daily = { schedule: { frequency: "daily", hour: "3", minute: "30" } };

/** Posts a schedule to the first sync. */
export function create(emulator: Emulator, sending: Sending = {}): Promise<Reply> {
    return send(emulator, schedulesPath(emulator), { method: "POST", body: daily, ...sending });
}

/** `data` of a response, or of one of its fields. */
export function dataOf(reply: Reply): Record<string, unknown> {
    return record(record(reply.body).data);
}

export function record(value: unknown): Record<string, unknown> {
    if (typeof value !== "object" || value === null)
        throw new Error(`not an object: ${JSON.stringify(value)}`);
    return Object.fromEntries(Object.entries(value));
}

export function list(value: unknown): Record<string, unknown>[] {
    if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(value)}`);
    return value.map(record);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}
