import type { dynamic } from "@pulumi/pulumi";
import { fieldsOf } from "../../model/fields.js";
import { areEquivalentDefinitions } from "../../model/equivalence.js";
import { describeId, isUnconfirmed, parseResourceId, type ResourceId } from "../../model/resource-id.js";
import { hasSecrets, storedSchedule, textOf, type Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { LifecycleError } from "../../api/errors.js";
import { ResourceRegistry } from "../process/registry.js";
import { riskOf } from "./reset.js";
import { describeImport, isDefault, isSameImport, parseImportId } from "./import-option.js";

/**
 * Compares by meaning. Without `changes`, the engine compares the inputs itself and shows each changed one. `changes` is
 * true where they don't show the reason: the state is another provider's, a create never learned its schedule's id, an
 * update found the schedule deleted, or what is secret has changed. Throws where the `import` option names another schedule than the resource has.
 */
export function diff(
    id: string,
    olds: Properties,
    news: Properties,
    registry = new ResourceRegistry(),
): dynamic.DiffResult {
    const own = parseResourceId(id, textOf(olds, "syncId"));
    assertImportIsOwn(own, olds, news);
    if (!registry.recordDiff(id, olds, news)) {
        warn(
            `schedule ${id} is in state twice, and another resource of this stack keeps it: this one gets a schedule of ` +
                "its own.",
        );
        return { changes: true, replaces: ["syncId"] };
    }
    const isOpen = isUnfinished(own, olds);
    const isMoved = hasMoved(own, olds, news);
    const replaces = isOpen || isMoved ? { replaces: ["syncId"] } : {};
    if (isOpen || isOutdated(olds, news)) return { changes: true, ...replaces };
    if (isMoved) return replaces;
    if (!isRedefined(olds, news)) return { changes: false };
    warn(riskOf(own, storedSchedule(olds)));
    return {};
}

function warn(warning: string | undefined): void {
    if (warning !== undefined) process.stderr.write(`warning: ${warning}\n`);
}

const isUnfinished = (own: ResourceId | undefined, olds: Properties) =>
    (own !== undefined && isUnconfirmed(own)) || textOf(olds, "__gone") !== undefined;

// The engine compares neither loaders nor what is secret.
const isOutdated = (olds: Properties, news: Properties) =>
    olds["__provider"] !== news["__provider"] || hasSecrets(olds) !== hasSecrets(news);

// A hand-written resource may keep the bulk sync's id under another name. Then the update checks it.
function hasMoved(own: ResourceId | undefined, olds: Properties, news: Properties): boolean {
    const [from, to] = [textOf(olds, "syncId") ?? own?.syncId, textOf(news, "syncId")];
    return from !== undefined && !isUnknown(to) && from.toLowerCase() !== to?.toLowerCase();
}

const isRedefined = (olds: Properties, news: Properties) =>
    isUnknown(news["syncId"]) || !areEquivalentDefinitions(fieldsOf(olds), fieldsOf(news));

function assertImportIsOwn(own: ResourceId | undefined, olds: Properties, news: Properties): void {
    const wanted = parseImportId(news["importId"]);
    if (!wanted || !own || isUnconfirmed(own) || isSameImport(olds["importId"], news["importId"])) return;
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
