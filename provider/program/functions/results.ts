/** What the look-ups answer. Refuses arguments that make no sense, and says what there is where nothing fits. */

import { distance } from "fastest-levenshtein";
import { uuidProblem } from "../../model/validation/values.js";
import { formatResourceId } from "../../model/resource-id.js";
import type { BulkSync } from "../../api/schemas.js";
import { explain, LifecycleError } from "../../api/errors.js";
import type { GetBulkSyncResult, GetBulkSyncSchedulesResult, GetBulkSyncsResult } from "./types.js";
import { AccountReader } from "../../api/account.js";

/** Arguments as a program gives them, which may be JavaScript. */
export type Arguments = Readonly<Record<string, unknown>>;
/** What a look-up needs of an account. */
export type Reads = Pick<AccountReader, "bulkSync" | "bulkSyncs" | "schedules">;
type Answer<T> = (account: Reads, args: Arguments) => Promise<T>;

export const bulkSync: Answer<GetBulkSyncResult> = async (account, { id, name }) => {
    if ((id === undefined) === (name === undefined)) throw refused("getBulkSync takes either `id` or `name`");
    if (name !== undefined) return byName(account, textIn("getBulkSync", "name", name));
    const syncId = uuidIn("getBulkSync", "id", id);
    return explaining(`bulk sync ${syncId}`, async () => resultOf(await account.bulkSync(syncId), syncId));
};

export const bulkSyncs: Answer<GetBulkSyncsResult> = (account, { active }) => {
    if (active !== undefined && typeof active !== "boolean")
        throw refused(`getBulkSyncs takes true or false as \`active\`, not ${shown(active)}`);
    return explaining("the bulk syncs of the account", async () => ({
        syncs: (await account.bulkSyncs(active)).map((sync) => resultOf(sync)),
    }));
};

export const bulkSyncSchedules: Answer<GetBulkSyncSchedulesResult> = (account, args) => {
    const syncId = uuidIn("getBulkSyncSchedules", "syncId", args["syncId"]);
    return explaining(`the schedules of bulk sync ${syncId}`, async () => ({
        schedules: (await account.schedules(syncId)).map((schedule) => ({
            ...schedule,
            syncId,
            id: formatResourceId({ syncId, scheduleId: schedule.scheduleId }),
        })),
    }));
};

async function byName(account: Reads, name: string): Promise<GetBulkSyncResult> {
    const asked = `bulk sync ${JSON.stringify(name)}`;
    const syncs = await explaining(asked, () => account.bulkSyncs());
    const [found, ...others] = syncs.filter((sync) => sync.name === name);
    if (found === undefined) throw new LifecycleError(`could not look up ${asked}: ${noneOf(name, syncs)}`);
    if (others.length === 0) return resultOf(found);
    const ids = [found, ...others].map(({ id }) => id ?? "").join(", ");
    throw new LifecycleError(
        `could not look up ${asked}: there are ${others.length + 1} of this name, with the ids ${ids}. Rename all but ` +
            "one of them in Polytomic, or say which one is meant by its id: getBulkSync({ id }).",
    );
}

const MOST_NAMES = 3;

function noneOf(name: string, syncs: readonly BulkSync[]): string {
    const names = [...new Set(syncs.flatMap((sync) => sync.name ?? []))];
    if (names.length === 0)
        return "the account has no bulk sync. Check that the API key belongs to its organization.";
    const lower = name.toLowerCase();
    const farness = (other: string) => distance(lower, other.toLowerCase());
    const nearest = names.sort((a, b) => farness(a) - farness(b)).slice(0, MOST_NAMES);
    return (
        `none of the account's ${syncs.length} has this name, which must be exact. The nearest: ` +
        `${nearest.map((other) => JSON.stringify(other)).join(", ")}.`
    );
}

function resultOf(sync: BulkSync, id = ""): GetBulkSyncResult {
    const facts = Object.fromEntries(Object.entries(sync).filter(([name]) => name !== "schedules"));
    return { ...facts, id: sync.id ?? id, name: sync.name ?? "" };
}

async function explaining<T>(what: string, read: () => Promise<T>): Promise<T> {
    try {
        return await read();
    } catch (error) {
        throw explain(`look up ${what}`, error);
    }
}

function textIn(look: string, property: string, value: unknown): string {
    if (typeof value === "string" && value !== "") return value;
    throw refused(`${look} takes a text as \`${property}\`, not ${shown(value)}`);
}

function uuidIn(look: string, property: string, value: unknown): string {
    const text = textIn(look, property, value);
    const problem = uuidProblem(text);
    if (problem === undefined) return text;
    throw refused(`\`${property}\` of ${look}: ${problem.replace(/\.$/, "")}`);
}

function shown(value: unknown): string {
    if (value === "") return "an empty one";
    if (value === undefined) return "nothing";
    return typeof value === "string" ? JSON.stringify(value) : `a value of type ${typeof value}`;
}

const refused = (problem: string) => new LifecycleError(`${problem}.`);
