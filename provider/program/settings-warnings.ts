import * as pulumi from "@pulumi/pulumi";
import { keysOf, parseJson } from "../model/objects.js";
import { misspellingsOf, SECRET_SETTINGS, SETTINGS, type Setting } from "../model/settings.js";

/** The runs whose settings have been looked at. One process may run several programs. */
const seen = new WeakSet<object>();

/** Warns, once in a run, of settings in the stack's configuration that are not read or not encrypted. */
export function warnOfSettings(): void {
    const run: unknown = pulumi.runtime.getMonitor();
    if (typeof run !== "object" || run === null || seen.has(run)) return;
    seen.add(run);
    for (const warning of warningsIn(pulumi.runtime.allConfig(), process.env["PULUMI_CONFIG_SECRET_KEYS"]))
        void pulumi.log.warn(warning);
}

/**
 * What is wrong with the settings in a stack's configuration, in sentences.
 *
 * @param secretKeys The JSON list in which Pulumi's language host names the encrypted ones; undefined where there is none.
 */
export function warningsIn(
    config: Readonly<Record<string, string>>,
    secretKeys: string | undefined,
): string[] {
    const encrypted = parseJson(secretKeys ?? "");
    const isClear = (setting: Setting) =>
        SECRET_SETTINGS.has(setting) &&
        Array.isArray(encrypted) &&
        Object.hasOwn(config, `polytomic:${setting}`) &&
        !encrypted.includes(`polytomic:${setting}`);
    const settings = keysOf(SETTINGS);
    const misspelled = settings.flatMap((setting) =>
        misspellingsOf(setting)
            .filter((name) => Object.hasOwn(config, `polytomic:${name}`))
            .map((name) => `polytomic:${name} of the stack is not read: did you mean polytomic:${setting}?`),
    );
    return [...misspelled, ...settings.filter(isClear).map(notEncrypted)];
}

const notEncrypted = (setting: Setting) =>
    `polytomic:${setting} of the stack is not encrypted, in its configuration and in state. Make a new key, and set it with ` +
    `\`pulumi config set --secret polytomic:${setting}\`.`;
