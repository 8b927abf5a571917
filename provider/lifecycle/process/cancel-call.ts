/**
 * Pulumi's Cancel call: what the first Ctrl-C comes to in a provider process, which sits in a process group of its own
 * and gets no signal. The SDK's dynamic provider answers the call without telling the provider, so it is watched for
 * where it arrives: at the HTTP/2 server of the process, whose `stream` event tells each call's path.
 *
 * The `stream` event is public; the list of what a process listens on is not. Where a later Node.js or SDK lacks either,
 * nothing is heard, and Ctrl-C waits for what is running, as it does for any other dynamic provider.
 */

import { constants, type IncomingHttpHeaders } from "node:http2";
import { Server } from "node:net";

const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/** Calls back when the engine asks this process to cancel what it does. */
export function onCancelCall(callback: () => void): void {
    for (const server of listeningServers()) {
        server.on("stream", (_stream: unknown, headers: IncomingHttpHeaders) => {
            if (headers[constants.HTTP2_HEADER_PATH] === CANCEL) callback();
        });
    }
}

function listeningServers(): Server[] {
    const activeHandles: unknown = Reflect.get(process, "_getActiveHandles");
    const handles: unknown = typeof activeHandles === "function" ? activeHandles.call(process) : [];
    return Array.isArray(handles) ? handles.filter((handle) => handle instanceof Server) : [];
}
