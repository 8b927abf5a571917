/** Turns the settings into what requests need. */

import { SECRET_SETTINGS, SETTINGS, type Setting } from "../model/settings.js";
import { uuidProblem } from "../model/validation/values.js";
import { ConfigurationError } from "./errors.js";
import type { Origin } from "./origin.js";
import { configCommand, Settings, type Environment, type ReadConfig } from "./settings.js";
import { nameOfProxy, proxyFor, type Proxy } from "./transport/proxy.js";

const DEFAULT_DEPLOYMENT_URL = "https://app.polytomic.com";
const DEFAULT_MAX_CONCURRENT_REQUESTS = 10;
const MOST_CONCURRENT_REQUESTS = 100;

const MISSING_ARGUMENT =
    "the polytomic.Provider of this resource has no API key: give it `apiKey`, or `organizationId` with `partnerKey` " +
    "or `deploymentApiKey`";

/** How to reach Polytomic, and as whom. Never log it, store it or put it into an error. */
export interface Connection {
    /** Where the settings come from: the part that errors may show. */
    readonly origin: Origin;
    readonly proxy?: Proxy | undefined;
    /** The header of that name. */
    readonly authorization: string;
    /** What must not appear in any message. */
    readonly secrets: readonly string[];
    /** The organization that the credentials name; a user's key names none. */
    readonly organizationId?: string;
    readonly maxConcurrentRequests: number;
    /** How long a connection may take. Default: 10 s. */
    readonly connectTimeoutMs?: number;
}

/**
 * The connection that the settings describe. Throws a ConfigurationError for unusable ones.
 *
 * @param readConfig Undefined on the command line, where only the environment counts.
 */
export function connectionFrom(readConfig: ReadConfig | undefined, environment: Environment): Connection {
    const settings = new Settings(readConfig, environment);
    const baseUrl = baseUrlFrom(settings);
    const maxConcurrentRequests = maxConcurrentRequestsFrom(settings);
    const { setting, ...credentials } = credentialsFrom(settings);
    const proxy = proxyFor(baseUrl, environment);
    const inUse: Setting[] = [setting, "deploymentUrl", "maxConcurrentRequests"];
    if (credentials.organizationId !== undefined) inUse.push("organizationId");
    const origin: Origin = {
        baseUrl,
        address: settings.placeOf("deploymentUrl"),
        key: settings.placeOf(setting),
        overrides: settings.overridesOf(inUse),
        hasStack: settings.hasStack,
        proxy: proxy && nameOfProxy(proxy),
    };
    return { ...credentials, origin, proxy, maxConcurrentRequests };
}

type Credentials = Pick<Connection, "authorization" | "secrets" | "organizationId"> & {
    /** The setting that holds the key. */
    readonly setting: Setting;
};

function credentialsFrom(settings: Settings): Credentials {
    const apiKey = settings.get("apiKey");
    const scopedSetting = settings.get("partnerKey") ? "partnerKey" : "deploymentApiKey";
    const scopedKey = settings.get(scopedSetting);
    const isOverridden = settings.fromEnvironment(scopedSetting) && !settings.fromEnvironment("apiKey");
    // A key in the environment wins over one of the other kind in the configuration.
    if (apiKey && !isOverridden) {
        // A header can hold nothing else, and a space inside is a slip of the clipboard.
        if (!/^[\x21-\x7e]+$/.test(apiKey))
            throw settings.refuse("apiKey", "holds a space, a line break or a character that no key has");
        return { setting: "apiKey", authorization: `Bearer ${apiKey}`, secrets: [apiKey] };
    }
    if (!scopedKey) throw new ConfigurationError(missingKey(settings));
    const organizationId = settings.get("organizationId");
    if (!organizationId) {
        const why = "a partner or deployment key needs the id of its organization";
        const meant = settings.didYouMean(["organizationId"]);
        throw new ConfigurationError(`${why}.${meant} Set it: ${settings.howToSet("organizationId")}`);
    }
    // The message does not repeat it: it may be a key in the wrong place.
    if (uuidProblem(organizationId) !== undefined) throw settings.refuse("organizationId", "is not a UUID");
    const encoded = Buffer.from(`${organizationId}:${scopedKey}`).toString("base64");
    const secrets = [scopedKey, encoded];
    return { setting: scopedSetting, authorization: `Basic ${encoded}`, secrets, organizationId };
}

function missingKey(settings: Settings): string {
    if (settings.isExplicit) return MISSING_ARGUMENT;
    const missing = `there is no Polytomic API key.${settings.didYouMean([...SECRET_SETTINGS])}`;
    return settings.hasStack
        ? `${missing} Set one with ${configCommand("apiKey")} (it asks for the key), or in the environment: export ` +
              `${SETTINGS.apiKey}=…`
        : `${missing} Set one in the environment: export ${SETTINGS.apiKey}=… With the key of a stack: ` +
              `${SETTINGS.apiKey}=$(pulumi config get polytomic:apiKey) npx pulumi-polytomic …, and in the same way ` +
              `${SETTINGS.deploymentUrl} if the stack has polytomic:deploymentUrl.`;
}

/** The address may be given without a protocol, as in `polytomic.example.com`, and with the `/api` of each path. */
function baseUrlFrom(settings: Settings): string {
    const text = settings.get("deploymentUrl") ?? DEFAULT_DEPLOYMENT_URL;
    const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
    const url = URL.canParse(full) ? new URL(full) : undefined;
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password)
        return url.origin + url.pathname.replace(/\/+$/, "").replace(/\/+api$/i, "");
    throw settings.refuse(
        "deploymentUrl",
        "is not an address: it takes a host or an http(s) address without user or password, as in " +
            DEFAULT_DEPLOYMENT_URL,
    );
}

function maxConcurrentRequestsFrom(settings: Settings): number {
    const text = settings.get("maxConcurrentRequests");
    const number = text === undefined ? DEFAULT_MAX_CONCURRENT_REQUESTS : Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= MOST_CONCURRENT_REQUESTS) return number;
    throw settings.refuse(
        "maxConcurrentRequests",
        `is ${JSON.stringify(text)}, and takes a whole number from 1 to ${MOST_CONCURRENT_REQUESTS}`,
    );
}
