/** What the command line prints and writes. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Table from "cli-table3";
import { LifecycleError, messageOf } from "../api/errors.js";
import type { ExistingSchedule } from "../api/account.js";
import { describeSchedule } from "../helpers/description.js";

const NO_BORDERS = Object.fromEntries(Object.keys(new Table().options.chars).map((name) => [name, ""]));

/** Formats rows below a heading, in aligned columns without borders. */
export function formatTable(heading: string[], rows: string[][]): string {
    const style = { head: [], "padding-left": 0, "padding-right": 2 };
    const table = new Table({ head: heading, chars: NO_BORDERS, style });
    table.push(...rows);
    return table.toString().replaceAll(/ +$/gm, "");
}

/** When a schedule runs, as tables show it. */
export const formatSchedule = (schedule: ExistingSchedule): string =>
    describeSchedule(schedule) + (schedule.isDefault ? " (default)" : "");

/** Formats a value as indented JSON, with a line break at the end. */
export const formatJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Writes texts to files, by path. If one of the files exists, writes none and throws. */
export function writeNewFiles(texts: ReadonlyMap<string, string>): void {
    const existing = [...texts.keys()].filter((file) => existsSync(file)).join(" and ");
    if (existing !== "")
        throw new LifecycleError(
            `nothing is overwritten, and there is ${existing} already. Write elsewhere.`,
        );
    for (const [file, text] of texts) {
        try {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text, { flag: "wx" });
        } catch (error) {
            throw new LifecycleError(`can't write ${file} (${messageOf(error)}).`);
        }
    }
}
