import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** A request that has arrived in full. */
export interface ReceivedRequest {
    readonly message: IncomingMessage;
    readonly response: ServerResponse;
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingHttpHeaders;
    readonly params: unknown;
    readonly query: unknown;
    /** As text: a bad key is reported before a body that is not JSON. */
    readonly body: string;
}

export const JSON_TYPE = "application/json; charset=utf-8";

export interface ResponseParts {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

export function respond(response: ServerResponse, { status, headers = {}, body }: ResponseParts): void {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(body);
}

export function respondWithJson(
    response: ServerResponse,
    { status, headers = {} }: Omit<ResponseParts, "body">,
    body: unknown,
): void {
    respond(response, {
        status,
        headers: { ...headers, "content-type": JSON_TYPE },
        body: JSON.stringify(body),
    });
}
