import type { Undeclared } from "./state.js";
import { only } from "./undeclared.js";

/** What to tell a user of schedules that stay although nobody declared them; undefined where there is nothing to tell. */
export function warningOf(
    syncId: string,
    strangers: Undeclared,
    ownIds: { has(scheduleId: string): boolean },
): string | undefined {
    const foreign = only(strangers, (id) => !ownIds.has(id));
    const own = only(strangers, (id) => ownIds.has(id));
    const sentences = [
        ...(isEmpty(foreign)
            ? []
            : [
                  `bulk sync ${syncId} has schedules that are not declared: ${listed(foreign)}. Nothing was done to them. ` +
                      "`pulumi refresh` shows them as a difference, and the `pulumi up` after it removes them.",
              ]),
        ...(isEmpty(own)
            ? []
            : [
                  `schedules of bulk sync ${syncId} are declared in this stack, but not among the scheduleIds of its ` +
                      `BulkSyncSchedulesExclusive: ${listed(own)}. Add their scheduleId there.`,
              ]),
    ];
    return sentences.length === 0 ? undefined : sentences.join(" ");
}

const isEmpty = (strangers: Undeclared) => Object.keys(strangers).length === 0;

const listed = (strangers: Undeclared) =>
    Object.entries(strangers)
        .map(([id, words]) => `${id} (${words})`)
        .join("; ");
