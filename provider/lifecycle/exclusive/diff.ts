import type { dynamic } from "@pulumi/pulumi";
import { exclusiveOf, undeclaredOf } from "./state.js";
import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";

/** Compares what is in state with what is declared; what the last refresh found undeclared is a difference too. */
export function diffExclusive(olds: Properties, news: Properties): dynamic.DiffResult {
    if (!isUnknown(news["syncId"]) && !sameText(olds["syncId"], news["syncId"]))
        return { replaces: ["syncId"] };
    if (olds["__provider"] !== news["__provider"]) return { changes: true };
    return isSame(olds, news) ? { changes: false } : {};
}

const sameText = (a: unknown, b: unknown) => String(a).toLowerCase() === String(b).toLowerCase();

function isSame(olds: Properties, news: Properties): boolean {
    if (isUnknown(news["syncId"]) || isUnknown(news["scheduleIds"]) || isUnknown(news["includeDefault"]))
        return false;
    const [old, declared] = [exclusiveOf(olds), exclusiveOf(news)];
    return (
        sameIds(old.scheduleIds, declared.scheduleIds) &&
        old.includeDefault === declared.includeDefault &&
        Object.keys(undeclaredOf(olds)).length === 0
    );
}

/** Whether two lists hold the same ids; their order does not count. */
export const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((id) => b.includes(id));
