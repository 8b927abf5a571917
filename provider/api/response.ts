/** What a response says: the answer, or an error in the service's words and without our credentials. */

import type { z } from "zod";
import { parseJson } from "../model/json.js";
import { errorSchema } from "./schemas.js";
import { ServiceError, UnexpectedResponseError, type RequestFacts } from "./errors.js";
import { parseRetryAfter } from "./retry.js";

interface Response {
    readonly status: number;
    readonly data: unknown;
    readonly headers: Readonly<Record<string, unknown>>;
}

/** What is needed to put a response into words. */
interface Context {
    readonly facts: RequestFacts;
    /** Where the request went. */
    readonly url: string;
    /** What must not appear in any message. */
    readonly secrets: readonly string[];
    /** By the clock of whoever answered. */
    readonly answeredAtMs: number;
}

const LONGEST_DETAIL = 300;

/** The answer as the schema reads it. Throws an error that is fit to be shown where the response holds none. */
export function readResponse<T>(response: Response, schema: z.ZodType<T>, context: Context): T {
    const parsed = schema.safeParse(readJson(response, context));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const where = issue?.path.join(".") ?? "";
    throw new UnexpectedResponseError(
        `${where === "" ? "the response" : where}: ${issue?.message ?? "?"}`,
        context.facts,
    );
}

export function headerOf(headers: Response["headers"], name: string): string | undefined {
    const value = headers[name];
    return typeof value === "string" ? value : undefined;
}

function readJson(response: Response, context: Context): unknown {
    const { status, data } = response;
    const body = typeof data === "string" ? data.trim() : "";
    const json = parseJson(body);
    const facts = { ...context.facts, status };
    const isPage = body !== "" && json === undefined;
    if (status >= 200 && status < 300) {
        if (isPage) throw new UnexpectedResponseError("no JSON", facts);
        return json;
    }
    if (status < 400) throw redirection(response, context);
    // A page that says "not found" or "forbidden" is some proxy's word, not Polytomic's.
    if (isPage && status < 500 && status !== 429)
        throw new UnexpectedResponseError(`status ${status}, no JSON`, facts);
    throw serviceError(response, json, context);
}

function redirection({ status, headers }: Response, { facts, secrets, url }: Context): ServiceError {
    const header = headerOf(headers, "location");
    const target = header !== undefined && URL.canParse(header, url) ? new URL(header, url) : undefined;
    if (target === undefined || !/^https?:$/.test(target.protocol)) return new ServiceError(status, facts);
    // User, password and query may be secret.
    return new ServiceError(status, {
        ...facts,
        location: presentable(target.origin + target.pathname, secrets),
    });
}

function serviceError({ status, headers }: Response, json: unknown, context: Context): ServiceError {
    const { facts, secrets, answeredAtMs } = context;
    const { key, message } = errorSchema.safeParse(json).data ?? {};
    const retryAfterMs = parseRetryAfter(headerOf(headers, "retry-after"), answeredAtMs);
    return new ServiceError(status, {
        ...facts,
        ...(key === undefined ? {} : { key: presentable(key, secrets) }),
        ...(message === undefined ? {} : { detail: presentable(message, secrets) }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
}

// The service's words, on one line, without our credentials should it repeat them.
function presentable(words: string, secrets: readonly string[]): string {
    const clean = secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), words);
    const line = clean.replace(/\s+/g, " ").trim().replace(/\.$/, "");
    return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
}
