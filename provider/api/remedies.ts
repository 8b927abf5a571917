/** What a user can do about an error, in one sentence. */

import { addressNameOf, isLoopback, keyNameOf, type Origin, type ProxyName } from "./origin.js";

/** The part of a request that a remedy depends on. */
interface Facts {
    readonly path: string;
    /** Where a redirect leads. */
    readonly location?: string | undefined;
    readonly origin: Origin;
    /** Whether it ended on the way to the proxy. */
    readonly isAtProxy?: boolean;
}

/** For each error code of Node.js and OpenSSL that means that no secure connection is possible: what to do. */
const TLS_REMEDIES: readonly (readonly [RegExp, (setting: string) => string])[] = [
    [
        /SELF_SIGNED|^UNABLE_TO_(GET_ISSUER|VERIFY)|^CERT_UNTRUSTED$/,
        (setting) =>
            "Node.js does not trust the issuer of the server's certificate: set NODE_EXTRA_CA_CERTS to a file with the " +
            `issuer's certificate (PEM), or correct ${setting} if this is not the right server.`,
    ],
    [
        /^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/,
        (setting) => `The server's certificate is for another host: correct ${setting}.`,
    ],
    [
        /CERT|CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_/,
        (setting) =>
            "The server's certificate is not valid: check this machine's clock, have the certificate renewed, or correct " +
            `${setting} if this is not the right server.`,
    ],
    [
        /^EPROTO$|^ERR_(SSL|TLS)_/,
        (setting) =>
            `The server does not speak TLS as it should: check host, port and protocol of ${setting}.`,
    ],
];

const tlsRemedyFor = (code: string) => TLS_REMEDIES.find(([pattern]) => pattern.test(code))?.[1];

/** Whether an error code means that no secure connection is possible. */
export const isTlsCode = (code: string): boolean => tlsRemedyFor(code) !== undefined;

/** What to do where no secure connection is possible, or where no response arrived for another reason. */
export function remedyForConnection(code: string, { origin, isAtProxy }: Facts, wasSent: boolean): string {
    const { proxy } = origin;
    const isLost = isAtProxy === true && proxy !== undefined;
    const setting = isLost ? proxy.variable : addressNameOf(origin);
    const tlsRemedy = wasSent ? undefined : tlsRemedyFor(code);
    if (tlsRemedy !== undefined) return tlsRemedy(setting);
    return isLost
        ? `Check that ${setting} names a proxy that runs. ${directly(origin)}`
        : `Check the network and ${setting}${wasSent ? "" : missingProxy(origin)}, then run the command again.`;
}

/** In a company's network, a proxy is often the only way out. */
function missingProxy({ proxy, baseUrl }: Origin): string {
    if (proxy !== undefined || isLoopback(baseUrl)) return "";
    return `, and set ${baseUrl.startsWith("http:") ? "HTTP" : "HTTPS"}_PROXY if it needs a proxy`;
}

/** What to do where a proxy refuses to let a request through. */
export function remedyForProxy(status: number, { origin }: Facts): string {
    const { proxy } = origin;
    if (status === 407 && proxy !== undefined) return credentialsFor(proxy);
    return status >= 500
        ? `The proxy can't reach Polytomic: check ${addressNameOf(origin)}. ${directly(origin)}`
        : `Ask who runs the proxy to let ${new URL(origin.baseUrl).host} through. ${directly(origin)}`;
}

const credentialsFor = ({ variable, host, hasUser }: ProxyName) =>
    hasUser
        ? `The proxy does not accept the user and the password in ${variable}: correct them. Special characters must be ` +
          "percent-encoded, such as %40 for @."
        : `The proxy wants a user and a password: set ${variable} to http://<user>:<password>@${host}.`;

const directly = ({ baseUrl }: Origin) =>
    `If this machine reaches Polytomic without a proxy, add ${new URL(baseUrl).hostname} to NO_PROXY.`;

/** What to do where somebody else responded. */
export const remedyForOthersResponse = ({ origin }: Facts): string =>
    `Check that ${addressNameOf(origin)} is Polytomic's address and that no proxy responds in its place.`;

function remedyForRedirect(facts: Facts): string {
    const { location, origin } = facts;
    if (location === undefined) return remedyForOthersResponse(facts);
    // Where the path stays the same, only the address in front of it is wrong.
    const path = facts.path.replace(/\?.*/, "");
    const address = location.endsWith(path) ? location.slice(0, -path.length) : "Polytomic's own address";
    return `Redirects are not followed, since the API key would go along: set ${addressNameOf(origin)} to ${address}.`;
}

function remedyForKey(origin: Origin): string {
    const { key, overrides, hasStack } = origin;
    const isInvalid = `The API key in ${keyNameOf(origin)} is not valid (any more) at this address`;
    if (key.source === "provider")
        return (
            `${isInvalid}. Give that provider a new one and run \`pulumi up\`; \`pulumi refresh\` and \`pulumi destroy\` ` +
            "take it from the program with `--run-program`."
        );
    if (key.source === "stack")
        return (
            `${isInvalid}. Set a new one with \`pulumi config set --secret polytomic:${key.setting}\` and run ` +
            "`pulumi up`. For `pulumi refresh` and `pulumi destroy`, which use the configuration of the last `pulumi up`, " +
            "export it in the environment."
        );
    const other = overrides.find(({ winner }) => winner === key.setting);
    const instead = other && `, or unset the variable, so that polytomic:${other.loser} of the stack counts`;
    return `${isInvalid}: export a new one${hasStack ? (instead ?? "") : ""}.`;
}

const PARTNER_KEY =
    "The partner key is not valid, or may not do this: Polytomic may limit partner keys to the endpoints of organizations and " +
    "users. Use the API key of a user who may edit bulk syncs.";

const REMEDIES: Readonly<Record<number, string>> = {
    400: "Correct the schedule's values.",
    403: "The API key may not do this: use the key of a user who may edit bulk syncs.",
    404: "Check the bulk sync's id, and that the API key belongs to its organization.",
    408: "Polytomic did not get the request in time: run the command again.",
    409: "Another request for the same schedule is still running: run the command again in a minute.",
    422: "Correct the schedule's values.",
};

/** What to do about an HTTP status that is not 2xx. */
export function remedyForStatus(status: number, facts: Facts): string {
    const { origin } = facts;
    if (origin.key.setting === "partnerKey" && (status === 401 || status === 403)) return PARTNER_KEY;
    if (status === 401) return remedyForKey(origin);
    if (status === 429) return remedyForRate(origin);
    if (status < 400) return remedyForRedirect(facts);
    if (status >= 500) return "Polytomic has a problem: run the command again later.";
    return REMEDIES[status] ?? `Check that ${addressNameOf(origin)} is Polytomic's address.`;
}

const remedyForRate = ({ hasStack }: Origin) =>
    `Polytomic limits the rate of requests: run the command again later${hasStack ? ", or with a lower `--parallel`" : ""}.`;
