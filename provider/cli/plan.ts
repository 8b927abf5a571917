/** What an import takes over: each schedule with its resource's name and definition. */

import { formatResourceId } from "../model/resource-id.js";
import { formatTime } from "../helpers/clock-time.js";
import { describeSchedule } from "../helpers/description.js";
import { definitionOf, type Definition } from "./definition.js";
import type { FoundSync } from "./inventory.js";
import { Names, slug } from "./resource-names.js";
import type { StackContents } from "./stack-state.js";
import { ExistingSchedule } from "../api/account.js";

export interface PlannedImport {
    /** The resource's name. */
    readonly name: string;
    /** The resource's id. */
    readonly id: string;
    readonly schedule: ExistingSchedule;
    readonly definition: Definition;
    /** What the schedule means, in words. */
    readonly description: string;
}

export interface PlannedSync {
    readonly sync: FoundSync;
    readonly imports: readonly PlannedImport[];
}

/**
 * Plans to take over what the stack does not have yet.
 *
 * @param nameOf The name to derive those of a bulk sync's resources from.
 */
export function planImport(
    syncs: readonly FoundSync[],
    stack: StackContents,
    nameOf: (sync: FoundSync) => string,
): PlannedSync[] {
    const names = new Names("-", stack.names);
    return syncs
        .map((sync) => ({ sync, imports: planSync(sync, stack, nameOf(sync), names) }))
        .filter(({ imports }) => imports.length > 0);
}

function planSync(sync: FoundSync, stack: StackContents, syncName: string, names: Names): PlannedImport[] {
    const defined = sync.schedules.map((schedule) => ({
        schedule,
        definition: definitionOf(sync.id, schedule),
    }));
    const isSole = ({ inputs }: Definition) =>
        defined.filter(({ definition }) => definition.inputs["frequency"] === inputs["frequency"]).length ===
        1;
    return defined.flatMap(({ schedule, definition }) => {
        const id = formatResourceId({ syncId: sync.id, scheduleId: schedule.scheduleId });
        if (stack.ids.has(id.toLowerCase())) return [];
        const name = names.choose(`${slug(syncName)}-${timing(definition, isSole(definition))}`);
        return [{ name, id, schedule, definition, description: describeSchedule({ ...schedule }) }];
    });
}

/** What tells a bulk sync's schedules apart: how often they run and, where that does not, when. */
function timing({ inputs }: Definition, isSole: boolean): string {
    const { frequency = "schedule", dayOfWeek, hour, minute } = inputs;
    const isPlain = typeof hour === "number" && typeof minute === "number";
    const time = isPlain ? formatTime(hour, minute).replace(":", "") : minute;
    const details = isSole || frequency === "custom" ? [] : [dayOfWeek, time];
    return slug([frequency, ...details].filter((part) => part !== undefined).join(" "));
}
