import { LifecycleError } from "../../api/errors.js";
import { withoutSecrets } from "../../api/transport/response.js";
import { formatJson } from "../output.js";
import { ACCOUNT } from "./account.js";
import { runChecks, type Check, type Result, type Status } from "./check.js";
import { CREATE, REMOVAL } from "./create.js";
import { INSTALLATION } from "./installation.js";
import { NETWORK } from "./network.js";
import { QUESTIONS } from "./questions.js";
import { RESPONSES } from "./responses.js";
import { Session, type DoctorOptions } from "./session.js";
import { SETTINGS_CHECKS } from "./settings.js";

const READS = [...INSTALLATION, ...SETTINGS_CHECKS, ...NETWORK, ...ACCOUNT];
const SYMBOLS: Readonly<Record<Status, string>> = { ok: "✓", warning: "!", failure: "✗" };
const INTERRUPTED = 130;

/** Checks whether the package will work, and prints what it finds. */
export async function runDoctor(options: DoctorOptions): Promise<void> {
    const writes = options.write !== undefined;
    if (writes && !options.yes && !hasTerminal())
        throw new LifecycleError(
            "`doctor --write` asks before it writes, and there is no terminal. Add --yes.",
        );
    const checks: readonly Check<Session>[] = writes
        ? [...READS, ...CREATE, ...RESPONSES, ...QUESTIONS, REMOVAL]
        : [...READS, ...RESPONSES];
    const interrupt = new AbortController();
    const session = new Session(options, interrupt.signal);
    const results: Result[] = [];
    const print = (text: string) => process.stdout.write(withoutSecrets(text, session.secrets));
    if (writes)
        onInterrupt(() => {
            interrupt.abort();
        });
    const leftOut = await runChecks(checks, session, interrupt.signal, (result) => {
        results.push(result);
        if (!options.json) print(`${SYMBOLS[result.status]} ${result.text}\n`);
    });
    if (options.json) print(formatJson(reportOf(results)));
    else if (leftOut.length > 0) print(`- Left out, because of the above: ${namesOf(leftOut)}.\n`);
    const hasFailed = results.some(({ status }) => status === "failure");
    process.exitCode = interrupt.signal.aborted ? INTERRUPTED : hasFailed ? 1 : 0;
}

const hasTerminal = () => process.stdin.isTTY && process.stderr.isTTY;
const namesOf = (checks: readonly string[]) => checks.map((name) => name.replaceAll("-", " ")).join(", ");

/** Results without what only their readers may know: fit for a public issue, and for the emulator's option `like`. */
function reportOf(results: readonly Result[]): object {
    return {
        report: 1,
        checks: results.map(({ check, status, facts }) => ({ check, status, facts })),
        service: Object.assign({}, ...results.map(({ service }) => service)) as object,
    };
}

/** Ctrl-C ends the questions. A second one ends the process. */
function onInterrupt(interrupt: () => void): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.once(signal, () => {
            process.stderr.write(
                "\nStopping: first removes what it made. Press Ctrl-C again to stop at once.\n",
            );
            interrupt();
        });
}
