/** Reads the settings, and turns them into what requests need. */

import { EXPLICIT_PROVIDER, SECRET_SETTINGS, SETTINGS, type Setting } from "../model/settings.js";
import { uuidProblem } from "../model/validation/values.js";
import { ConfigurationError } from "./errors.js";

const DEFAULT_DEPLOYMENT_URL = "https://app.polytomic.com";
const DEFAULT_MAX_CONCURRENT_REQUESTS = 10;
const MOST_CONCURRENT_REQUESTS = 100;

const MISSING_KEY =
    "there is no Polytomic API key. Set one with `pulumi config set --secret polytomic:apiKey` (it asks for the key), " +
    "or in the environment: export POLYTOMIC_API_KEY=…";
const MISSING_ARGUMENT =
    "the polytomic.Provider of this resource has no API key: give it `apiKey`, or `organizationId` with `partnerKey` " +
    "or `deploymentApiKey`";

/** Reads a value of the stack's configuration by its full name, such as `polytomic:apiKey`. */
export type ReadConfig = (key: string) => string | undefined;
/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How to reach Polytomic, and as whom. Never log it, store it or put it into an error. */
export interface Connection {
    readonly baseUrl: string;
    /** The header of that name. */
    readonly authorization: string;
    /** What must not appear in any message. */
    readonly secrets: readonly string[];
    /** Whether the key is a partner key. */
    readonly isPartnerKey?: boolean;
    /** The organization that the credentials name; a user's key names none. */
    readonly organizationId?: string;
    /** Whether all settings are the arguments of a `polytomic.Provider`. */
    readonly isExplicit?: boolean;
    readonly maxConcurrentRequests: number;
}

/**
 * The connection that the settings describe. The arguments of a `polytomic.Provider` count alone. Otherwise the environment
 * wins over the configuration: refresh and destroy use that of the last `up`, which may have an old key.
 */
export function connectionFrom(readConfig: ReadConfig, environment: Environment): Connection {
    const settings = new Settings(readConfig, environment);
    return {
        baseUrl: baseUrlFrom(settings),
        maxConcurrentRequests: maxConcurrentRequestsFrom(settings),
        isExplicit: settings.isExplicit,
        ...credentialsFrom(settings),
    };
}

class Settings {
    readonly isExplicit: boolean;
    private readonly environment: Environment;

    constructor(
        private readonly readConfig: ReadConfig,
        environment: Environment,
    ) {
        this.isExplicit = readConfig(EXPLICIT_PROVIDER) !== undefined;
        this.environment = this.isExplicit ? {} : environment;
    }

    get(setting: Setting): string | undefined {
        return (
            this.fromEnvironment(setting) ?? (this.readConfig(`polytomic:${setting}`)?.trim() || undefined)
        );
    }

    fromEnvironment(setting: Setting): string | undefined {
        return this.environment[SETTINGS[setting]]?.trim() || undefined;
    }

    howToSet(setting: Setting): string {
        if (this.isExplicit) return `give the resource's polytomic.Provider \`${setting}\``;
        const option = SECRET_SETTINGS.has(setting) ? "--secret " : "";
        return `\`pulumi config set ${option}polytomic:${setting}\`, or export ${SETTINGS[setting]}=…`;
    }

    refuse(setting: Setting, problem: string): ConfigurationError {
        return new ConfigurationError(
            `the Polytomic ${setting} ${problem}. Set it again: ${this.howToSet(setting)}`,
        );
    }
}

type Credentials = Pick<Connection, "authorization" | "secrets" | "organizationId" | "isPartnerKey">;

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
        return { authorization: `Bearer ${apiKey}`, secrets: [apiKey] };
    }
    if (!scopedKey) throw new ConfigurationError(settings.isExplicit ? MISSING_ARGUMENT : MISSING_KEY);
    const organizationId = settings.get("organizationId");
    if (!organizationId) {
        const why = "a partner or deployment key needs the id of its organization";
        throw new ConfigurationError(`${why}. Set it: ${settings.howToSet("organizationId")}`);
    }
    // The message does not repeat it: it may be a key in the wrong place.
    if (uuidProblem(organizationId) !== undefined) throw settings.refuse("organizationId", "is not a UUID");
    const encoded = Buffer.from(`${organizationId}:${scopedKey}`).toString("base64");
    const isPartnerKey = scopedSetting === "partnerKey";
    return { authorization: `Basic ${encoded}`, secrets: [scopedKey, encoded], organizationId, isPartnerKey };
}

/** The address may be given without a protocol, as in `polytomic.example.com`. */
function baseUrlFrom(settings: Settings): string {
    const text = settings.get("deploymentUrl") ?? DEFAULT_DEPLOYMENT_URL;
    const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
    const url = URL.canParse(full) ? new URL(full) : undefined;
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password)
        return url.origin + url.pathname.replace(/\/+$/, "");
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
        `${JSON.stringify(text)} is not allowed: it takes a whole number from 1 to ${MOST_CONCURRENT_REQUESTS}`,
    );
}
