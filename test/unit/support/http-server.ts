import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

export interface Received {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** Responds to one request; `nth` counts from 0. */
export type Respond = (response: ServerResponse, request: Received, nth: number) => void;

export interface HttpServer {
    readonly url: string;
    readonly received: readonly Received[];
    /** How many connections were made. */
    connections(): number;
    close(): Promise<void>;
}

/** The certificate of `startHttpsServer`, for `localhost`, signed by nobody else and of no use to anybody else. */
export const certificateFile = join(__dirname, "test-only-certificate.pem");

/** A real HTTP server on a free port, which does to requests what a test wants done. */
export function startHttpServer(respond: Respond): Promise<HttpServer> {
    return listen(respond, "http://127.0.0.1", (listener) => createServer(listener));
}

/** The same with TLS. All certificates of the tests have the same key. */
export function startHttpsServer(respond: Respond, certificate = certificateFile): Promise<HttpServer> {
    const files = { cert: certificate, key: join(__dirname, "test-only-key.pem") };
    const [cert, key] = [readFileSync(files.cert), readFileSync(files.key)];
    return listen(respond, "https://localhost", (listener) => createSecureServer({ cert, key }, listener));
}

async function listen(
    respond: Respond,
    origin: string,
    create: (listener: RequestListener) => ReturnType<typeof createServer>,
): Promise<HttpServer> {
    const received: Received[] = [];
    let connections = 0;
    const server = create((message, response) => {
        const chunks: Buffer[] = [];
        message.on("data", (chunk: Buffer) => chunks.push(chunk));
        message.on("end", () => {
            const request = {
                method: message.method ?? "",
                path: message.url ?? "",
                headers: message.headers,
                body: Buffer.concat(chunks).toString(),
            };
            respond(response, request, received.push(request) - 1);
        });
    });
    server.on("connection", () => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `${origin}:${port}`,
        received,
        connections: () => connections,
        close: () =>
            new Promise((resolve) => {
                server.close(() => {
                    resolve();
                });
                server.closeAllConnections();
            }),
    };
}

export function respondJson(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
): void {
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

export function respondPage(response: ServerResponse, status: number): void {
    response.writeHead(status, { "Content-Type": "text/html" }).end("<html><h1>It works!</h1></html>");
}
