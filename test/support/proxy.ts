import { once } from "node:events";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";

/** A server on a port of its own. */
export interface Front {
    readonly port: number;
    close(): Promise<void>;
}

/** A proxy, with what it was asked for: `CONNECT <host>:<port>`, or `<METHOD> <address>`. */
export interface Proxy extends Front {
    readonly asked: readonly string[];
}

interface ProxyOptions {
    /** User and password, with a colon between them, without which it refuses. */
    readonly user?: string;
    /** The status with which it refuses everything. */
    readonly refuses?: number;
}

/** A real HTTP proxy, to which every host is this machine: at one port for tunnels, and at another one without. */
export async function startProxy(
    securePort: number,
    plainPort: number,
    options: ProxyOptions = {},
): Promise<Proxy> {
    const asked: string[] = [];
    const refusal = ({ method = "", url = "", headers }: IncomingMessage) => {
        asked.push(`${method} ${url}`);
        const basic = `Basic ${Buffer.from(options.user ?? "").toString("base64")}`;
        if (options.user !== undefined && headers["proxy-authorization"] !== basic) return 407;
        return options.refuses;
    };
    const server = createServer((incoming, response) => {
        const status = refusal(incoming);
        if (status !== undefined) {
            response.writeHead(status).end("<html>The proxy says no.</html>");
            return;
        }
        const { pathname, search } = new URL(incoming.url ?? "");
        const { method, headers } = incoming;
        const target = { port: plainPort, host: "127.0.0.1", path: pathname + search, method, headers };
        const forwarded = request(target, (reply) => {
            reply.pipe(response.writeHead(reply.statusCode ?? 502, reply.headers));
        });
        incoming.pipe(forwarded);
    });
    server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
        const status = refusal(incoming);
        if (status !== undefined) {
            socket.end(`HTTP/1.1 ${status} Says no\r\nContent-Length: 13\r\n\r\n<html></html>`);
            return;
        }
        const tunnel = connect(securePort, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
        tie(socket, tunnel);
    });
    return { ...(await listen(server)), asked };
}

/** Pipes both ways, until one of them breaks. */
export function tie(one: Socket, other: Socket): void {
    one.pipe(other).pipe(one);
    one.on("error", () => other.destroy());
    other.on("error", () => one.destroy());
}

/** Opens a server on a free port. */
export async function listen(server: Server): Promise<Front> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => sockets.add(socket));
    await once(server.listen(0, "127.0.0.1"), "listening");
    return {
        port: (server.address() as AddressInfo).port,
        close: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((done) => server.close(done));
        },
    };
}
