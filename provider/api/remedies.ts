/** What a user can do about an error, in one sentence. */

/** The part of a request that a remedy depends on. */
interface Origin {
    readonly path: string;
    /** Where a redirect leads. */
    readonly location?: string | undefined;
    /** Whether credentials and address are the arguments of a `polytomic.Provider`. */
    readonly isExplicit?: boolean | undefined;
    /** Whether the key is a partner key. */
    readonly isPartnerKey?: boolean | undefined;
}

const settingOf = ({ isExplicit }: Origin) =>
    isExplicit
        ? "the `deploymentUrl` of the resource's polytomic.Provider"
        : "polytomic:deploymentUrl (or POLYTOMIC_DEPLOYMENT_URL)";

/** For each error code of Node.js and OpenSSL that means that no secure connection is possible: what to do. */
const TLS_REMEDIES: readonly (readonly [RegExp, (setting: string) => string])[] = [
    [
        /SELF_SIGNED|^UNABLE_TO_(GET_ISSUER|VERIFY)|^CERT_UNTRUSTED$/,
        (setting) =>
            "Node.js does not trust the issuer of the server's certificate: set NODE_EXTRA_CA_CERTS to a file with the " +
            `issuer's certificate (PEM), or correct ${setting} if this is not Polytomic's server.`,
    ],
    [
        /^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/,
        (setting) => `The server's certificate is for another host: correct ${setting}.`,
    ],
    [
        /CERT|CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_/,
        (setting) =>
            "The server's certificate is not valid: check this machine's clock, have the certificate renewed, or correct " +
            `${setting} if this is not Polytomic's server.`,
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
export function remedyForConnection(code: string, origin: Origin, wasSent: boolean): string {
    const setting = settingOf(origin);
    const tlsRemedy = wasSent ? undefined : tlsRemedyFor(code);
    return tlsRemedy?.(setting) ?? `Check the network and ${setting}, then run the command again.`;
}

/** What to do where somebody else responded. */
export const remedyForOthersResponse = (origin: Origin): string =>
    `Check that ${settingOf(origin)} is Polytomic's address and that no proxy responds in its place.`;

function remedyForRedirect(origin: Origin): string {
    const { location } = origin;
    if (location === undefined) return remedyForOthersResponse(origin);
    // Where the path stays the same, only the address in front of it is wrong.
    const path = origin.path.replace(/\?.*/, "");
    const address = location.endsWith(path) ? location.slice(0, -path.length) : "Polytomic's own address";
    return `Redirects are not followed, since the API key would go along: set ${settingOf(origin)} to ${address}.`;
}

const NEW_KEY =
    "The API key is not valid (any more). Set a new one: export POLYTOMIC_API_KEY, which also works for `pulumi refresh` " +
    "and `pulumi destroy`, or `pulumi config set --secret polytomic:apiKey` and run `pulumi up`.";
const NEW_ARGUMENT =
    "The API key of the resource's polytomic.Provider is not valid (any more). Give that provider a new one and run " +
    "`pulumi up`; `pulumi refresh` and `pulumi destroy` take it from the program with `--run-program`.";

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
    429: "Polytomic limits the rate of requests: run the command again later, or with a lower `--parallel`.",
};

/** What to do about an HTTP status that is not 2xx. */
export function remedyForStatus(status: number, origin: Origin): string {
    if (origin.isPartnerKey && (status === 401 || status === 403)) return PARTNER_KEY;
    if (status === 401) return origin.isExplicit ? NEW_ARGUMENT : NEW_KEY;
    if (status < 400) return remedyForRedirect(origin);
    if (status >= 500) return "Polytomic has a problem: run the command again later.";
    return REMEDIES[status] ?? `Check that ${settingOf(origin)} is Polytomic's address.`;
}
