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

/** Other spellings of a setting in the stack's configuration, where case counts: `apikey`, `api-key`, `API_KEY`, … */
export function misspellingsOf(setting: Setting): string[] {
    const words = setting.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
    const joined = ["", "-", "_"].map((mark) => words.join(mark));
    const pascal = setting.charAt(0).toUpperCase() + setting.slice(1);
    const all = [...joined, ...joined.map((name) => name.toUpperCase()), pascal, SETTINGS[setting]];
    return [...new Set(all)].filter((name) => name !== setting);
}

/** The provider input by which `polytomic.Provider` says that its arguments alone count. State holds it: never change it. */
export const EXPLICIT_PROVIDER = "polytomic:explicitProvider";
