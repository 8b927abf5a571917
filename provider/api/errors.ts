/** What can go wrong between this package and Polytomic. Each message is one line, without credentials. */

import { describeOrigin, type Origin } from "./origin.js";
import {
    isTlsCode,
    remedyForConnection,
    remedyForOthersResponse,
    remedyForProxy,
    remedyForStatus,
} from "./remedies.js";

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
    /** Where the request went, and by which settings. */
    readonly origin: Origin;
    /** Whether it ended on the way to the proxy. */
    readonly isAtProxy?: boolean;
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
        const { proxy } = facts.origin;
        const isLost = facts.isAtProxy === true && proxy !== undefined;
        super(
            `${isLost ? `did not get through the proxy ${proxy.host}` : "got no response"} (${reason})`,
            facts,
        );
    }

    /** Whether no secure connection is possible. */
    get isInsecure(): boolean {
        return !this.sent && isTlsCode(this.reason);
    }

    /** Whether another try would fail in the same way: there is no such host, or no secure connection is possible. */
    get isPermanent(): boolean {
        return this.isInsecure || this.reason === "ENOTFOUND";
    }
}

/** No response in time. */
export const timedOutAfter = (ms: number, facts: RequestFacts, sent = true): ConnectionError =>
    new ConnectionError(`none within ${Math.round(ms / 100) / 10} s`, sent, facts);

/** No connection in time. */
export const notConnectedAfter = (ms: number, facts: RequestFacts): ConnectionError =>
    new ConnectionError(`no connection within ${ms / 1000} s`, false, facts);

/** A proxy that refuses to let a request through. Polytomic has not got it. */
export class ProxyError extends PolytomicError {
    /** @param words The proxy's own words for the status. */
    constructor(
        readonly status: number,
        words: string,
        facts: RequestFacts,
    ) {
        super(
            `was refused by the proxy ${facts.origin.proxy?.host ?? ""} (${`${status} ${words}`.trim()})`,
            facts,
        );
    }
}

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
    if (error instanceof PolytomicError)
        return `${remedyForRequest(error)} ${describeOrigin(error.facts.origin)}`;
    return "This looks like a defect of pulumi-polytomic: please report it.";
}

function remedyForRequest(error: PolytomicError): string {
    const { facts } = error;
    if (error instanceof ConnectionError) return remedyForConnection(error.reason, facts, error.sent);
    if (error instanceof ProxyError) return remedyForProxy(error.status, facts);
    return error instanceof ServiceError
        ? remedyForStatus(error.status, facts)
        : remedyForOthersResponse(facts);
}

/** An error as the user sees it: *could not <action>: <cause>. <remedy> <where it happened>* */
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
