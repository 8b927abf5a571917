/** The settings of an account: names in the stack's configuration (`polytomic:…`), with their environment variables. */
export const SETTINGS = {
    apiKey: "POLYTOMIC_API_KEY",
    organizationId: "POLYTOMIC_ORGANIZATION_ID",
    partnerKey: "POLYTOMIC_PARTNER_KEY",
    deploymentApiKey: "POLYTOMIC_DEPLOYMENT_KEY",
    deploymentUrl: "POLYTOMIC_DEPLOYMENT_URL",
    maxConcurrentRequests: "POLYTOMIC_MAX_CONCURRENT_REQUESTS",
} as const;

/** The name of a setting. */
export type Setting = keyof typeof SETTINGS;

/** The settings that Pulumi must encrypt. */
export const SECRET_SETTINGS: ReadonlySet<Setting> = new Set(["apiKey", "partnerKey", "deploymentApiKey"]);

/** The provider input by which `polytomic.Provider` says that its arguments alone count. State holds it: never change it. */
export const EXPLICIT_PROVIDER = "polytomic:explicitProvider";
