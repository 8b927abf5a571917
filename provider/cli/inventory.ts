import { Account, type ExistingSchedule } from "../api/account.js";
import { Deadline } from "../api/deadline.js";
import { LifecycleError } from "../api/errors.js";

/** A bulk sync with its schedules, the default one first. */
export interface FoundSync {
    readonly id: string;
    readonly name: string;
    /** Whether another bulk sync of the account has the same name. */
    readonly isNameTaken: boolean;
    /** Whether its schedules run. Polytomic runs none of an inactive bulk sync. */
    readonly active: boolean;
    readonly schedules: readonly ExistingSchedule[];
}

type NamedSync = Pick<FoundSync, "id" | "name">;

/** Compares names so that `Sync 2` comes before `Sync 10`. */
export const compareNames = new Intl.Collator("en", { numeric: true }).compare;

/** The account of the environment. Lines about its settings and about long waits go to stderr. */
export const openAccount = (): Account =>
    new Account(undefined, process.env, (line) => {
        clearProgress();
        process.stderr.write(`${line}\n`);
    });

/** Reads the wanted bulk syncs with their schedules, ordered by name. On a terminal, shows the progress. */
export async function readInventory(account: Account, wanted: readonly string[]): Promise<FoundSync[]> {
    showProgress("Reading bulk syncs");
    const found = await account.track(() => account.listBulkSyncs(undefined, new Deadline()));
    const syncs = found.map(({ id = "", name = id, active = true }) => ({ id, name, active }));
    const selected = select(syncs, wanted).sort((a, b) => compareNames(a.name, b.name));
    let done = 0;
    return Promise.all(
        selected.map(async ({ id, name, active }) => {
            const schedules = await account.track(() => account.listSchedules(id, new Deadline()));
            showProgress("Reading bulk syncs", ++done, selected.length);
            const isNameTaken = syncs.some((other) => other.name === name && other.id !== id);
            return { id, name, isNameTaken, active, schedules };
        }),
    );
}

/** Selects bulk syncs by ids, names or patterns (`*`: any text), in any case. Throws if one of them matches none. */
export function select<T extends NamedSync>(syncs: readonly T[], wanted: readonly string[]): T[] {
    if (wanted.length === 0) return [...syncs];
    const matches = wanted.flatMap((text) => {
        const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
        const pattern = new RegExp(`^${parts.join(".*")}$`, "is");
        const matching = syncs.filter(({ id, name }) => pattern.test(id) || pattern.test(name));
        if (matching.length > 0) return matching;
        throw new LifecycleError(
            `no bulk sync has the id or the name ${JSON.stringify(text)}. \`pulumi-polytomic schedules\` lists them.`,
        );
    });
    return [...new Set(matches)];
}

/** Shows on a terminal what is done and, as far as it is known, how much of it; nothing when all is. */
export function showProgress(action: string, done = 0, total = Infinity): void {
    clearProgress();
    if (!process.stderr.isTTY || done >= total) return;
    process.stderr.write(total === Infinity ? `${action} …` : `${action}: ${done} of ${total}`);
}

/** Removes from a terminal what `showProgress` has written. */
export function clearProgress(): void {
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}
