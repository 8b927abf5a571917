/** What lookup functions return. Loaded on first use, since it is what needs the API. */

import { distance } from "fastest-levenshtein";
import { Account } from "../../api/account.js";
import type { ReadConfig } from "../../api/settings.js";
import { Deadline } from "../../api/deadline.js";
import { explain, failTo, LifecycleError } from "../../api/errors.js";
import type { Execution } from "../../api/executions.js";
import type { BulkSync } from "../../api/schemas.js";
import { withoutUndefined } from "../../model/objects.js";
import { formatResourceId } from "../../model/resource-id.js";
import { notAllowed, uuidProblem } from "../../model/validation/values.js";
import { isStartedByCli } from "../loader.js";
import type {
    BulkSyncExecutionFacts,
    GetBulkSyncExecutionsResult,
    GetBulkSyncResult,
    GetBulkSyncSchedulesResult,
    GetBulkSyncsResult,
    GetBulkSyncStatusResult,
} from "./types.js";

/** What each lookup function returns, by its name. */
export interface LookupResults {
    readonly getBulkSync: GetBulkSyncResult;
    readonly getBulkSyncs: GetBulkSyncsResult;
    readonly getBulkSyncSchedules: GetBulkSyncSchedulesResult;
    readonly getBulkSyncStatus: GetBulkSyncStatusResult;
    readonly getBulkSyncExecutions: GetBulkSyncExecutionsResult;
}

/** What lookup functions need of an account. */
export interface Reads extends Pick<Account, "listBulkSyncs" | "listSchedules"> {
    readonly bulkSyncs: Pick<Account["bulkSyncs"], "get">;
    readonly executions: Pick<Account["executions"], "list" | "status">;
}

/** Takes unchecked arguments, since the program may be JavaScript. */
type Lookup<Result> = (account: Reads, args: Readonly<Record<string, unknown>>) => Promise<Result>;

/** The lookup functions. They throw errors that users can act on. */
export const LOOKUPS: { readonly [Name in keyof LookupResults]: Lookup<LookupResults[Name]> } = {
    getBulkSync: async (account, { id, name }) => {
        if ((id === undefined) === (name === undefined))
            throw new LifecycleError("getBulkSync takes either `id` or `name`.");
        if (id === undefined) return findByName(account, name);
        const syncId = uuid("`id` of getBulkSync", id);
        return resultOf(
            await account.bulkSyncs.get(syncId, new Deadline()).catch(failTo(`look up bulk sync ${syncId}`)),
            syncId,
        );
    },

    getBulkSyncs: async (account, { active }) => {
        if (active !== undefined && typeof active !== "boolean")
            throw new LifecycleError(`\`active\` of getBulkSyncs: ${notAllowed(active, "true or false")}`);
        const syncs = await account
            .listBulkSyncs(active, new Deadline())
            .catch(failTo("look up the bulk syncs of the account"));
        return { syncs: syncs.map((sync) => resultOf(sync)) };
    },

    getBulkSyncSchedules: async (account, args) => {
        const syncId = uuid("`syncId` of getBulkSyncSchedules", args["syncId"]);
        const found = await account
            .listSchedules(syncId, new Deadline())
            .catch(failTo(`look up the schedules of bulk sync ${syncId}`));
        const schedules = found.map((schedule) => ({
            ...schedule,
            syncId,
            id: formatResourceId({ ...schedule, syncId }),
        }));
        return { schedules };
    },

    getBulkSyncStatus: async (account, args) => {
        const syncId = uuid("`syncId` of getBulkSyncStatus", args["syncId"]);
        const [{ active }, status] = await Promise.all([
            account.bulkSyncs.get(syncId, new Deadline()),
            account.executions.status(syncId, new Deadline()),
        ]).catch(failTo(`look up the status of bulk sync ${syncId}`));
        const { currentExecution: current, lastExecution: last } = status;
        return withoutUndefined({
            ...status,
            active,
            currentExecution: current && factsOf(current),
            lastExecution: last && factsOf(last),
        });
    },

    getBulkSyncExecutions: async (account, args) => {
        const syncId = uuid("`syncId` of getBulkSyncExecutions", args["syncId"]);
        const { limit = 10 } = args;
        if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > 1_000)
            throw new LifecycleError(
                `\`limit\` of getBulkSyncExecutions: ${notAllowed(limit, "a whole number from 1 to 1000")}`,
            );
        const executions = await account.executions
            .list(syncId, limit, new Deadline())
            .catch(failTo(`look up the executions of bulk sync ${syncId}`));
        return { executions: executions.map(factsOf) };
    },
};

const factsOf = ({ id = "", ...execution }: Execution): BulkSyncExecutionFacts => ({
    executionId: id,
    ...execution,
});

async function findByName(account: Reads, name: unknown): Promise<GetBulkSyncResult> {
    if (typeof name !== "string" || name === "")
        throw new LifecycleError(
            `\`name\` of getBulkSync: ${notAllowed(name, "the exact name of a bulk sync")}`,
        );
    const what = `bulk sync ${JSON.stringify(name)}`;
    const list = (isNew: boolean) =>
        account.listBulkSyncs(undefined, new Deadline(), isNew).catch(failTo(`look up ${what}`));
    let syncs = await list(false);
    if (!syncs.some((sync) => sync.name === name)) syncs = await list(true);
    const found = syncs.filter((sync) => sync.name === name);
    const [first] = found;
    if (first !== undefined && found.length === 1) return resultOf(first);
    const ids = found.map(({ id }) => id).join(", ");
    const reason =
        first === undefined
            ? noneOf(name, syncs)
            : `there are ${found.length} of this name, with the ids ${ids}. Rename all but one of them in Polytomic, or ` +
              "say which one is meant by its id: getBulkSync({ id }).";
    throw new LifecycleError(`could not look up ${what}: ${reason}`);
}

function noneOf(name: string, syncs: readonly BulkSync[]): string {
    const names = [...new Set(syncs.flatMap((sync) => sync.name ?? []))];
    if (names.length === 0)
        return "the account has no bulk sync. Check that the API key belongs to its organization.";
    const distanceTo = (other: string) => distance(name.toLowerCase(), other.toLowerCase());
    const nearest = names.sort((a, b) => distanceTo(a) - distanceTo(b)).slice(0, 3);
    const quoted = nearest.map((other) => JSON.stringify(other)).join(", ");
    return `none of the account's ${syncs.length} has this name, which must be exact. The nearest: ${quoted}.`;
}

function resultOf(sync: BulkSync, id = ""): GetBulkSyncResult {
    return withoutUndefined({
        ...sync,
        schedules: undefined,
        hasUnidentified: undefined,
        id: sync.id ?? id,
        name: sync.name ?? "",
    });
}

function uuid(argument: string, value: unknown): string {
    const problem = uuidProblem(value);
    if (problem === undefined) return String(value);
    throw new LifecycleError(`${argument}: ${problem}`);
}

/** For a program of the Automation API, which runs in its user's process. */
const NOT_IN_WORKSPACE =
    " It sees the environment of this process, not the `envVars` of the Automation API's workspace: set the stack's " +
    "configuration, or pass a polytomic.Provider.";

/** By run and provider. One process may run several programs, one after another. */
const accounts = new WeakMap<object, Map<unknown, Account>>();

/** The account of a provider, or of the stack without one. It keeps what it reads until the run ends. */
export function accountOfRun(run: object, provider: unknown, readConfig: ReadConfig): Account {
    const ofRun = accounts.get(run) ?? new Map<unknown, Account>();
    try {
        const account = ofRun.get(provider) ?? new Account(readConfig, process.env);
        accounts.set(run, ofRun.set(provider, account));
        return account;
    } catch (error) {
        const { message } = explain("ask Polytomic", error);
        throw new LifecycleError(
            `${message} A lookup function runs with the program, so that it needs a key in a preview too.` +
                (isStartedByCli() ? "" : NOT_IN_WORKSPACE),
        );
    }
}
