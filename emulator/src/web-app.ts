import type { EmulatorState } from "./state";
import { changeSync } from "./store/replacement";
import type { StoredSchedule, WebAppFields } from "./store/schedule";
import type { Sync, SyncChanges } from "./store/store";

/** What somebody does in the web app: by default the first user of the bulk sync's organization. */
export class WebApp {
    constructor(private readonly state: EmulatorState) {}

    addSchedule(
        syncId: string,
        fields: WebAppFields,
        { by = this.editorOf(syncId), at }: { by?: string | undefined; at?: string | undefined } = {},
    ): StoredSchedule {
        return this.state.store.addSchedule(syncId, fields, { by, at });
    }

    editSchedule(syncId: string, scheduleId: string, changes: Partial<WebAppFields>): StoredSchedule {
        return this.state.store.changeSchedule(syncId, scheduleId, changes, this.editorOf(syncId));
    }

    removeSchedule(syncId: string, scheduleId: string): void {
        this.state.store.removeSchedule(syncId, scheduleId, this.editorOf(syncId));
    }

    editSync(syncId: string, changes: SyncChanges): Sync {
        return changeSync(this.state, syncId, changes, this.editorOf(syncId));
    }

    private editorOf(syncId: string): string {
        return this.state.accounts.editorIn(this.state.store.sync(syncId).organizationId);
    }
}
