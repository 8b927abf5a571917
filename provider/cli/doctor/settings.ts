import { ConfigurationError, LifecycleError } from "../../api/errors.js";
import { isLoopback, unencrypted } from "../../api/origin.js";
import { keysOf } from "../../model/objects.js";
import { SECRET_SETTINGS, SETTINGS, type Setting } from "../../model/settings.js";
import { failed, ok, warning, type Check, type Finding } from "./check.js";
import type { Session, StackSetting } from "./session.js";

/** Where a setting comes from. */
type Source = "environment" | "stack";

function sourceOf(setting: Setting, config: Readonly<Record<string, StackSetting>>): Source | undefined {
    if (process.env[SETTINGS[setting]]?.trim()) return "environment";
    return config[`polytomic:${setting}`]?.value?.trim() ? "stack" : undefined;
}

async function checkSettings(session: Session): Promise<Finding> {
    const { stack } = session.options;
    const config = await session.config();
    const sources = keysOf(SETTINGS).flatMap((setting) => {
        const source = sourceOf(setting, config);
        return source === undefined ? [] : [[setting, source] as const];
    });
    const facts = Object.fromEntries(sources);
    try {
        await session.link();
    } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        const hint = stack === undefined ? " Where a stack has the key, name the stack: --stack <name>." : "";
        return { ...failed("use the settings", new LifecycleError(`${error.message}.${hint}`)), facts };
    }
    const isClear = (setting: Setting) =>
        SECRET_SETTINGS.has(setting) && config[`polytomic:${setting}`]?.secret === false;
    const clear = keysOf(SETTINGS).filter(isClear);
    if (clear.length > 0)
        return warning(
            `The stack's configuration has ${clear.join(" and ")} in clear: make a new key, and set it with ` +
                `\`pulumi config set --secret polytomic:${clear[0] ?? ""}\`.`,
            { ...facts, clear },
        );
    const texts = sources.map(([setting, source]) =>
        source === "environment"
            ? `${setting} from ${SETTINGS[setting]}${overrides(setting, config)}`
            : `${setting} from stack ${stack ?? ""}`,
    );
    return ok(`Settings: ${texts.join(", ")}.`, facts);
}

const overrides = (setting: Setting, config: Readonly<Record<string, StackSetting>>) =>
    config[`polytomic:${setting}`] === undefined ? "" : ", which overrides the stack's";

async function checkAddress(session: Session): Promise<Finding> {
    const { connection } = await session.link();
    const { baseUrl } = connection.origin;
    const { protocol } = new URL(baseUrl);
    const isLocal = isLoopback(baseUrl);
    const facts = { protocol: protocol.slice(0, -1), isLocal };
    return protocol === "http:" && !isLocal
        ? warning(`Address: ${unencrypted(connection.origin)}`, facts)
        : ok(`Address: ${baseUrl}.`, facts);
}

/** Which settings apply, and whether they are usable. */
export const SETTINGS_CHECKS: readonly Check<Session>[] = [
    { name: "settings", run: checkSettings },
    { name: "address", needs: ["settings"], run: checkAddress },
];
