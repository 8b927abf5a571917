/** Texts that were looked at once and must stay as they are, one a file in `test/e2e/snapshots`. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";

const folder = resolve(__dirname, "../snapshots");
const isUpdate = process.env["UPDATE_SNAPSHOTS"] === "1";

/** Compares a text with its snapshot. One that is missing is only made where UPDATE_SNAPSHOTS=1 says so. */
export function expectSnapshot(name: string, text: string): void {
    const file = join(folder, name);
    if (isUpdate) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, text);
    }
    expect(snapshotNames(), "run with UPDATE_SNAPSHOTS=1 to make the snapshot").to.include(name);
    expect(text).to.equal(readFileSync(file, "utf8"));
}

export const snapshotNames = (): string[] => readdirSync(folder);

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A text without what differs from run to run: ids are numbered as they appear, times and durations have no value. */
export function normalized(text: string): string {
    const ids: string[] = [];
    const numbered = (id: string) => {
        if (id === UNKNOWN) return "<unknown>";
        if (!ids.includes(id)) ids.push(id);
        return `<id ${ids.indexOf(id) + 1}>`;
    };
    return text
        .replace(UUID, numbered)
        .replace(INSTANT, "<time>")
        .replace(/^Duration: .*\n/m, "")
        .replace(/[ \t]+$/gm, "");
}

interface State {
    readonly inputs?: Record<string, unknown>;
}
interface Step {
    readonly op: string;
    readonly urn: string;
    readonly oldState?: State;
    readonly newState?: State;
    readonly diffReasons?: string[];
    readonly replaceReasons?: string[];
    readonly detailedDiff?: unknown;
}

/** What counts in the answer of a command with `--json`: for each schedule its step, with the inputs before and after. */
export function planOf(json: string): string {
    const { steps, changeSummary } = JSON.parse(json) as { steps: Step[]; changeSummary: unknown };
    const ofSchedules = steps.filter(({ urn }) => urn.includes("polytomic:BulkSyncSchedule"));
    const shown = ofSchedules.map(({ op, urn, oldState, newState, ...reasons }) => ({
        schedule: urn.split("::").at(-1),
        op,
        before: visible(oldState),
        after: visible(newState),
        diffReasons: reasons.diffReasons,
        replaceReasons: reasons.replaceReasons,
        detailedDiff: reasons.detailedDiff ?? undefined,
    }));
    return `${JSON.stringify({ schedules: shown, changeSummary }, undefined, 2)}\n`;
}

function visible({ inputs = {} }: State = {}): object {
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}
