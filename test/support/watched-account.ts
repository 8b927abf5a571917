/** An account of which the command `schedules` has something to say. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator, type ScheduleFields } from "../../emulator/src";

const bin = resolve(__dirname, "../../bin/pulumi-polytomic.js");

/** The name of a bulk sync, which a page that does not escape it shows differently. */
export const ODD_NAME = "R&D <b>leads</b>";

const daily = { frequency: "daily", hour: "3", minute: "30" };

/** Opens an account on 8 January 2030, a Tuesday, at 10:00 UTC. */
export async function openWatchedAccount(): Promise<Emulator> {
    const emulator = await startEmulator({ syncs: 0 });
    let clockMs = Date.now();
    const moveTo = (iso: string) => {
        emulator.advanceClock(Date.parse(iso) - clockMs);
        clockMs = Date.parse(iso);
    };
    moveTo("2030-01-07T09:00:00Z");
    const add = (name: string, schedules: readonly ScheduleFields[], active = true) => {
        const { id } = emulator.addSync({ name, active });
        for (const schedule of schedules) emulator.addSchedule(id, schedule);
        return id;
    };
    const monday = { frequency: "weekly", dayOfWeek: "monday", hour: "3", minute: "0" };
    const orders = add("Orders to Snowflake", [daily, monday]);
    const billing = add("Billing", [{ frequency: "hourly", minute: "15" }]);
    add("Region 10", [daily, { ...daily, hour: "03" }]);
    add("Region 2", [daily]);
    add("Events", [{ frequency: "continuous" }]);
    add(ODD_NAME, [{ frequency: "custom", minute: "*/20", hour: "8-17", dayOfWeek: "1-5" }]);
    add("Archive", [daily], false);
    add("Tickets", []);
    const stale = add("Tables", [{ ...daily, hour: "22" }]);

    moveTo("2030-01-08T03:30:00Z");
    emulator.planExecution(orders, { runMs: 4 * 60_000 });
    await start(emulator, orders);
    moveTo("2030-01-08T09:15:00Z");
    emulator.planExecution(billing, { runMs: 40_000, endsAs: "failed", statusMessage: "no rights" });
    await start(emulator, billing);

    moveTo("2030-01-08T10:00:00Z");
    // The list still has the schedule as it was, and the next run is that of the new one.
    emulator.set({ readLagMs: 3_600_000 });
    const [schedule] = emulator.schedules(stale);
    emulator.editSchedule(stale, schedule?.id ?? "", { hour: "23" });
    return emulator;
}

async function start({ url, apiKey }: Emulator, syncId: string): Promise<void> {
    const headers = { authorization: `Bearer ${apiKey}` };
    await fetch(`${url}/api/bulk/syncs/${syncId}/executions`, { method: "POST", headers });
}

/** The command as built, as words for a shell. */
export const command = (args: readonly string[]): string[] => [process.execPath, bin, ...args];

/** Runs the command as built. Rejects if it fails. */
export function runCommand(
    { url, apiKey }: Emulator,
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
): Promise<{ stdout: string; stderr: string }> {
    const credentials = { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_DEPLOYMENT_URL: url };
    const env = { PATH: process.env["PATH"], ...credentials, ...environment };
    return promisify(execFile)(process.execPath, [bin, ...args], { env });
}
