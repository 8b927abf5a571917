import { z } from "zod";
import { Account } from "../../api/account.js";
import { connectionFrom, type Connection } from "../../api/credentials.js";
import { Deadline } from "../../api/deadline.js";
import { LifecycleError, messageOf } from "../../api/errors.js";
import { OWNER_PATH } from "../../api/paths.js";
import { Probe, type Observation } from "../../api/transport/probe.js";
import type { BulkSync } from "../../api/schemas.js";
import { parseJson } from "../../model/objects.js";
import { runPulumi } from "./installation.js";
import { lookAt, type Look } from "./look.js";
import type { Trial } from "./trial.js";

/** The command's options. main.ts describes them. */
export interface DoctorOptions {
    readonly stack?: string;
    readonly write?: string;
    readonly yes: boolean;
    readonly json: boolean;
}

/** How the checks reach Polytomic. */
export interface Link {
    readonly connection: Connection;
    readonly probe: Probe;
    readonly account: Account;
}

/** A setting in the stack's configuration. */
export interface StackSetting {
    readonly value?: string | undefined;
    readonly secret: boolean;
}

const configSchema = z.record(
    z.string(),
    z.object({ value: z.string().optional(), secret: z.boolean().default(false) }),
);

/** What the checks share: each is read once, when the first check asks for it. */
export class Session {
    /** The schedule that the command makes, if it makes one. */
    trial: Trial | undefined;
    /** What must not be printed. */
    secrets: readonly string[] = [];

    constructor(
        readonly options: DoctorOptions,
        readonly signal: AbortSignal,
    ) {}

    /** The stack's configuration. */
    readonly config = once(async (): Promise<Readonly<Record<string, StackSetting>>> => {
        const { stack } = this.options;
        if (stack === undefined) return {};
        const args = ["config", "--json", "--show-secrets", "--stack", stack];
        const text = await runPulumi(args).catch((error: unknown) => {
            // The first line is the command.
            const reason = messageOf(error).trim().split("\n").slice(1).join(" ");
            throw new LifecycleError(
                `can't read the configuration of stack ${stack}: ${reason || "`pulumi config` failed"}`,
            );
        });
        return configSchema.parse(parseJson(text));
    });

    /** How to reach Polytomic. Throws a ConfigurationError for unusable settings. */
    readonly link = once(async (): Promise<Link> => {
        const config = await this.config();
        const hasStack = this.options.stack !== undefined;
        const readConfig = hasStack ? (key: string) => config[key]?.value : undefined;
        const connection = connectionFrom(readConfig, process.env);
        this.secrets = connection.secrets;
        // The checks show the warnings about settings.
        const account = new Account(readConfig, process.env, () => undefined);
        return { connection, probe: new Probe(connection), account };
    });

    /** The first request, which asks for the key's owner. */
    readonly first = once(async (): Promise<Observation> => {
        const { probe } = await this.link();
        return probe.send({ method: "GET", path: OWNER_PATH });
    });

    /** The bulk syncs, with their schedules. */
    readonly bulkSyncs = once(async (): Promise<readonly BulkSync[]> => {
        const { account } = await this.link();
        const listed = await account.listBulkSyncs(undefined, new Deadline());
        // Perhaps the list does not show schedules.
        if (listed.some(hasSchedules)) return listed;
        return Promise.all(listed.map(({ id = "" }) => account.bulkSyncs.get(id, new Deadline())));
    });

    /** Two bulk syncs as they arrive: one that has schedules, and one that has none. */
    readonly samples = once(async (): Promise<readonly Look[]> => {
        const { probe } = await this.link();
        const syncs = await this.bulkSyncs();
        const chosen = [syncs.find(hasSchedules), syncs.find((sync) => !hasSchedules(sync))];
        return Promise.all(
            chosen.flatMap((sync) => (sync?.id === undefined ? [] : [lookAt(sync.id, probe)])),
        );
    });
}

/** Whether a bulk sync lists schedules. */
export const hasSchedules = ({ schedules, hasUnidentified }: BulkSync): boolean =>
    schedules.length > 0 || hasUnidentified === true;

function once<T>(make: () => T): () => T {
    let made: { readonly value: T } | undefined;
    return () => (made ??= { value: make() }).value;
}
