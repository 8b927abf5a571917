/** Services that keep the states of stacks, in place of files. Both come from the npm registry. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Tool, Toolbox } from "./tools";

interface Service {
    readonly tool: readonly [Tool, version: string];
    readonly options: (port: string, folder: string) => readonly string[];
    readonly environment: (port: string) => Record<string, string>;
}

const SERVICES = {
    s3: {
        tool: ["s3rver", "3"],
        options: (port, folder) => [
            ...["--address", "127.0.0.1", "--port", port],
            ...["--directory", path.join(folder, "buckets"), "--configure-bucket", "states"],
        ],
        environment: (port) => ({
            PULUMI_BACKEND_URL: `s3://states?region=us-east-1&endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true`,
            // What the service accepts.
            AWS_ACCESS_KEY_ID: "S3RVER",
            AWS_SECRET_ACCESS_KEY: "S3RVER",
            // It sends no checksums, of which the CLI would warn at each response.
            AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
        }),
    },
    postgresql: {
        tool: ["pglite-server", "0"],
        options: (port) => ["--port", port, "--max-connections", "20"],
        environment: (port) => ({
            PULUMI_BACKEND_URL: `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
        }),
    },
} as const satisfies Record<string, Service>;

export type BackendName = keyof typeof SERVICES;

export interface Backend {
    readonly environment: Record<string, string>;
    close(): Promise<void>;
}

/** Starts the service, with nothing in it. */
export async function startBackend(name: BackendName, tools: Toolbox, folder: string): Promise<Backend> {
    const { tool, options, environment }: Service = SERVICES[name];
    const program = path.join(await tools.binFolder(...tool), tool[0]);
    const port = await freePort();
    const child = spawn(program, options(String(port), folder), { stdio: "ignore" });
    const ended = once(child, "close");
    const close = async () => {
        child.kill();
        await ended;
    };
    try {
        await Promise.race([
            answering(port),
            ended.then(() => Promise.reject(new Error(`${program} has ended`))),
        ]);
    } catch (error) {
        await close();
        throw error;
    }
    return { environment: environment(String(port)), close };
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}

/** Resolves when the port takes connections. */
async function answering(port: number): Promise<void> {
    for (let waits = 0; ; waits += 1) {
        const socket = connect(port, "127.0.0.1");
        try {
            await once(socket, "connect");
            return;
        } catch (error) {
            if (waits === 300) throw error;
            await sleep(100);
        } finally {
            socket.destroy();
        }
    }
}
