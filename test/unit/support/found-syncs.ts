import type { ExistingSchedule } from "../../../provider/api/account";
import type { WatchedSync } from "../../../provider/cli/schedules/statuses";
import type { Schedule } from "../../../provider/model/schedule";

/** An active bulk sync with schedules, as the command line reads it. */
export function syncWith(name: string, ...schedules: readonly Schedule[]): WatchedSync {
    const id = "248df4b7-aa70-47b8-a036-33ac447e668d";
    const existing = schedules.map((schedule, index): ExistingSchedule => ({
        isDefault: false,
        ...schedule,
        scheduleId: `${id}/${index}`,
    }));
    return { id, name, isNameTaken: false, active: true, schedules: existing };
}
