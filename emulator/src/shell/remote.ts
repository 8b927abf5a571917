import { CONTROL_PREFIX } from "../server/control";
import type { SyncOverview } from "../server/control";
import type { LoggedRequest } from "../server/request-log";
import type { StoredSchedule } from "../store/schedule";
import { parseFields, parseSchedule, scheduleText } from "./schedule-text";

type Command = (emulator: RunningEmulator, words: readonly string[]) => Promise<string>;

/** Commands about an emulator that runs already. Each resolves with what to print. */
const COMMANDS = new Map<string, Command>([
    ["list", async (emulator) => (await emulator.syncs()).map(describeSync).join("")],
    ["requests", async (emulator) => (await emulator.requests()).map(describeRequest).join("")],
    [
        "add",
        async (emulator, [sync, ...words]) => {
            const { id } = await emulator.sync(sync);
            const path = `/syncs/${id}/schedules`;
            return describeSchedule(await emulator.send<StoredSchedule>("POST", path, parseSchedule(words)));
        },
    ],
    [
        "edit",
        async (emulator, [schedule, ...words]) => {
            const path = await emulator.schedulePath(schedule);
            return describeSchedule(await emulator.send<StoredSchedule>("PATCH", path, parseFields(words)));
        },
    ],
    [
        "remove",
        async (emulator, [schedule]) => {
            await emulator.send("DELETE", await emulator.schedulePath(schedule));
            return "";
        },
    ],
    ["activate", (emulator, [sync]) => setActive(emulator, sync, true)],
    ["deactivate", (emulator, [sync]) => setActive(emulator, sync, false)],
]);

export const isRemoteCommand = (name: string | undefined): boolean => COMMANDS.has(name ?? "");

/** Runs a command with the emulator at the address, and resolves with what to print. */
export async function runRemote([name = "", ...words]: readonly string[], url = ""): Promise<string> {
    if (url === "")
        throw new Error(
            "POLYTOMIC_DEPLOYMENT_URL is not set. Run the export lines that the emulator printed, in this shell.",
        );
    return (await COMMANDS.get(name)?.(new RunningEmulator(url), words)) ?? "";
}

class RunningEmulator {
    constructor(private readonly url: string) {}

    syncs(): Promise<SyncOverview[]> {
        return this.send("GET", "/syncs");
    }

    requests(): Promise<LoggedRequest[]> {
        return this.send("GET", "/requests");
    }

    /** A bulk sync by its id or name. */
    async sync(wanted = ""): Promise<SyncOverview> {
        const found = (await this.syncs()).find(({ id, name }) => id === wanted || name === wanted);
        if (!found)
            throw new Error(`no bulk sync has the id or the name "${wanted}": see polytomic-emulator list`);
        return found;
    }

    /** By a schedule's id, by the id that Pulumi gives it (`<syncId>/<scheduleId>`), or `<bulk sync>/default`. */
    async schedulePath(wanted = ""): Promise<string> {
        const [, sync, last] = /^(?:(.*)\/)?(.*)$/.exec(wanted) ?? [];
        const schedules = (await this.syncs())
            .filter(({ id, name }) => last !== "default" || id === sync || name === sync)
            .flatMap((found) => found.schedules);
        const found = schedules.find(({ id, isDefault }) => (last === "default" ? isDefault : id === last));
        if (!found) throw new Error(`no schedule has the id "${wanted}": see polytomic-emulator list`);
        return `/schedules/${found.id}`;
    }

    async send<Data>(method: string, path: string, body?: unknown): Promise<Data> {
        const response = await this.fetch(method, path, body);
        const text = await response.text();
        if (response.ok)
            return (text === "" ? undefined : (JSON.parse(text) as { data: unknown }).data) as Data;
        const isEmulator = response.status !== 404 && response.status < 500;
        const { message } = isEmulator ? (JSON.parse(text) as { message: string }) : { message: "" };
        throw new Error(message || `${this.url} is no emulator: it returned ${response.status}`);
    }

    private async fetch(method: string, path: string, body: unknown): Promise<Response> {
        try {
            return await fetch(`${this.url}${CONTROL_PREFIX}${path}`, {
                method,
                ...(body !== undefined && { body: JSON.stringify(body) }),
            });
        } catch {
            throw new Error(
                `no emulator listens at ${this.url}. Start one, and run the lines that it prints.`,
            );
        }
    }
}

async function setActive(
    emulator: RunningEmulator,
    wanted: string | undefined,
    active: boolean,
): Promise<string> {
    const { id } = await emulator.sync(wanted);
    return describeSync(await emulator.send<SyncOverview>("PATCH", `/syncs/${id}`, { active }));
}

function describeSync({ id, name, organization, active, schedules }: SyncOverview): string {
    const state = active ? "" : "  inactive";
    return `${id}  ${name} (${organization})${state}\n${schedules.map(describeSchedule).join("")}`;
}

function describeSchedule(schedule: StoredSchedule): string {
    return `  ${schedule.id}  ${scheduleText({ ...schedule })}${schedule.isDefault ? "  default" : ""}\n`;
}

function describeRequest({ method, path, query, status }: LoggedRequest): string {
    return `${method} ${path}${query === "" ? "" : `?${query}`} ${status === 0 ? "no response" : status}\n`;
}
