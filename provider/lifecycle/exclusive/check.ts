/** Refuses at preview what makes no sense, in words to act on, without a call to the service. */

import { exclusiveInputs, exclusiveOf, HIDDEN_EXCLUSIVE_INPUTS } from "./state.js";
import type { Properties } from "../../model/state.js";
import { isUnknown } from "../../model/unknown-values.js";
import { sameIds } from "./diff.js";
import {  uuidProblem } from "../../model/validation/values.js";
import type { Checked } from "../schedule/check.js";
import { suggest } from "../../model/validation/words.js";

const NAMES = ["syncId", "scheduleIds", "includeDefault"];

/** Checks declared inputs. Where the ids are the old ones in another order, the old order stays. */
export function checkExclusive(olds: Properties, news: Properties): Checked {
    const failures = [
        ...unknownProperties(news),
        ...syncIdFaults(news["syncId"]),
        ...scheduleIdsFaults(news["scheduleIds"]),
        ...includeDefaultFaults(news["includeDefault"]),
    ];
    if (failures.length > 0) return { inputs: { ...news }, failures };
    const inputs = exclusiveInputs(news, {});
    return {
        inputs: isReordered(olds, news) ? { ...inputs, scheduleIds: olds["scheduleIds"] } : inputs,
        failures,
    };
}

function isReordered(olds: Properties, news: Properties): boolean {
    const isKnown = Array.isArray(olds["scheduleIds"]) && Array.isArray(news["scheduleIds"]);
    return isKnown && sameIds(exclusiveOf(olds).scheduleIds, exclusiveOf(news).scheduleIds);
}

function unknownProperties(news: Properties): string[] {
    const known: readonly string[] = [...NAMES, ...HIDDEN_EXCLUSIVE_INPUTS];
    return Object.keys(news)
        .filter((name) => !known.includes(name))
        .map((name) => `unknown property "${name}".${suggest(name, NAMES)} It takes ${NAMES.join(", ")}.`);
}

function syncIdFaults(value: unknown): string[] {
    if (isUnknown(value)) return [];
    if (isMissing(value)) return ["syncId is missing. It takes the id of the bulk sync, a UUID."];
    const problem = uuidProblem(value);
    return problem === undefined ? [] : [`syncId: ${problem}`];
}

function scheduleIdsFaults(value: unknown): string[] {
    if (isUnknown(value)) return [];
    if (isMissing(value)) return [`scheduleIds is missing. It takes ${IDS}; [] where there is to be none.`];
    if (!Array.isArray(value)) return [`scheduleIds: this value is not allowed. It takes ${IDS}.`];
    return value.flatMap((item: unknown, index) => {
        if (isUnknown(item) || (typeof item === "string" && /^[^/\s]+$/.test(item))) return [];
        const shown = typeof item === "string" ? JSON.stringify(item) : "this value";
        return [
            `scheduleIds[${index}]: ${shown} is not allowed. It takes ${IDS}, and not a resource's \`id\`.`,
        ];
    });
}

function includeDefaultFaults(value: unknown): string[] {
    if (isUnknown(value) || isMissing(value) || typeof value === "boolean") return [];
    return ["includeDefault: this value is not allowed. It takes true or false."];
}

const IDS = "a list of the schedules' own ids, as in [nightly.scheduleId]";

const isMissing = (value: unknown) => value === undefined || value === null;
