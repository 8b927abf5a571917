/** What an account has: its bulk syncs with their schedules. */

import { ExistingSchedule, AccountReader } from "../api/account.js";
import { CommandError } from "./command-error.js";

export interface FoundSync {
    readonly id: string;
    readonly name: string;
    /** Whether another bulk sync of the account has the same name. */
    readonly isNameTaken: boolean;
    readonly schedules: readonly ExistingSchedule[];
}

/** Told how far a long piece of work has come. */
export type Progress = (done: number, total: number) => void;

/**
 * Reads the bulk syncs that are asked for, with their schedules, ordered by name.
 *
 * @param wanted Ids, names, or names with `*` for any text; none means all.
 */
export async function readInventory(
    account: AccountReader,
    wanted: readonly string[],
    progress: Progress,
): Promise<FoundSync[]> {
    const syncs = (await account.bulkSyncs()).map(({ id = "", name = id }) => ({ id, name }));
    const chosen = select(syncs, wanted).sort((a, b) => a.name.localeCompare(b.name, "en"));
    let done = 0;
    return Promise.all(
        chosen.map(async ({ id, name }) => {
            const schedules = await account.schedules(id);
            progress(++done, chosen.length);
            return {
                id,
                name,
                isNameTaken: syncs.filter((sync) => sync.name === name).length > 1,
                schedules,
            };
        }),
    );
}

interface Named {
    readonly id: string;
    readonly name: string;
}

/** Those among the bulk syncs that are asked for. Throws where a wish fits none. */
export function select<T extends Named>(syncs: readonly T[], wanted: readonly string[]): T[] {
    if (wanted.length === 0) return [...syncs];
    const patterns = wanted.map((text) => ({ text, pattern: patternOf(text) }));
    const fits = ({ id, name }: Named, pattern: RegExp) => pattern.test(id) || pattern.test(name);
    const idle = patterns.find(({ pattern }) => !syncs.some((sync) => fits(sync, pattern)));
    if (idle)
        throw new CommandError(
            `no bulk sync has the id or the name ${JSON.stringify(idle.text)}. \`pulumi-polytomic schedules\` lists them.`,
        );
    return syncs.filter((sync) => patterns.some(({ pattern }) => fits(sync, pattern)));
}

function patternOf(text: string): RegExp {
    const parts = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "is");
}
