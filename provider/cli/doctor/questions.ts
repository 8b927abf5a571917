/** What only a schedule of one's own shows: the questions of `doctor --write`. */

import { fieldsOf, isAbsent, type Fields } from "../../model/fields.js";
import { propertyOf } from "../../model/objects.js";
import { failed, ok, warning, type Check, type Finding, type Service } from "./check.js";
import { dataOf, recordOrEmpty, type Raw } from "./look.js";
import type { Session } from "./session.js";
import type { Trial } from "./trial.js";

/** The trial, in checks that need the one above. */
function trialOf({ trial }: Session): Trial {
    if (trial === undefined) throw new Error("no schedule was made");
    return trial;
}

function fillIn(session: Session): Finding | undefined {
    const { created, sent } = trialOf(session);
    if (created === undefined) return undefined;
    const returned = fieldsOf(created);
    const filledIn = Object.keys(returned).filter((name) => !Object.hasOwn(sent, name));
    const hasTimes = filledIn.some((name) => name !== "selectiveMode");
    // Whether the mode alone is filled in, no option of the emulator says.
    const service = filledIn.length > 0 === hasTimes ? { fillIn: hasTimes } : {};
    return ok(
        filledIn.length === 0
            ? "Polytomic leaves omitted fields empty."
            : `Polytomic fills in omitted fields: ${filledIn.join(", ")}.`,
        { filledIn },
        service,
    );
}

function newDefault(session: Session): Finding | undefined {
    const { created, before, now } = trialOf(session);
    if (created === undefined) return undefined;
    const said = created["isDefault"];
    const isDefault = typeof said === "boolean" ? said : !isAbsent(now.sync["default_schedule"]);
    const hadDefault = !isAbsent(before.sync["default_schedule"]);
    const facts = { hadDefault, isDefault };
    if (hadDefault)
        return isDefault
            ? warning("The new schedule took the place of the bulk sync's default schedule.", facts)
            : ok("The bulk sync's default schedule stayed the default one.", facts);
    const text = `Without a default schedule, a new one ${isDefault ? "becomes" : "does not become"} the default one.`;
    return ok(text, facts, { newDefault: isDefault ? "first" : "never" });
}

async function repeat(session: Session): Promise<Finding> {
    const trial = trialOf(session);
    const { error, status = 0 } = await trial.post(trial.sent);
    const facts = { status };
    if (error !== undefined)
        return {
            ...failed("repeat a create with the same idempotency key", error),
            status: "warning",
            facts,
        };
    if (await trial.hasSecond(session.signal))
        return {
            ...warning(
                "Idempotency keys have no effect: after a lost response, the package may create a second schedule. Please " +
                    "report it.",
                facts,
                { idempotencyKeys: "ignored" },
            ),
            isEnd: true,
        };
    return ok("A repeated create with the same idempotency key makes no second schedule.", facts, {
        idempotencyKeys: "kept",
    });
}

async function update(session: Session): Promise<Finding> {
    const trial = trialOf(session);
    const { frequency = "manual", hour } = trial.sent;
    const fields: Fields = { frequency, selectiveMode: "none" };
    const response = await trial.send("PUT", hour === undefined ? fields : { ...fields, hour });
    if (response.error !== undefined) return failed("update the schedule", response.error);
    const [old, now] = [trial.created ?? {}, recordOrEmpty(dataOf(response))];
    const kept = ["minute", "dayOfMonth", "dayOfWeek"].filter(
        (name) => !isAbsent(old[name]) && old[name] === now[name],
    );
    const service = scheduleUpdates(old, now);
    const facts = { kept, ...service };
    if (kept.length === 0) return ok("An update resets omitted fields.", facts, service);
    const text = `An update keeps omitted fields (${kept.join(", ")}), which the package does not expect. Please report it.`;
    return warning(text, facts, service);
}

/** What an update does to what only the web app can set: to be seen where a new schedule has more than the usual. */
function scheduleUpdates(old: Raw, now: Raw): Partial<Service> {
    const { schemas, syncMode } = old;
    const isUsual = isAbsent(propertyOf(schemas, "0")) && (isAbsent(syncMode) || syncMode === "normal");
    if (isUsual) return {};
    const isKept = JSON.stringify([schemas, syncMode]) === JSON.stringify([now["schemas"], now["syncMode"]]);
    return { scheduleUpdates: isKept ? "keep" : "reset" };
}

/** With other fields that the update above has shown to be valid. */
async function reuse(session: Session): Promise<Finding> {
    const trial = trialOf(session);
    const before = trial.own.ids.length;
    const { error, status = 0 } = await trial.post({ ...trial.sent, selectiveMode: "none" });
    const facts = { status };
    const text = "A create with a known idempotency key and other fields";
    if (status === 400 || status === 422)
        return ok(`${text} is refused with ${status}.`, facts, { reusedKeyWithOtherBody: status });
    if (error !== undefined)
        return { ...failed("reuse an idempotency key", error), status: "warning", facts };
    await trial.hasSecond(session.signal);
    const isCreated = trial.own.ids.length > before;
    return ok(`${text} ${isCreated ? "makes a second schedule" : "returns the first response"}.`, facts, {
        reusedKeyWithOtherBody: isCreated ? "created" : "replay",
    });
}

/** Values that nobody can want, in an update: there is nothing to remove if Polytomic takes them. */
const WRONG: readonly Fields[] = [
    { frequency: "manual", selectiveMode: "doctor" },
    { frequency: "manual", minute: 99 },
];

async function refuse(session: Session): Promise<Finding> {
    for (const fields of WRONG) {
        const { status = 0, error } = await trialOf(session).send("PUT", fields);
        if (status === 400 || status === 422)
            return ok(`A wrong value is refused with ${status}.`, { status }, { refusals: status });
        if (error !== undefined) return { ...failed("send a wrong value", error), status: "warning" };
    }
    return warning("Polytomic refuses no wrong value.", { status: 200 });
}

async function remove(session: Session): Promise<Finding> {
    const { status = 0, json, error } = await trialOf(session).send("DELETE");
    if (error !== undefined) return failed("delete the schedule", error);
    if (status === 204) return ok("A delete returns 204.", { status }, { deleteResponse: "no-content" });
    const isText = typeof json === "string";
    const text = `A delete returns ${status} with ${isText ? "a text" : "another body"}.`;
    return ok(text, { status, isText }, isText ? { deleteResponse: "text" } : {});
}

async function readDeleted(session: Session): Promise<Finding> {
    const trial = trialOf(session);
    await trial.settle(session.signal);
    const { status = 0, json } = await trial.send("GET");
    const isDated = !isAbsent(propertyOf(propertyOf(json, "data"), "deletedAt"));
    const again = await trial.send("DELETE");
    const facts = { status, isDated, again: again.status ?? 0 };
    const end = `Deleting it again returns ${again.status ?? "nothing"}.`;
    if (status === 404)
        return ok(`A deleted schedule returns 404. ${end}`, facts, { deletedSchedules: "not-found" });
    if (status === 200 && isDated)
        return ok(`A deleted schedule has a date in deletedAt. ${end}`, facts, { deletedSchedules: "dated" });
    return warning(`A deleted schedule returns ${status}. ${end}`, facts);
}

/** Tries what else is open. */
export const QUESTIONS: readonly Check<Session>[] = [
    { name: "omitted-fields", needs: ["create"], run: fillIn },
    { name: "new-default", needs: ["create"], run: newDefault },
    { name: "idempotency-keys", needs: ["read-after-write"], run: repeat },
    { name: "update", needs: ["read-after-write"], run: update },
    { name: "reused-key", needs: ["idempotency-keys", "update"], run: reuse },
    { name: "wrong-value", needs: ["read-after-write"], run: refuse },
    { name: "delete", needs: ["read-after-write"], run: remove },
    { name: "deleted-schedule", needs: ["delete"], run: readDeleted },
];
