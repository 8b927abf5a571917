import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../../api/account.js";
import { Deadline } from "../../api/deadline.js";
import { isOutcomeOpen, messageOf, statusOf } from "../../api/errors.js";
import { schedulePath, schedulesPath } from "../../api/paths.js";
import type { Observation, Probe } from "../../api/transport/probe.js";
import { createdScheduleSchema, type KeyOwner } from "../../api/schemas.js";
import { toRequest, WEEKDAYS, type Fields } from "../../model/fields.js";
import { dataOf, lookAt, recordOrEmpty, type Look, type Raw } from "./look.js";
import { OwnSchedules } from "./own-schedules.js";

/** How long the bulk sync may take to show a change. */
const SETTLING_MS = 15_000;
const REMOVAL_MS = 60_000;

interface Link {
    readonly account: Account;
    readonly probe: Probe;
}

/** Schedules with frequency `manual`, which never run by themselves, made to see what Polytomic does with them. */
export class Trial {
    /** The response to the first create. */
    created: Raw | undefined;
    /** The bulk sync as it was seen last. */
    now: Look;
    /** How long the bulk sync took to list the first schedule. */
    lagMs = 0;
    private hasPosted = false;
    private key = randomUUID();

    private constructor(
        private readonly link: Link,
        readonly syncId: string,
        /** The bulk sync before the first create. */
        readonly before: Look,
        readonly own: OwnSchedules,
    ) {
        this.now = before;
    }

    /** Prepares a trial with times that nobody else's schedule has. */
    static async prepare(link: Link, owner: KeyOwner, syncId: string): Promise<Trial> {
        const before = await lookAt(syncId, link.probe);
        // Not what a service would fill in, and spelled differently where it has two digits or capitals.
        const fields = {
            frequency: "manual",
            hour: randomInt(1, 10),
            minute: randomInt(1, 10),
            dayOfMonth: randomInt(2, 29),
            dayOfWeek: WEEKDAYS[randomInt(1, WEEKDAYS.length)] ?? "monday",
        };
        const own = new OwnSchedules(before.bulkSync, {
            fields,
            owner,
            sinceMs: link.account.serviceTimeMs(),
        });
        return new Trial(link, syncId, before, own);
    }

    /** The fields that were sent. */
    get sent(): Fields {
        return this.own.fingerprint.fields;
    }

    /** Creates a schedule. Where Polytomic refuses times with `manual`, without them. */
    async create(): Promise<Observation> {
        let response = await this.post(this.sent);
        if (response.status === 400 || response.status === 422) {
            this.key = randomUUID();
            this.own.fingerprint = { ...this.own.fingerprint, fields: { frequency: "manual" } };
            response = await this.post(this.sent);
        }
        if (response.error === undefined) this.created = recordOrEmpty(dataOf(response));
        return response;
    }

    /** Sends a create with the same key as before. */
    async post(fields: Fields): Promise<Observation> {
        this.hasPosted = true;
        const path = schedulesPath(this.syncId);
        const body = { schedule: toRequest(fields) };
        const response = await this.link.probe.send({ method: "POST", path, body, idempotencyKey: this.key });
        const { error, json } = response;
        if (error === undefined) this.own.add(createdScheduleSchema.safeParse(json).data ?? {});
        else if (isOutcomeOpen(error)) this.own.add({});
        return response;
    }

    /** Sends a request about the first schedule. */
    async send(method: "GET" | "PUT" | "DELETE", fields?: Fields): Promise<Observation> {
        const [id = ""] = this.own.ids;
        const body = fields && { schedule: toRequest(fields) };
        const response = await this.link.probe.send({ method, path: schedulePath(this.syncId, id), body });
        if (method === "DELETE" && response.error === undefined) this.own.remove(id);
        return response;
    }

    /** Reads the bulk sync until it shows what has been done. Returns how long that took; undefined where it does not. */
    async settle(signal?: AbortSignal): Promise<number | undefined> {
        const startMs = performance.now();
        for (let pauseMs = 50; ; pauseMs = Math.min(1_000, pauseMs * 2)) {
            this.now = await lookAt(this.syncId, this.link.probe);
            this.own.claim(this.now.bulkSync);
            const elapsedMs = Math.round(performance.now() - startMs);
            const extra = this.now.nested.length - this.before.nested.length;
            if (this.own.agreesWith(this.now.bulkSync, extra)) return elapsedMs;
            if (this.own.doubtful.length > 0 || elapsedMs > SETTLING_MS) return undefined;
            if (!(await pause(pauseMs, signal))) return undefined;
        }
    }

    /** Waits for a second schedule as long as the first one took, twice. Returns whether there is one. */
    async hasSecond(signal: AbortSignal): Promise<boolean> {
        if (this.own.unidentified > 0) {
            await pause(250 + 2 * this.lagMs, signal);
            this.own.claim((await lookAt(this.syncId, this.link.probe)).bulkSync);
            if (!signal.aborted) this.own.close();
        }
        return this.own.ids.length > 1;
    }

    /** Removes what was made. Returns why schedules are left, by their ids; undefined where nothing was made. */
    async remove(): Promise<ReadonlyMap<string, string> | undefined> {
        if (!this.hasPosted) return undefined;
        // The ids that are known are removed in any case.
        if (this.own.unidentified > 0) await this.settle().catch(() => undefined);
        const left = new Map<string, string>();
        for (const id of this.own.alive) {
            try {
                await this.link.account.deleteSchedule(this.syncId, id, new Deadline(REMOVAL_MS));
                this.own.remove(id);
            } catch (error) {
                if (statusOf(error) === 404) this.own.remove(id);
                else left.set(id, messageOf(error));
            }
        }
        await this.settle().catch(() => undefined);
        for (const { id } of this.now.bulkSync.schedules)
            if (this.own.ids.includes(id) && !left.has(id)) left.set(id, "the bulk sync still lists it");
        return left;
    }
}

/** Waits, unless Ctrl-C comes before the end. Returns whether it did wait. */
const pause = (ms: number, signal?: AbortSignal): Promise<boolean> =>
    wait(ms, true, { signal }).catch(() => false);
