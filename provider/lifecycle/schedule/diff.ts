import type { dynamic } from "@pulumi/pulumi";
import { fieldsOf } from "../../model/fields.js";
import { areEquivalentDefinitions } from "../../model/equivalence.js";
import { describeId, isUnconfirmed, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import { storedSchedule, textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { LifecycleError } from "../../api/errors.js";
import { ResourceRegistry } from "../process/registry.js";
import { describeImport, isDefault, isSameImport, parseImportId } from "./import-option.js";

/**
 * Compares what is declared with what is in state, by meaning. Without `changes`, the engine compares the inputs itself
 * and shows each changed one.
 *
 * `changes` is true where the inputs don't show the reason: state holds another provider's code, which an update
 * replaces, or only a replacement helps, because a create never learned its schedule's id or an update found the
 * schedule deleted. Throws where the `import` option names another schedule than the resource has.
 */
export function diff(
    id: string,
    olds: Properties,
    news: Properties,
    registry = new ResourceRegistry(),
): dynamic.DiffResult {
    const own = parseResourceId(id, textOf(olds, "syncId"));
    if (own && !isUnconfirmed(own)) assertImportIsOwn(own, olds, news);
    if (!registry.recordDiff(id, olds, news)) {
        process.stderr.write(`warning: ${sharedWithAnother(id)}\n`);
        return { changes: true, replaces: ["syncId"] };
    }
    const isUnfinished = (own && isUnconfirmed(own)) || textOf(olds, "__gone") !== undefined;
    const isMoved = hasMoved(olds["syncId"] ?? own?.syncId, news["syncId"]);
    const replaces = isUnfinished || isMoved ? { replaces: ["syncId"] } : {};
    if (isUnfinished || olds["__provider"] !== news["__provider"]) return { changes: true, ...replaces };
    const isRedefined =
        isUnknown(news["syncId"]) || !areEquivalentDefinitions(fieldsOf(olds), fieldsOf(news));
    return isMoved || isRedefined ? replaces : { changes: false };
}

const sharedWithAnother = (id: string) =>
    `schedule ${id} is in state twice, and another resource of this stack keeps it: this one gets a schedule of its own.`;

// A hand-written resource may keep the bulk sync's id under another name. Then the update compares it.
const hasMoved = (from: unknown, to: unknown) =>
    from !== undefined && !isUnknown(to) && String(from).toLowerCase() !== String(to).toLowerCase();

function assertImportIsOwn(own: ResourceId, olds: Properties, news: Properties): void {
    const wanted = parseImportId(news["importId"]);
    if (!wanted || isSameImport(olds["importId"], news["importId"])) return;
    // A preview can't ask which schedule is the default one: only a response that denies it counts.
    const isOwn = isDefault(wanted)
        ? storedSchedule(olds).isDefault !== false
        : wanted.scheduleId === own.scheduleId.toLowerCase();
    if (isOwn) return;
    throw new LifecycleError(
        `could not import ${describeImport(wanted)}: this resource has ${describeId(own)}. To keep that one, remove the ` +
            "`import` option. To have the other one instead, first take this resource out of the stack with " +
            "`pulumi state delete`, which leaves its schedule in Polytomic.",
    );
}
