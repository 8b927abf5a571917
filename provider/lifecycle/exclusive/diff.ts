import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { exclusiveOf } from "./state.js";

/**
 * Says what replaces, and leaves the rest to the engine: without `changes`, it compares the inputs itself and shows which
 * differ. What the last refresh found undeclared is among those in state.
 */
export function diffExclusive(
    olds: Properties,
    news: Properties,
): { changes?: boolean; replaces?: string[] } {
    const [from, to] = [olds, news].map((properties) => exclusiveOf(properties).syncId.toLowerCase());
    if (from !== to && !isUnknown(news["syncId"])) return { replaces: ["syncId"] };
    // The engine does not compare the loader.
    return olds["__provider"] === news["__provider"] ? {} : { changes: true };
}
