/** Where the settings come from, which of them win, and what credentials look like on the wire. */

import { ConfigurationError } from "./errors.js";

export const DEFAULT_DEPLOYMENT_URL = "https://app.polytomic.com";
export const DEFAULT_MAX_CONCURRENT_REQUESTS = 10;
const MOST_CONCURRENT_REQUESTS = 100;

/** Each setting by its name in the stack's configuration (`polytomic:…`), and the environment variable of the same. */
const SETTINGS = {
    apiKey: "POLYTOMIC_API_KEY",
    organizationId: "POLYTOMIC_ORGANIZATION_ID",
    partnerKey: "POLYTOMIC_PARTNER_KEY",
    deploymentApiKey: "POLYTOMIC_DEPLOYMENT_KEY",
    deploymentUrl: "POLYTOMIC_DEPLOYMENT_URL",
    maxConcurrentRequests: "POLYTOMIC_MAX_CONCURRENT_REQUESTS",
} as const;
const SECRETS: ReadonlySet<Setting> = new Set(["apiKey", "partnerKey", "deploymentApiKey"]);
export type Setting = keyof typeof SETTINGS;

/** The provider input by which `polytomic.Provider` says that its arguments alone count. */
export const EXPLICIT_PROVIDER = "polytomic:explicitProvider";

export type ReadConfig = (key: string) => string | undefined;
export type Environment = Readonly<Record<string, string | undefined>>;

/** How to reach Polytomic, and as whom. Never to be logged, stored or put into an error. */
export interface Connection {
    readonly baseUrl: string;
    readonly authorization: string;
    /** What must not appear in any message. */
    readonly secrets: readonly string[];
    /** The organization that the credentials name themselves, which only organization-scoped ones do. */
    readonly organizationId?: string;
    /** Whether all of it comes from the arguments of a `polytomic.Provider`. */
    readonly isExplicit?: boolean;
    /** How many requests may run at once. */
    readonly maxConcurrentRequests: number;
}

interface Value {
    readonly text: string;
    readonly source: "environment" | "configuration";
}
type Values = Partial<Record<Setting, Value>>;

/**
 * The connection that the settings describe. An explicit provider's arguments count alone; otherwise the environment
 * wins over the stack's configuration, since refresh and destroy run with the configuration of the last `up` and a
 * rotated key must be able to come from outside.
 */
export function connectionFrom(readConfig: ReadConfig, environment: Environment): Connection {
    const isExplicit = readConfig(EXPLICIT_PROVIDER) !== undefined;
    const values = readValues(readConfig, isExplicit ? {} : environment);
    const howToSet = isExplicit ? asArgument : asSetting;
    return {
        baseUrl: baseUrlFrom(values.deploymentUrl?.text ?? DEFAULT_DEPLOYMENT_URL, howToSet),
        maxConcurrentRequests: numberFrom(values.maxConcurrentRequests?.text, howToSet),
        ...credentialsFrom(values, howToSet),
        ...(isExplicit ? { isExplicit } : {}),
    };
}

function readValues(readConfig: ReadConfig, environment: Environment): Values {
    const values: Values = {};
    for (const setting of Object.keys(SETTINGS) as Setting[]) {
        const fromEnvironment = environment[SETTINGS[setting]]?.trim();
        const fromConfiguration = readConfig(`polytomic:${setting}`)?.trim();
        if (fromEnvironment) values[setting] = { text: fromEnvironment, source: "environment" };
        else if (fromConfiguration) values[setting] = { text: fromConfiguration, source: "configuration" };
    }
    return values;
}

/** Where a user gives a setting its value. */
type HowToSet = (setting: Setting) => string;

const asArgument: HowToSet = (setting) => `give the resource's polytomic.Provider \`${setting}\``;
const asSetting: HowToSet = (setting) => {
    return `\`pulumi config set ${SECRETS.has(setting) ? "--secret " : ""}polytomic:${setting}\`, or export ${SETTINGS[setting]}=…`;
};

type Credentials = Omit<Connection, "baseUrl" | "isExplicit" | "maxConcurrentRequests">;

function credentialsFrom(values: Values, howToSet: HowToSet): Credentials {
    const scopedKey = values.partnerKey ?? values.deploymentApiKey;
    const { apiKey, organizationId } = values;
    if (apiKey && (!scopedKey || apiKey.source === "environment" || scopedKey.source === "configuration")) {
        return userCredentials(apiKey.text, howToSet);
    }
    if (scopedKey && organizationId)
        return organizationCredentials(organizationId.text, scopedKey.text, howToSet);
    if (scopedKey) {
        const why = "a partner or deployment key needs the id of its organization";
        throw new ConfigurationError(`${why}. Set it: ${howToSet("organizationId")}`);
    }
    throw new ConfigurationError(howToSet === asArgument ? MISSING_ARGUMENT : MISSING_KEY);
}

const MISSING_KEY =
    "there is no Polytomic API key. Set one with `pulumi config set --secret polytomic:apiKey` (it asks for the key), " +
    "or in the environment: export POLYTOMIC_API_KEY=…";
const MISSING_ARGUMENT =
    "the polytomic.Provider of this resource has no API key: give it `apiKey`, or `organizationId` with `partnerKey` " +
    "or `deploymentApiKey`";

function userCredentials(apiKey: string, howToSet: HowToSet): Credentials {
    assertPrintable("apiKey", apiKey, howToSet);
    return { authorization: `Bearer ${apiKey}`, secrets: [apiKey] };
}

function organizationCredentials(organizationId: string, key: string, howToSet: HowToSet): Credentials {
    assertPrintable("organizationId", organizationId, howToSet);
    const encoded = Buffer.from(`${organizationId}:${key}`).toString("base64");
    return { authorization: `Basic ${encoded}`, secrets: [key, encoded], organizationId };
}

// A header can hold nothing else, and a space inside is a slip of the clipboard.
function assertPrintable(setting: Setting, value: string, howToSet: HowToSet): void {
    if (/^[\x21-\x7e]+$/.test(value)) return;
    const problem = `holds a space, a line break or a character that no ${setting === "organizationId" ? "id" : "key"} has`;
    throw new ConfigurationError(`the Polytomic ${setting} ${problem}. Set it again: ${howToSet(setting)}`);
}

/** The address of a deployment, which may be given bare, as in `polytomic.example.com`. */
export function baseUrlFrom(text: string, howToSet: HowToSet = asSetting): string {
    const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
    const usable = url && ["https:", "http:"].includes(url.protocol) && !url.username && !url.password;
    if (!usable) {
        throw new ConfigurationError(
            "the Polytomic deploymentUrl is not an address: it takes a host or an http(s) address without user or " +
                `password, as in ${DEFAULT_DEPLOYMENT_URL}. Set it again: ${howToSet("deploymentUrl")}`,
        );
    }
    return url.origin + url.pathname.replace(/\/+$/, "");
}

function numberFrom(text: string | undefined, howToSet: HowToSet): number {
    if (text === undefined) return DEFAULT_MAX_CONCURRENT_REQUESTS;
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= MOST_CONCURRENT_REQUESTS) return number;
    throw new ConfigurationError(
        `the Polytomic maxConcurrentRequests ${JSON.stringify(text)} is not allowed: it takes a whole number from 1 to ` +
            `${MOST_CONCURRENT_REQUESTS}. Set it again: ${howToSet("maxConcurrentRequests")}`,
    );
}

function parseUrl(text: string): URL | undefined {
    return URL.canParse(text) ? new URL(text) : undefined;
}
