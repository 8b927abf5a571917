import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** Answers one request; `nth` counts from 0. */
export type Respond = (response: ServerResponse, request: Received, nth: number) => void;

export interface HttpServer {
    readonly url: string;
    readonly received: readonly Received[];
    /** How many connections were made. */
    connections(): number;
    close(): Promise<void>;
}

/** A real HTTP server on a free port, which does to requests what a test wants done. */
export async function startHttpServer(respond: Respond): Promise<HttpServer> {
    const received: Received[] = [];
    let connections = 0;
    const server = createServer((message, response) => {
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
        url: `http://127.0.0.1:${port}`,
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

export function answerJson(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
): void {
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

export function answerPage(response: ServerResponse, status: number): void {
    response.writeHead(status, { "Content-Type": "text/html" }).end("<html><h1>It works!</h1></html>");
}
