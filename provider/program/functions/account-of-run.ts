import { AccountReader } from "../../api/account.js";
import type { ReadConfig } from "../../api/credentials.js";
import { explain, LifecycleError } from "../../api/errors.js";

/** By run and provider. One process may run several programs, one after another. */
const accounts = new WeakMap<object, Map<unknown, AccountReader>>();

/** The account of a provider, or of the stack without one. It keeps what it reads until the run ends. */
export function accountOfRun(run: object, provider: unknown, readConfig: ReadConfig): AccountReader {
    const ofRun = accounts.get(run) ?? new Map<unknown, AccountReader>();
    try {
        const account = ofRun.get(provider) ?? new AccountReader(readConfig, process.env);
        accounts.set(run, ofRun.set(provider, account));
        return account;
    } catch (error) {
        const { message } = explain("ask Polytomic", error);
        throw new LifecycleError(
            `${message} A lookup function runs with the program, so that it needs a key in a preview too.`,
        );
    }
}
