/** The check: what a preview refuses, without a request. */

import { textOf, type Properties } from "../../model/state.js";
import {
    pickInputs,
    problemsOf,
    syncIdProblems,
    unknownProperties,
} from "../../model/validation/plain-inputs.js";
import type { ResourceRegistry } from "../process/registry.js";
import type { Checked } from "../process/resource.js";

const INPUTS = ["syncId", "active", "onDelete"];

/** The declared inputs among properties, and those that the resource adds. */
export const inputsOf = (properties: Properties): Record<string, unknown> => pickInputs(properties, INPUTS);

/** Checks declared inputs. Returns the inputs to store, and a sentence for each problem. */
export function checkActivation(_olds: Properties, news: Properties, registry: ResourceRegistry): Checked {
    const inputs = inputsOf(news);
    const { syncId, active, onDelete } = inputs;
    const failures = [
        ...unknownProperties(news, INPUTS),
        ...syncIdProblems(syncId),
        ...problemsOf("active", active, (value) => typeof value === "boolean", "true or false"),
        ...problemsOf(
            "onDelete",
            onDelete,
            (value) => value === undefined || value === "deactivate",
            '"deactivate", or nothing to leave the bulk sync as it is',
        ),
    ];
    registry.activations.add(textOf(inputs, "syncId")?.toLowerCase() ?? "");
    return { inputs, failures };
}
