/** The emulator of Polytomic in a process of its own, so that it shares none of what is measured. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import path from "node:path";

export interface Calls {
    /** Such as `POST schedules` or `GET sync`. */
    readonly byKind: Readonly<Record<string, number>>;
    /** How many of them were refused because there were too many. */
    readonly refused: number;
    readonly mostAtOnce: number;
}

export interface ServiceOptions {
    readonly syncs: number;
    readonly latencyMs: number;
    readonly rateLimit: string | undefined;
    readonly hasIds: boolean;
}

interface LoggedRequest {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly inFlight: number;
}

const command = path.join(__dirname, "../../emulator/bin/polytomic-emulator.js");

export class Service {
    private seen = 0;

    private constructor(
        readonly environment: Readonly<Record<string, string>>,
        readonly syncIds: readonly string[],
        private readonly url: string,
        readonly close: () => Promise<void>,
    ) {}

    static async start(options: ServiceOptions): Promise<Service> {
        const child = spawn(process.execPath, [command, ...argumentsFrom(options)], {
            stdio: ["ignore", "pipe", "ignore"],
        });
        const exported: [string, string][] = [];
        for await (const line of createInterface({ input: child.stdout })) {
            const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
            if (name !== undefined && value !== undefined) exported.push([name, value]);
            if (exported.length === options.syncs + 2) break;
        }
        const settings = exported.filter(([name]) => !name.startsWith("POLYTOMIC_SYNC_ID"));
        const syncIds = exported.filter((item) => !settings.includes(item)).map(([, id]) => id);
        const environment = Object.fromEntries(settings);
        return new Service(environment, syncIds, environment["POLYTOMIC_DEPLOYMENT_URL"] ?? "", async () => {
            const ended = once(child, "exit");
            child.kill();
            await ended;
        });
    }

    /** The calls since this was asked last. */
    async callsSince(): Promise<Calls> {
        const response = await fetch(`${this.url}/_emulator/requests`);
        const { data } = (await response.json()) as { data: LoggedRequest[] };
        const requests = data.slice(this.seen);
        this.seen = data.length;
        const byKind: Record<string, number> = {};
        for (const { method, path: where } of requests) {
            const kind = `${method} ${kindOf(where)}`;
            byKind[kind] = (byKind[kind] ?? 0) + 1;
        }
        return {
            byKind,
            refused: requests.filter(({ status }) => status === 429).length,
            mostAtOnce: Math.max(0, ...requests.map(({ inFlight }) => inFlight)),
        };
    }
}

function argumentsFrom({ syncs, latencyMs, rateLimit, hasIds }: ServiceOptions): string[] {
    return [
        ...["--syncs", String(syncs), "--latency-ms", String(latencyMs), "--absent", "missing"],
        ...(rateLimit === undefined ? [] : ["--rate-limit", rateLimit]),
        ...(hasIds ? ["--ids"] : []),
    ];
}

function kindOf(where: string): string {
    if (where === "/api/me") return "me";
    const rest = where.replace(/^\/api\/bulk\/syncs/, "").split("/");
    return ["syncs", "sync", "schedules", "schedule"][rest.length - 1] ?? where;
}
