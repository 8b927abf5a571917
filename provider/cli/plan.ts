import type { ExistingSchedule } from "../api/account.js";
import { formatResourceId } from "../model/resource-id.js";
import { definitionOf, type Definition } from "./definition.js";
import type { FoundSync } from "./inventory.js";
import { slug, uniqueNames } from "./names.js";
import type { StackContents } from "./state-files.js";
import { formatTime } from "../helpers/time-zone.js";

/** A schedule to import, with the name and the id of its resource. */
export interface PlannedImport {
    readonly name: string;
    readonly id: string;
    readonly sync: FoundSync;
    readonly schedule: ExistingSchedule;
    readonly definition: Definition;
}

/** Plans the import of all schedules that the stack does not have yet. `nameOf` names the resources of a bulk sync. */
export function planImport(
    syncs: readonly FoundSync[],
    nameOf: (sync: FoundSync) => string,
    stack?: StackContents,
): PlannedImport[] {
    const uniqueName = uniqueNames("-", stack?.names);
    return syncs.flatMap((sync) => {
        const definitions = sync.schedules.map((schedule) => definitionOf(sync.id, schedule));
        const frequencies = definitions.map(({ inputs }) => inputs["frequency"]);
        return sync.schedules.flatMap((schedule, index) => {
            const id = formatResourceId({ syncId: sync.id, scheduleId: schedule.scheduleId });
            const definition = definitions[index];
            if (definition === undefined || stack?.ids.has(id.toLowerCase())) return [];
            const name = uniqueName(`${slug(nameOf(sync))}-${timing(definition, frequencies)}`);
            return { name, id, sync, schedule, definition };
        });
    });
}

/** What distinguishes a bulk sync's schedules: the frequency or, if several have the same one, also day and time. */
function timing({ inputs }: Definition, frequencies: readonly unknown[]): string {
    const { frequency = "schedule", dayOfWeek = "", hour, minute = "" } = inputs;
    const isSole = frequencies.filter((other) => other === frequency).length < 2;
    if (isSole || frequency === "custom") return slug(String(frequency));
    const hasTime = typeof hour === "number" && typeof minute === "number";
    return slug(`${frequency} ${dayOfWeek} ${hasTime ? formatTime(hour, minute).replace(":", "") : minute}`);
}
