/**
 * Ctrl-C. The engine calls `Cancel`, of which the SDK's dynamic provider does not notify the provider. So this module
 * watches the process's HTTP/2 server, whose `stream` event names each call's path. Remove it once a dynamic provider can
 * have a `cancel` method. The list of servers comes from an undocumented function of Node.js: without it, Ctrl-C waits for
 * running operations, as with any other dynamic provider.
 */

import { constants, type IncomingHttpHeaders } from "node:http2";
import { Server } from "node:net";

const CANCEL_PATH = "/pulumirpc.ResourceProvider/Cancel";

/** Calls back when the engine asks this process to cancel its operations. */
export function onCancelCall(callback: () => void): void {
    for (const server of listeningServers()) {
        server.on("stream", (_stream: unknown, headers: IncomingHttpHeaders) => {
            if (headers[constants.HTTP2_HEADER_PATH] === CANCEL_PATH) callback();
        });
    }
}

function listeningServers(): Server[] {
    const activeHandles: unknown = Reflect.get(process, "_getActiveHandles");
    const handles: unknown = typeof activeHandles === "function" ? activeHandles.call(process) : [];
    return Array.isArray(handles) ? handles.filter((handle) => handle instanceof Server) : [];
}
