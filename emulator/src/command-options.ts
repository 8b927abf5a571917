import { parseArgs } from "node:util";
import { z } from "zod";
import { behaviourValues, wholeNumber } from "./option-values";
import type { EmulatorOptions } from "./options";
import { readReport } from "./report";
import { parseFaultText } from "./server/fault-text";
import type { FaultRule } from "./server/faults";
import { assertSyncs, parsePlaced } from "./shell/contents";
import type { Contents } from "./shell/contents";

export const HELP = `Usage: polytomic-emulator [options]
       polytomic-emulator <command> ...

Emulates the part of the Polytomic API that bulk sync schedules need, on this machine only.

Commands about an emulator that runs, at POLYTOMIC_DEPLOYMENT_URL:
  list                             bulk syncs and schedules of all organizations, with ids
  requests                         the requests that it got
  add <bulk sync> <schedule>       what somebody does in the web app:
  edit <schedule> [name=value ...]   add "Orders" daily hour=3, edit <id> hour=5, edit <id> hour= (resets it),
                                     edit "Orders/default" hour=5
  remove <schedule>
  activate <bulk sync>, deactivate <bulk sync>

Options for starting one:
  --background                     starts it in the background: eval "$(polytomic-emulator --background)"
                                     kill $POLYTOMIC_EMULATOR_PID ends it
  --host <address>                 default 127.0.0.1
  --port <number>                  default 0, a free port
  --syncs <number>                 bulk syncs to start with, default 2
  --schedule <schedule>            a schedule to start with, may be repeated: <frequency> [name=value ...]
                                     "daily hour=3 minute=30"; sync=2 puts it into the second bulk sync
  --inactive <number>              makes the bulk sync with this number inactive, may be repeated
  --second-organization            also an organization with one bulk sync and a key of its own
  --like <file>                    a JSON report whose member "service" has the options below by their names in
                                     camel case; what the command line says wins
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
  --refusals <status>              400 (default), 422: the status of refused inputs
  --delete-response <how>          text (default: 200 with ""), no-content (204)
  --missing-default <how>          left-out (default), null: default_schedule where there is none
  --new-default <how>              first (default), never: whether a created schedule becomes a missing default
  --schedule-updates <how>         keep (default), reset: schemas and syncMode in a PUT on a schedule
  --replaced-default <how>         new-id (default), same-id: a default that a PUT on its bulk sync sends without id
  --omitted-schedules <how>        removed (default), kept: additional schedules that such a PUT leaves out
  --read-lag-ms <ms>               reads show writes only after so long
  --latency-ms <ms>                what each response takes
  --rate-limit <requests>/<ms>     429 beyond it
`;

const PARSE_ARGS_OPTIONS = {
    host: { type: "string" },
    port: { type: "string" },
    syncs: { type: "string" },
    schedule: { type: "string", multiple: true },
    inactive: { type: "string", multiple: true },
    "second-organization": { type: "boolean" },
    background: { type: "boolean" },
    like: { type: "string" },
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
    refusals: { type: "string" },
    "delete-response": { type: "string" },
    "missing-default": { type: "string" },
    "new-default": { type: "string" },
    "schedule-updates": { type: "string" },
    "replaced-default": { type: "string" },
    "omitted-schedules": { type: "string" },
    "read-lag-ms": { type: "string" },
    "latency-ms": { type: "string" },
    "rate-limit": { type: "string" },
} as const;

const optionsSchema = z.strictObject({
    host: z.string().exactOptional(),
    port: wholeNumber.max(65_535).exactOptional(),
    syncs: wholeNumber.exactOptional(),
    ...behaviourValues,
    rateLimit: z
        .string("must be <requests>/<ms>")
        .regex(/^[1-9]\d*\/[1-9]\d*$/, "must be <requests>/<ms>")
        .transform((text) => {
            const [requests = 0, perMs = 0] = text.split("/").map(Number);
            return { requests, perMs };
        })
        .exactOptional(),
});

export interface CommandLine {
    isHelp: boolean;
    isBackground: boolean;
    options: EmulatorOptions;
    contents: Contents;
    faults: FaultRule[];
}

/** Throws an error with a message for the user where the arguments are not valid. */
export function parseCommandLine(args: string[]): CommandLine {
    const { values } = parseArgs({ args, options: PARSE_ARGS_OPTIONS, allowNegative: true });
    const {
        help: isHelp = false,
        background: isBackground = false,
        fault = [],
        like,
        host,
        ...others
    } = values;
    const { schedule = [], inactive = [], "second-organization": hasSecond = false, ...named } = others;
    const camelCased = Object.entries(named).map(([name, value]) => [camelCase(name), numberIn(value)]);
    const result = optionsSchema.safeParse({
        ...Object.fromEntries(camelCased),
        ...(host !== undefined && { host }),
    });
    if (!result.success) throw new Error(result.error.issues.map(describeIssue).join("\n"));
    const options = { ...result.data, ...(like !== undefined && { like: readReport(like) }) };
    const contents = {
        schedules: schedule.map(explaining("schedule", parsePlaced)),
        inactive: inactive.map(Number),
        hasSecond,
    };
    assertSyncs(contents, options.syncs);
    return {
        isHelp,
        isBackground,
        options,
        contents,
        faults: fault.map(explaining("fault", parseFaultText)),
    };
}

function numberIn(value: unknown): unknown {
    return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}

/** Names the option in the errors about its value. */
function explaining<Value>(option: string, parse: (text: string) => Value): (text: string) => Value {
    return (text) => {
        try {
            return parse(text);
        } catch (error) {
            const problem = error instanceof Error ? error.message : String(error);
            throw new Error(`--${option} "${text}": ${problem}`, { cause: error });
        }
    };
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
