/** Reads responses. What it returns or throws holds no credential. */

import type { z } from "zod";
import { parseJson } from "../../model/objects.js";
import type { Connection } from "../credentials.js";
import { ServiceError, UnexpectedResponseError, type PolytomicError, type RequestFacts } from "../errors.js";
import { errorSchema } from "../schemas.js";
import type { HttpResponse } from "./http.js";
import { parseRetryAfter } from "./retry.js";

const LONGEST_DETAIL = 300;

/** The data of a response. Throws a ServiceError or an UnexpectedResponseError, without a credential. */
export function readResponse<T>(
    response: HttpResponse,
    schema: z.ZodType<T>,
    facts: RequestFacts,
    connection: Connection,
): T {
    const { status, data } = response;
    const json = parseJson(data);
    const isPage = json === undefined && data.trim() !== "";
    if (status < 200 || status >= 300) throw errorOf(response, isPage, json, facts, connection);
    if (isPage) throw new UnexpectedResponseError("no JSON", facts);
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") || "the response";
    throw new UnexpectedResponseError(`${where}: ${issue?.message ?? "?"}`, facts);
}

function errorOf(
    response: HttpResponse,
    isPage: boolean,
    json: unknown,
    facts: RequestFacts,
    { origin, secrets }: Connection,
): PolytomicError {
    const { status } = response;
    if (status < 400) {
        const location = redirectTarget(headerOf(response, "location"), origin.baseUrl + facts.path);
        return new ServiceError(status, { ...facts, location: location && toLine(location, secrets) });
    }
    // A page that says "not found" or "forbidden" comes from a proxy.
    if (isPage && status < 500 && status !== 429)
        return new UnexpectedResponseError(`status ${status}, no JSON`, facts);
    const { key, message } = errorSchema.safeParse(json).data ?? {};
    return new ServiceError(status, {
        ...facts,
        key: key && toLine(key, secrets),
        detail: message && toLine(message, secrets),
        retryAfterMs: parseRetryAfter(headerOf(response, "retry-after"), dateMsOf(response) || Date.now()),
    });
}

function headerOf({ headers }: HttpResponse, name: string): string | undefined {
    const value: unknown = headers[name];
    return typeof value === "string" ? value : undefined;
}

/** When a response was sent, by the responder's clock; NaN where it does not say. */
export const dateMsOf = (response: HttpResponse): number => Date.parse(headerOf(response, "date") ?? "");

/** Where a redirect leads, without user, password and query, which may be secret. */
function redirectTarget(location: string | undefined, url: string): string | undefined {
    if (location === undefined || !URL.canParse(location, url)) return undefined;
    const { protocol, origin, pathname } = new URL(location, url);
    return /^https?:$/.test(protocol) ? origin + pathname : undefined;
}

/** A text without credentials. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);

/** A text as one line of limited length, without credentials. */
function toLine(text: string, secrets: readonly string[]): string {
    const line = withoutSecrets(text, secrets).replace(/\s+/g, " ").trim().replace(/\.$/, "");
    return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
}
