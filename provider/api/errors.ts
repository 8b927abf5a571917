/** What can go wrong between this package and Polytomic. Each message stands on one line and holds no credential. */

/** Where a request went, what came back, and how often it was tried. */
export interface RequestFacts {
    readonly method: string;
    readonly path: string;
    readonly attempts: number;
    /** The HTTP status; absent where no answer arrived. */
    readonly status?: number;
    /** The service's own name for the error. */
    readonly key?: string;
    /** The service's own words. */
    readonly detail?: string;
    /** Where a redirect leads, without what may be secret. */
    readonly location?: string;
    /** How long the service asks to wait. */
    readonly retryAfterMs?: number;
    /** Whether credentials and address are the arguments of a `polytomic.Provider`. */
    readonly isExplicit?: true;
}

/** A request that did not lead to a usable answer. */
export class PolytomicError extends Error {
    override readonly name: string = "PolytomicError";

    constructor(
        message: string,
        readonly facts: RequestFacts,
    ) {
        super(message);
    }
}

/** The service answered with an error status. */
export class ServiceError extends PolytomicError {
    override readonly name = "ServiceError";

    constructor(
        readonly status: number,
        facts: RequestFacts,
    ) {
        super(`${facts.method} ${facts.path} returned ${status}${inWords(facts)}`, { ...facts, status });
    }
}

function inWords({ key, detail, location, attempts }: RequestFacts): string {
    const redirect = location && `a redirect to ${location}`;
    const words = [key, detail, redirect].filter((word) => word !== undefined).join(": ");
    return (words === "" ? "" : ` (${words})`) + (attempts > 1 ? `, after ${attempts} tries` : "");
}

/** No answer arrived. Unless `sent` is false, the service may have done what it was asked. */
export class ConnectionError extends PolytomicError {
    override readonly name = "ConnectionError";

    /** @param reason The error's code, or what took too long. */
    constructor(
        readonly reason: string,
        readonly sent: boolean,
        facts: RequestFacts,
    ) {
        const tries = facts.attempts > 1 ? `, after ${facts.attempts} tries` : "";
        super(`${facts.method} ${facts.path} got no response (${reason})${tries}`, facts);
    }
}

/** No answer arrived in time. */
export const timedOutAfter = (ms: number, facts: RequestFacts, sent = true): ConnectionError =>
    new ConnectionError(`none within ${Math.round(ms / 100) / 10} s`, sent, facts);

/** What can be wrong with a secure connection, by the codes of Node.js and OpenSSL, and what to do about it. */
const INSECURE: readonly (readonly [RegExp, (address: string) => string])[] = [
    [
        /SELF_SIGNED|^UNABLE_TO_(GET_ISSUER|VERIFY)|^CERT_UNTRUSTED$/,
        (address) =>
            "Node.js does not trust the issuer of the server's certificate: set NODE_EXTRA_CA_CERTS to a file with the " +
            `issuer's certificate (PEM), or correct ${address} if this is not Polytomic's server.`,
    ],
    [
        /^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/,
        (address) => `The server's certificate is for another host: correct ${address}.`,
    ],
    [
        /CERT|CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_/,
        (address) =>
            "The server's certificate is not valid: check this machine's clock, have the certificate renewed, or correct " +
            `${address} if this is not Polytomic's server.`,
    ],
    [
        /^EPROTO$|^ERR_(SSL|TLS)_/,
        (address) =>
            `The server does not speak TLS as it should: check host, port and protocol of ${address}.`,
    ],
];

const adviceOnTls = (error: ConnectionError) =>
    error.sent ? undefined : INSECURE.find(([code]) => code.test(error.reason))?.[1];

/** Whether a secure connection was refused by either side, which happens again each time. */
export const isInsecure = (error: ConnectionError): boolean => adviceOnTls(error) !== undefined;

/** An answer arrived that is not the service's: a proxy's page, half an answer, or data of another shape. */
export class UnexpectedResponseError extends PolytomicError {
    override readonly name = "UnexpectedResponseError";

    constructor(reason: string, facts: RequestFacts) {
        super(`${facts.method} ${facts.path} got a response that is not Polytomic's (${reason})`, facts);
    }
}

/** Credentials or an address that can't be used, found before any request was made. */
export class ConfigurationError extends Error {
    override readonly name = "ConfigurationError";
}

/** The operation was interrupted while it waited for a retry. */
export class InterruptedError extends Error {
    override readonly name = "InterruptedError";

    constructor() {
        super("interrupted while waiting to try again");
    }
}

/** A sentence for the user, complete as it is: what was tried, what happened, what to do. */
export class LifecycleError extends Error {
    override readonly name = "LifecycleError";
}

/** The HTTP status that an error carries, where it is the service's answer. */
export function statusOf(error: unknown): number | undefined {
    return error instanceof ServiceError ? error.status : undefined;
}

/** Whether an error is in words of the service's. 407 is a proxy's word, whatever it says. */
export function isInServicesWords(error: unknown): boolean {
    if (!(error instanceof ServiceError) || error.status === 407) return false;
    return error.facts.key !== undefined || error.facts.detail !== undefined;
}

/** Whether the service may or may not have done what it was asked. */
export function isOutcomeOpen(error: unknown): boolean {
    if (error instanceof ConnectionError) return error.sent;
    if (error instanceof ServiceError) return error.status >= 500;
    return error instanceof UnexpectedResponseError;
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

/** What a user can do about an error. */
export function remedy(error: unknown): string {
    if (error instanceof ConfigurationError || error instanceof LifecycleError) return "";
    if (error instanceof InterruptedError) return "Run `pulumi up` again to go on.";
    if (error instanceof ConnectionError) {
        const address = addressOf(error.facts);
        const advice = adviceOnTls(error)?.(address);
        return advice ?? `Check the network and ${address}, then run the command again.`;
    }
    if (error instanceof UnexpectedResponseError) return noProxy(error.facts);
    if (error instanceof ServiceError) return remedyForStatus(error.status, error.facts);
    return "This looks like a defect of pulumi-polytomic: please report it.";
}

const addressOf = ({ isExplicit }: RequestFacts) =>
    isExplicit
        ? "the `deploymentUrl` of the resource's polytomic.Provider"
        : "polytomic:deploymentUrl (or POLYTOMIC_DEPLOYMENT_URL)";

const noProxy = (facts: RequestFacts) =>
    `Check that ${addressOf(facts)} is Polytomic's address and that no proxy responds in its place.`;

/** The address to set is plain where a redirect changes nothing but that: `https:` for `http:`, or another host. */
function remedyForRedirect(facts: RequestFacts): string {
    const { location } = facts;
    if (location === undefined) return noProxy(facts);
    const path = facts.path.replace(/\?.*/, "");
    const address = location.endsWith(path) ? location.slice(0, -path.length) : "Polytomic's own address";
    return `Redirects are not followed, since the API key would go along: set ${addressOf(facts)} to ${address}.`;
}

const NEW_KEY =
    "The API key is not valid (any more). Set a new one: export POLYTOMIC_API_KEY, which also works for `pulumi refresh` " +
    "and `pulumi destroy`, or `pulumi config set --secret polytomic:apiKey` and run `pulumi up`.";
const NEW_ARGUMENT =
    "The API key of the resource's polytomic.Provider is not valid (any more). Give that provider a new one and run " +
    "`pulumi up`; `pulumi refresh` and `pulumi destroy` take it from the program with `--run-program`.";

const REMEDIES: Readonly<Record<number, string>> = {
    400: "Correct the schedule's values.",
    403: "The API key may not do this: use the key of a user who may edit bulk syncs.",
    404: "Check the bulk sync's id, and that the API key belongs to its organization.",
    409: "Another request for the same schedule is still running: run the command again in a minute.",
    422: "Correct the schedule's values.",
    429: "Polytomic limits the rate of requests: run the command again later, or with a lower `--parallel`.",
};

function remedyForStatus(status: number, facts: RequestFacts): string {
    if (status === 401) return facts.isExplicit ? NEW_ARGUMENT : NEW_KEY;
    if (status < 400) return remedyForRedirect(facts);
    if (status >= 500) return "Polytomic has a problem: run the command again later.";
    return REMEDIES[status] ?? `Check that ${addressOf(facts)} is Polytomic's address.`;
}

/** An error as a user meets it: *could not <action>: <cause>. <remedy>* */
export function explain(action: string, error: unknown): LifecycleError {
    if (error instanceof LifecycleError) return error;
    const cause = messageOf(error).replace(/\.$/, "");
    const end = cause.endsWith("…") ? "" : ".";
    return new LifecycleError(`could not ${action}: ${cause}${end} ${remedy(error)}`.trimEnd());
}
