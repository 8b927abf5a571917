import type { ExistingSchedule } from "../api/account.js";
import { fieldsOf } from "../model/fields.js";
import { formatResourceId } from "../model/resource-id.js";
import { definitionOf, type Definition } from "./definition.js";
import { argsOf, findLocalTimes } from "./local-times.js";
import { slug, uniqueNames } from "./names.js";
import type { WatchedSync } from "./schedules/statuses.js";
import type { StackContents } from "./state-files.js";
import { formatTime } from "../helpers/time-zone.js";

/** A schedule to import, with the name and the id of its resource. */
export interface PlannedImport {
    readonly name: string;
    readonly id: string;
    readonly sync: WatchedSync;
    readonly schedule: ExistingSchedule;
    readonly definition: Definition;
    /** The component that declares it with others, if there is one. */
    readonly component?: PlannedComponent;
}

/** A `LocalTimeSchedule` that declares several schedules. */
export interface PlannedComponent {
    readonly name: string;
    /** Its arguments, without the bulk sync. */
    readonly args: ReturnType<typeof argsOf>;
    readonly otherZones: readonly string[];
}

/** Plans the import of all schedules that the stack does not have yet. `nameOf` names the resources of a bulk sync. */
export function planImport(
    syncs: readonly WatchedSync[],
    nameOf: (sync: WatchedSync) => string,
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

/** Puts schedules that together keep a local time into components, which come after the other schedules of a bulk sync. */
export function planComponents(
    planned: readonly PlannedImport[],
    nameOf: (sync: WatchedSync) => string,
    now: Date,
    timeZone: string | undefined,
    stack?: StackContents,
): PlannedImport[] {
    const uniqueName = uniqueNames("-", [...(stack?.names ?? []), ...planned.map(({ name }) => name)]);
    return [...new Set(planned.map(({ sync }) => sync))].flatMap((sync) => {
        const ofSync = planned.filter((item) => item.sync === sync);
        const sets = findLocalTimes(
            ofSync.map(({ schedule }) => schedule),
            now,
            timeZone,
        );
        const inSets = sets.flatMap((set) => {
            const args = argsOf(set, now);
            const time = formatTime(0, set.plan.when.time).replace(":", "");
            const name = uniqueName(`${slug(nameOf(sync))}-local-${time}`);
            const component = { name, args, otherZones: set.plan.otherZones };
            return [...set.members].flatMap(([role, schedule]): PlannedImport[] => {
                const item = ofSync.find((other) => other.schedule === schedule);
                if (item === undefined) return [];
                const { selectiveMode } = item.definition.inputs;
                const written = fieldsOf({ ...set.plan.schedules[role], selectiveMode });
                return [
                    { ...item, name: `${name}-${role}`, component, definition: { written, inputs: written } },
                ];
            });
        });
        const taken = new Set(inSets.map(({ schedule }) => schedule));
        return [...ofSync.filter(({ schedule }) => !taken.has(schedule)), ...inSets];
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
