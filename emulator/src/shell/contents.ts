import type { Emulator, OrganizationReference, SyncReference } from "../emulator";
import type { WebAppFields } from "../store/schedule";
import { parseWebAppFields } from "../validation/web-app";
import { parseSchedule } from "./schedule-text";

/** What the account holds when the emulator starts, besides its bulk syncs. */
export interface Contents {
    schedules: readonly PlacedSchedule[];
    /** Numbers of bulk syncs, from 1. */
    inactive: readonly number[];
    hasSecond: boolean;
}

interface PlacedSchedule {
    /** The number of its bulk sync, from 1. */
    sync: number;
    fields: WebAppFields;
}

/** A schedule in words, such as `daily hour=3 sync=2`. */
export function parsePlaced(text: string): PlacedSchedule {
    const words = text.split(/\s+/).filter((word) => word !== "");
    const { sync = "1", ...fields } = parseSchedule(words);
    return { sync: Number(sync), fields: parseWebAppFields(fields) };
}

/** Throws where the contents name a bulk sync that there is not. */
export function assertSyncs({ schedules, inactive }: Contents, count = 2): void {
    for (const number of [...schedules.map(({ sync }) => sync), ...inactive])
        if (!Number.isInteger(number) || number < 1 || number > count)
            throw new Error(`there is no bulk sync ${number}: the numbers are 1 to ${count}`);
}

/** Puts the contents into the emulator, and returns the second organization where there is to be one. */
export function fill(
    emulator: Emulator,
    { schedules, inactive, hasSecond }: Contents,
): (OrganizationReference & { sync: SyncReference }) | undefined {
    const idOf = (number: number) => emulator.syncs[number - 1]?.id ?? "";
    for (const { sync, fields } of schedules) emulator.addSchedule(idOf(sync), fields);
    for (const number of inactive) emulator.editSync(idOf(number), { active: false });
    if (!hasSecond) return undefined;
    const second = emulator.addOrganization("Second organization");
    return { ...second, sync: emulator.addSync({ organizationId: second.id, name: "Marketo to BigQuery" }) };
}
