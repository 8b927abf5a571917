/** How axios makes requests, such that it can be told afterwards whether one that failed may have left. */

import http, { ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** The connections that no request can leave on yet: not established or, where they are to be secure, not secured. */
const pending = new WeakSet<Socket>();

export const transport = {
    request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest {
        const { request } = options.protocol?.startsWith("https") === true ? https : http;
        const sent = request(options, onResponse);
        return sent.once("socket", (socket) => {
            const isSecure = socket instanceof TLSSocket;
            if (sent.reusedSocket || (!isSecure && !socket.connecting)) return;
            pending.add(socket);
            socket.once(isSecure ? "secureConnect" : "connect", () => pending.delete(socket));
        });
    },
};

/** Whether the service may have got a request that failed. */
export function mayHaveLeft(request: unknown): boolean {
    if (!(request instanceof ClientRequest)) return true;
    return request.socket !== null && !pending.has(request.socket);
}
