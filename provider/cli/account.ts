import { AccountReader } from "../api/account.js";
import { explain } from "../api/errors.js";

/** The account that the environment names. Makes no call. */
export function openAccount(): AccountReader {
    try {
        return new AccountReader(() => undefined, process.env);
    } catch (error) {
        throw explain("read the account", error);
    }
}

/** Tells on a terminal how many bulk syncs were read. Goes to standard error, and leaves nothing behind. */
export function showProgress(done: number, total: number): void {
    if (!process.stderr.isTTY) return;
    const line = done < total ? `Reading bulk syncs: ${done} of ${total}` : "";
    process.stderr.write(`\r\u001b[K${line}`);
}
