import { once } from "node:events";
import type { Server } from "node:http";
import type { Emulator, NewSync, OrganizationReference, SyncReference, UserReference } from "./emulator";
import type { BehaviourOptions, EmulatorOptions } from "./options";
import { optionsLike } from "./report";
import type { FaultRule } from "./server/faults";
import type { LoggedRequest } from "./server/request-log";
import { createServer } from "./server/server";
import { EmulatorState } from "./state";
import type { Snapshot } from "./state";
import type { ExecutionPlan } from "./store/executions";
import { replaceSync } from "./store/replacement";
import type { StoredSchedule, WebAppFields } from "./store/schedule";
import type { Sync } from "./store/store";
import { parseSyncDefinition } from "./validation/requests";
import { WebApp } from "./web-app";

const SEEDED_NAMES = ["Salesforce to Snowflake", "HubSpot to PostgreSQL"];

/** Starts an emulator that listens once the promise resolves. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const { port = 0, host = "127.0.0.1", like, log, snapshot, ...rest } = options;
    const { syncs = snapshot === undefined ? 2 : 0, ...behaviour } = rest;
    const state = new EmulatorState({ ...(like && optionsLike(like)), ...behaviour }, log, snapshot);
    const server = createServer(state);
    await once(server.listen({ port, host }), "listening");
    const emulator = new RunningEmulator(state, server, urlOf(server, host));
    for (let index = 0; index < syncs; index += 1) {
        emulator.addSync({ name: SEEDED_NAMES[index] ?? `Bulk sync ${index + 1}` });
    }
    return emulator;
}

class RunningEmulator implements Emulator {
    readonly apiKey: string;
    readonly organizationId: string;
    readonly partnerKey: string;
    readonly deploymentKey: string;
    readonly userId: string;
    private readonly webApp: WebApp;
    private closing: Promise<void> | undefined;

    constructor(
        private readonly state: EmulatorState,
        private readonly server: Server,
        readonly url: string,
    ) {
        this.webApp = new WebApp(state);
        const { accounts } = state;
        const main = accounts.first() ?? accounts.addOrganization("Main organization");
        const user = accounts.firstUserOf(main.id) ?? accounts.addUser(main.id);
        this.organizationId = main.id;
        this.apiKey = user.apiKey;
        this.partnerKey = main.partnerKey;
        this.userId = user.id;
        this.deploymentKey = state.accounts.deploymentKey;
    }

    get syncs(): SyncReference[] {
        return this.state.store.syncsOf(this.organizationId).map(reference);
    }

    get requests(): readonly LoggedRequest[] {
        return this.state.log.requests;
    }

    get maxInFlight(): number {
        return this.state.log.maxInFlight;
    }

    clearRequests(): void {
        this.state.log.clear();
    }

    schedules(syncId: string): StoredSchedule[] {
        return this.state.store.schedules(syncId);
    }

    addOrganization(name?: string): OrganizationReference {
        const organization = this.state.accounts.addOrganization(name);
        return { ...organization, ...this.addUser(organization.id) };
    }

    addUser(organizationId = this.organizationId): UserReference {
        const { id, apiKey } = this.state.accounts.addUser(organizationId);
        return { userId: id, apiKey };
    }

    addSync({
        id,
        organizationId = this.organizationId,
        name = "Bulk sync",
        active = true,
    }: NewSync = {}): SyncReference {
        const createdBy = this.state.accounts.editorIn(organizationId);
        return reference(this.state.store.addSync({ id, organizationId, name, active, createdBy }));
    }

    editSync(syncId: string, changes: { name?: string; active?: boolean }): void {
        this.webApp.editSync(syncId, changes);
    }

    replaceSync(
        syncId: string,
        definition: object,
        { updatedBy }: { updatedBy?: string } = {},
    ): StoredSchedule[] {
        const { organizationId } = this.state.store.sync(syncId);
        const by = updatedBy ?? this.state.accounts.secondUserOf(organizationId).id;
        replaceSync(this.state, syncId, parseSyncDefinition(definition), by);
        return this.schedules(syncId);
    }

    removeSync(id: string): void {
        this.state.store.removeSync(id);
    }

    addSchedule(
        syncId: string,
        input: WebAppFields,
        { createdBy, createdAt }: { createdBy?: string; createdAt?: string } = {},
    ): StoredSchedule {
        return this.webApp.addSchedule(syncId, input, { by: createdBy, at: createdAt });
    }

    editSchedule(syncId: string, scheduleId: string, changes: Partial<WebAppFields>): StoredSchedule {
        return this.webApp.editSchedule(syncId, scheduleId, changes);
    }

    removeSchedule(syncId: string, scheduleId: string): void {
        this.webApp.removeSchedule(syncId, scheduleId);
    }

    planExecution(syncId: string, plan: ExecutionPlan): void {
        this.state.executions.plan(this.state.store.sync(syncId).id, plan);
    }

    fault(rule: FaultRule): void {
        this.state.faults.add(rule);
    }

    clearFaults(): void {
        this.state.faults.clear();
    }

    set(options: BehaviourOptions): void {
        Object.assign(this.state.behaviour, options);
    }

    advanceClock(ms: number): void {
        this.state.clock.advance(ms);
    }

    snapshot(): Snapshot {
        return this.state.snapshot();
    }

    close(): Promise<void> {
        this.closing ??= new Promise((resolve) => {
            this.server.close(() => {
                resolve();
            });
        });
        this.server.closeAllConnections();
        this.state.end();
        return this.closing;
    }
}

function urlOf(server: Server, host: string): string {
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the emulator does not listen");
    const reachable = new Map([
        ["0.0.0.0", "127.0.0.1"],
        ["::", "::1"],
    ]);
    const name = reachable.get(host) ?? host;
    return `http://${name.includes(":") ? `[${name}]` : name}:${address.port}`;
}

function reference({ id, name, organizationId }: Sync): SyncReference {
    return { id, name, organizationId };
}
