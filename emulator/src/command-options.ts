import { parseArgs } from "node:util";
import { z } from "zod";
import { parseFaultText } from "./server/fault-text";
import type { FaultRule } from "./server/faults";
import type { EmulatorOptions } from "./options";

export const HELP = `Usage: polytomic-emulator [options]

Emulates the part of the Polytomic API that bulk sync schedules need, on this machine only.

  --host <address>                 default 127.0.0.1
  --port <number>                  default 0, a free port
  --syncs <number>                 bulk syncs to start with, default 2
  --fault <rule>                   a fault to come, may be repeated: [METHOD] [/path] <kind> [name=value ...]
                                     "POST reset-after-write", "GET /schedules status=503 times=2 retryAfter=1"
  --help                           this text

What the real service may do one way or another:
  --ids                            responses of the schedule endpoints carry ids
  --absent <how>                   null-text (default), null, missing, empty
  --spelling <how>                 as-sent (default), service
  --created-at <precision>         milliseconds (default), seconds, missing
  --deleted-at-on-live             live schedules have a date in deletedAt
  --deleted-schedules <how>        not-found (default), dated
  --empty-lists <how>              array (default), null
  --no-nested-ids                  bulk syncs list their schedules without ids
  --fill-in                        fields left out get a value of the service's own
  --idempotency-keys <how>         kept (default), ignored
  --idempotency-key-ttl-ms <ms>    default 24 hours
  --reused-key-with-other-body <how>  replay (default), 422, 400, created
  --read-lag-ms <ms>               reads show writes only after so long
  --latency-ms <ms>                what each response takes
  --rate-limit <requests>/<ms>     429 beyond it
`;

const PARSE_ARGS_OPTIONS = {
    host: { type: "string" },
    port: { type: "string" },
    syncs: { type: "string" },
    fault: { type: "string", multiple: true },
    help: { type: "boolean" },
    ids: { type: "boolean" },
    absent: { type: "string" },
    spelling: { type: "string" },
    "created-at": { type: "string" },
    "deleted-at-on-live": { type: "boolean" },
    "deleted-schedules": { type: "string" },
    "empty-lists": { type: "string" },
    "nested-ids": { type: "boolean" },
    "fill-in": { type: "boolean" },
    "idempotency-keys": { type: "string" },
    "idempotency-key-ttl-ms": { type: "string" },
    "reused-key-with-other-body": { type: "string" },
    "read-lag-ms": { type: "string" },
    "latency-ms": { type: "string" },
    "rate-limit": { type: "string" },
} as const;

const count = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);

const optionsSchema = z.strictObject({
    host: z.string().exactOptional(),
    port: count.pipe(z.int().max(65_535)).exactOptional(),
    syncs: count.exactOptional(),
    ids: z.boolean().exactOptional(),
    absent: z.enum(["null-text", "null", "missing", "empty"]).exactOptional(),
    spelling: z.enum(["as-sent", "service"]).exactOptional(),
    createdAt: z.enum(["milliseconds", "seconds", "missing"]).exactOptional(),
    deletedAtOnLive: z.boolean().exactOptional(),
    deletedSchedules: z.enum(["not-found", "dated"]).exactOptional(),
    emptyLists: z.enum(["array", "null"]).exactOptional(),
    nestedIds: z.boolean().exactOptional(),
    fillIn: z.boolean().exactOptional(),
    idempotencyKeys: z.enum(["kept", "ignored"]).exactOptional(),
    idempotencyKeyTtlMs: count.exactOptional(),
    reusedKeyWithOtherBody: z
        .enum(["replay", "422", "400", "created"])
        .transform((how) => (how === "422" ? 422 : how === "400" ? 400 : how))
        .exactOptional(),
    readLagMs: count.exactOptional(),
    latencyMs: count.exactOptional(),
    rateLimit: z
        .string()
        .regex(/^[1-9]\d*\/[1-9]\d*$/, "must be <requests>/<ms>")
        .transform((text) => {
            const [requests = 0, perMs = 0] = text.split("/").map(Number);
            return { requests, perMs };
        })
        .exactOptional(),
});

export interface CommandLine {
    isHelp: boolean;
    options: EmulatorOptions;
    faults: FaultRule[];
}

/** Throws an error with a message for the user where the arguments are not valid. */
export function parseCommandLine(args: string[]): CommandLine {
    const { values } = parseArgs({ args, options: PARSE_ARGS_OPTIONS, allowNegative: true });
    const { help: isHelp = false, fault = [], ...named } = values;
    const camelCased = Object.entries(named).map(([name, value]) => [camelCase(name), value]);
    const result = optionsSchema.safeParse(Object.fromEntries(camelCased));
    if (!result.success) throw new Error(result.error.issues.map(describeIssue).join("\n"));
    return { isHelp, options: result.data, faults: fault.map(parseFault) };
}

function parseFault(text: string): FaultRule {
    try {
        return parseFaultText(text);
    } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        throw new Error(`--fault "${text}": ${problem}`, { cause: error });
    }
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
    return `--${kebabCase(String(path[0]))}: ${message}`;
}

function camelCase(name: string): string {
    return name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
