import { ConfigurationError, explain, LifecycleError } from "../../api/errors.js";
import type { ReadConfig } from "../../api/credentials.js";
import { AccountReader } from "../../api/account.js";

/** One account for each holder of credentials in each run: a process may run several programs one after another. */
const runs = new WeakMap<object, Map<unknown, AccountReader>>();

/** The account of a run that a holder of credentials opens: a provider, or the stack itself. */
export function accountOfRun(run: object, holder: unknown, readConfig: ReadConfig): AccountReader {
    const accounts = runs.get(run) ?? new Map<unknown, AccountReader>();
    runs.set(run, accounts);
    const account = accounts.get(holder) ?? open(readConfig);
    accounts.set(holder, account);
    return account;
}

function open(readConfig: ReadConfig): AccountReader {
    try {
        return new AccountReader(readConfig, process.env);
    } catch (error) {
        const { message } = explain("ask Polytomic", error);
        if (!(error instanceof ConfigurationError)) throw error;
        throw new LifecycleError(
            `${message} A look-up asks while the program runs, so that it needs a key in a preview too.`,
        );
    }
}
