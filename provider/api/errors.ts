/** What can go wrong between this package and Polytomic. Each message is one line, without credentials. */

import { isTlsCode, remedyForConnection, remedyForOthersResponse, remedyForStatus } from "./remedies.js";

/** A request, what the response says, and the number of tries. */
export interface RequestFacts {
    readonly method: string;
    readonly path: string;
    readonly attempts: number;
    /** Polytomic's name for the error. */
    readonly key?: string | undefined;
    /** Polytomic's message. */
    readonly detail?: string | undefined;
    /** Where a redirect leads, without the parts that may be secret. */
    readonly location?: string | undefined;
    /** How long Polytomic asks to wait. */
    readonly retryAfterMs?: number | undefined;
    /** Whether credentials and address are the arguments of a `polytomic.Provider`. */
    readonly isExplicit?: boolean | undefined;
    /** Whether the key is a partner key. */
    readonly isPartnerKey?: boolean | undefined;
}

/** A request without a usable response. */
export class PolytomicError extends Error {
    /** @param outcome What happened, as the end of a sentence: "returned 404". */
    constructor(
        outcome: string,
        readonly facts: RequestFacts,
    ) {
        const { method, path, attempts } = facts;
        super(`${method} ${path} ${outcome}${attempts > 1 ? `, after ${attempts} tries` : ""}`);
        this.name = new.target.name;
    }
}

/** A response with an error status. */
export class ServiceError extends PolytomicError {
    constructor(
        readonly status: number,
        facts: RequestFacts,
    ) {
        const redirect = facts.location && `a redirect to ${facts.location}`;
        const words = [facts.key, facts.detail, redirect].filter((word) => word !== undefined).join(": ");
        super(`returned ${status}${words === "" ? "" : ` (${words})`}`, facts);
    }
}

/** No response. Polytomic may have carried out the request, unless `sent` is false. */
export class ConnectionError extends PolytomicError {
    /** @param reason An error code, or the time without a response. */
    constructor(
        readonly reason: string,
        readonly sent: boolean,
        facts: RequestFacts,
    ) {
        super(`got no response (${reason})`, facts);
    }

    /** Whether no secure connection is possible. Another try would fail in the same way. */
    get isInsecure(): boolean {
        return !this.sent && isTlsCode(this.reason);
    }
}

/** No response in time. */
export const timedOutAfter = (ms: number, facts: RequestFacts, sent = true): ConnectionError =>
    new ConnectionError(`none within ${Math.round(ms / 100) / 10} s`, sent, facts);

/** A response that is not Polytomic's: a proxy's page, half a response, or data of another shape. */
export class UnexpectedResponseError extends PolytomicError {
    constructor(reason: string, facts: RequestFacts) {
        super(`got a response that is not Polytomic's (${reason})`, facts);
    }
}

/** Credentials or an address that can't be used, found before any request. */
export class ConfigurationError extends Error {
    override readonly name = "ConfigurationError";
}

/** Ctrl-C while an operation waited. */
export class InterruptedError extends Error {
    override readonly name = "InterruptedError";

    constructor() {
        super("interrupted while waiting to try again");
    }
}

/** An error whose message is complete: what was tried, what happened, what to do. */
export class LifecycleError extends Error {
    override readonly name = "LifecycleError";
}

/** The HTTP status of an error response; undefined for any other error. */
export const statusOf = (error: unknown): number | undefined =>
    error instanceof ServiceError ? error.status : undefined;

/** How long an error response asks to wait; undefined for any other error. */
export const retryAfterMsOf = (error: unknown): number | undefined =>
    error instanceof ServiceError ? error.facts.retryAfterMs : undefined;

/** Whether an error response has Polytomic's own words. Status 407 is always a proxy's. */
export function isInServicesWords(error: unknown): boolean {
    if (!(error instanceof ServiceError) || error.status === 407) return false;
    return error.facts.key !== undefined || error.facts.detail !== undefined;
}

/** Whether Polytomic may have carried out a request that failed. */
export function isOutcomeOpen(error: unknown): boolean {
    if (error instanceof ConnectionError) return error.sent;
    if (error instanceof ServiceError) return error.status >= 500 || error.status === 408;
    return error instanceof UnexpectedResponseError;
}

/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function remedyFor(error: unknown): string {
    if (error instanceof ConfigurationError) return "";
    if (error instanceof InterruptedError) return "Run `pulumi up` again to go on.";
    if (error instanceof ConnectionError) return remedyForConnection(error.reason, error.facts, error.sent);
    if (error instanceof UnexpectedResponseError) return remedyForOthersResponse(error.facts);
    if (error instanceof ServiceError) return remedyForStatus(error.status, error.facts);
    return "This looks like a defect of pulumi-polytomic: please report it.";
}

/** An error as the user sees it: *could not <action>: <cause>. <remedy>* */
export function explain(action: string, error: unknown): LifecycleError {
    if (error instanceof LifecycleError) return error;
    const cause = messageOf(error).replace(/\.$/, "");
    const end = cause.endsWith("…") ? "" : ".";
    return new LifecycleError(`could not ${action}: ${cause}${end} ${remedyFor(error)}`.trimEnd());
}

/** Throws an error as the user sees it: for `catch`. */
export const failTo =
    (action: string) =>
    (error: unknown): never => {
        throw explain(action, error);
    };
