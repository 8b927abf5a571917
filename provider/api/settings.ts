/** Reads single settings, and knows where each comes from. */

import {
    EXPLICIT_PROVIDER,
    misspellingsOf,
    SECRET_SETTINGS,
    SETTINGS,
    type Setting,
} from "../model/settings.js";
import { ConfigurationError } from "./errors.js";
import { nameOf, type Override, type Place } from "./origin.js";

/** Reads a value of the stack's configuration by its full name, such as `polytomic:apiKey`. */
export type ReadConfig = (key: string) => string | undefined;
/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of an account. The arguments of a `polytomic.Provider` count alone. Otherwise the environment wins over the
 * configuration: refresh and destroy use that of the last `up`, which may have an old key.
 */
export class Settings {
    /** Whether all settings are the arguments of a `polytomic.Provider`. */
    readonly isExplicit: boolean;
    /** Whether Pulumi runs this. */
    readonly hasStack: boolean;
    private readonly environment: Environment;
    private readonly readConfig: ReadConfig;

    /** @param readConfig Undefined on the command line, where only the environment counts. */
    constructor(readConfig: ReadConfig | undefined, environment: Environment) {
        this.hasStack = readConfig !== undefined;
        this.readConfig = readConfig ?? (() => undefined);
        this.isExplicit = this.readConfig(EXPLICIT_PROVIDER) !== undefined;
        this.environment = this.isExplicit ? {} : environment;
    }

    get(setting: Setting): string | undefined {
        return this.fromEnvironment(setting) ?? this.fromStack(setting);
    }

    fromEnvironment(setting: Setting): string | undefined {
        return this.environment[SETTINGS[setting]]?.trim() || undefined;
    }

    /** Where the value of a setting comes from. */
    placeOf(setting: Setting): Place {
        if (this.fromEnvironment(setting) !== undefined) return { setting, source: "environment" };
        if (this.fromStack(setting) === undefined) return { setting, source: "default" };
        return { setting, source: this.isExplicit ? "provider" : "stack" };
    }

    /** The settings of the stack in whose place the environment's count, of those that are in use and of all keys. */
    overridesOf(inUse: readonly Setting[]): Override[] {
        const keys = [...SECRET_SETTINGS];
        return inUse
            .filter((winner) => this.fromEnvironment(winner) !== undefined)
            .flatMap((winner) =>
                (SECRET_SETTINGS.has(winner) ? keys : [winner]).map((loser) => ({ winner, loser })),
            )
            .filter(({ winner, loser }) => {
                const lost = this.fromStack(loser);
                return lost !== undefined && lost !== this.fromEnvironment(winner);
            });
    }

    /** How to set a setting, where it is set now. */
    howToSet(setting: Setting): string {
        const { source } = this.placeOf(setting);
        if (this.isExplicit) return `give the resource's polytomic.Provider \`${setting}\``;
        const [config, variable] = [configCommand(setting), `export ${SETTINGS[setting]}=…`];
        if (source === "environment" || !this.hasStack) return variable;
        return `${config}, or ${variable}`;
    }

    refuse(setting: Setting, problem: string): ConfigurationError {
        const name = nameOf(this.placeOf(setting), this.hasStack);
        return new ConfigurationError(`${name} ${problem}. Set it again: ${this.howToSet(setting)}`);
    }

    /** What the stack may have meant as a setting, as a sentence; empty where there is nothing of the kind. */
    didYouMean(settings: readonly Setting[]): string {
        for (const setting of settings)
            for (const name of misspellingsOf(setting))
                if (this.readConfig(`polytomic:${name}`) !== undefined) return ` ${ignored(name, setting)}`;
        return "";
    }

    private fromStack(setting: Setting): string | undefined {
        return this.readConfig(`polytomic:${setting}`)?.trim() || undefined;
    }
}

const ignored = (name: string, setting: Setting) =>
    `The stack's configuration has polytomic:${name}, which is not read: did you mean polytomic:${setting}?`;

/** The command that sets a setting of the stack. */
export const configCommand = (setting: Setting): string =>
    `\`pulumi config set ${SECRET_SETTINGS.has(setting) ? "--secret " : ""}polytomic:${setting}\``;
