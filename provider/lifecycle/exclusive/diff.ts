import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { exclusiveOf } from "./state.js";

/**
 * Compares state with the declared inputs. What the last refresh found undeclared is a difference too. Without `changes`,
 * the engine compares the inputs itself and shows which differ.
 */
export function diffExclusive(
    olds: Properties,
    news: Properties,
): { changes?: boolean; replaces?: string[] } {
    const [old, declared] = [exclusiveOf(olds), exclusiveOf(news)];
    if (isUnknown(news["syncId"])) return {};
    if (old.syncId.toLowerCase() !== declared.syncId.toLowerCase()) return { replaces: ["syncId"] };
    if (olds["__provider"] !== news["__provider"]) return { changes: true };
    const isUnchanged =
        areSameIds(olds["scheduleIds"], news["scheduleIds"]) &&
        !isUnknown(news["includeDefault"]) &&
        old.includeDefault === declared.includeDefault &&
        Object.keys(old.undeclared).length === 0;
    return isUnchanged ? { changes: false } : {};
}

/** Whether two values are lists of the same ids, in any order. */
export function areSameIds(a: unknown, b: unknown): boolean {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    return a.length === b.length && a.every((id: unknown) => b.includes(id));
}
