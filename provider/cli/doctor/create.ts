/** Makes the schedule of `doctor --write`, after a question, and removes it in the end. */

import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { keyOwnerSchema } from "../../api/schemas.js";
import { isAbsent } from "../../model/fields.js";
import { select } from "../inventory.js";
import { failed, failure, ok, warning, type Check, type Finding } from "./check.js";
import type { Session } from "./session.js";
import { Trial } from "./trial.js";

/** Whether to go on, asked on the terminal. Ctrl-C and an end of input mean no. */
async function confirm(question: string): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const closed = once(terminal, "close").then(() => "");
    const response = await Promise.race([terminal.question(`${question} [y/N] `), closed]).catch(() => {
        process.stderr.write("\n");
        return "";
    });
    terminal.close();
    return /^y(es)?$/i.test(response.trim());
}

/** Whether Polytomic shows ids nowhere, as far as existing schedules say. */
async function isWithoutIds(session: Session): Promise<boolean> {
    const looks = await session.samples();
    const schedules = looks.flatMap((look) => look.schedules);
    return looks.some(({ bulkSync }) => bulkSync.hasUnidentified) && schedules.some(({ id }) => isAbsent(id));
}

async function create(session: Session): Promise<Finding> {
    const { write = "", yes } = session.options;
    const syncs = (await session.bulkSyncs()).map(({ id = "", name = id }) => ({ id, name }));
    const [target, ...others] = select(syncs, [write]);
    if (target === undefined || others.length > 0)
        return failure(`--write: ${others.length + 1} bulk syncs match ${write}. Give an id.`);
    if (await isWithoutIds(session))
        return failure("Nothing is written: without an id, the schedule could not be removed.");
    const what = `a schedule in bulk sync ${target.name} (${target.id})`;
    const question = `Make ${what} with frequency "manual", which never runs by itself, change it, and remove it?`;
    if (!yes && !(await confirm(question)))
        return { ...warning("Nothing is written, since you did not say yes."), isEnd: true };
    return createIn(target.id, what, session);
}

async function createIn(syncId: string, what: string, session: Session): Promise<Finding> {
    const { json } = await session.first();
    const owner = keyOwnerSchema.safeParse(json).data ?? {};
    const trial = await Trial.prepare(await session.link(), owner, syncId);
    session.trial = trial;
    const { error, status = 0 } = await trial.create();
    if (error !== undefined) return failed(`create ${what}`, error);
    const hasTimes = trial.sent.hour !== undefined;
    const detail = hasTimes ? "" : " Polytomic refuses times with this frequency.";
    return ok(`Made ${what}, with frequency "manual".${detail}`, { status, hasTimes });
}

async function readAfterWrite(session: Session): Promise<Finding | undefined> {
    const { trial } = session;
    if (trial === undefined) return undefined;
    const foundMs = await trial.settle(session.signal);
    if (trial.own.ids.length === 0)
        return failure("The id of the new schedule can't be found: the package would fail in the same way.", {
            isListed: foundMs !== undefined,
        });
    const facts = { lagMs: foundMs ?? -1 };
    if (foundMs === undefined) return warning("The bulk sync does not list the new schedule.", facts);
    trial.lagMs = foundMs;
    return ok(`The bulk sync lists the new schedule after ${foundMs} ms.`, facts);
}

async function cleanUp({ trial }: Session): Promise<Finding | undefined> {
    const left = await trial?.remove();
    if (trial === undefined || left === undefined) return undefined;
    const { ids, doubtful, unidentified } = trial.own;
    const where = `of bulk sync ${trial.syncId}`;
    const facts = { made: ids.length, left: left.size, unidentified, doubtful: doubtful.length };
    const problems = [...left].map(([id, why]) => `schedule ${id} ${where} (${why})`);
    if (doubtful.length > 0)
        problems.push(`some of the new schedules ${doubtful.join(", ")} ${where}, which can't be told apart`);
    else if (unidentified > 0) problems.push(`perhaps a schedule ${where}, whose id can't be found`);
    if (problems.length > 0)
        return failure(
            `Could not remove ${problems.join("; ")}. What is left has frequency "manual" and never runs by itself: remove it ` +
                "in Polytomic.",
            facts,
        );
    const text = `Removed what this command made: ${ids.length} schedule${ids.length === 1 ? "" : "s"}.`;
    const isAsBefore = trial.own.areOthersAsBefore(trial.now.bulkSync);
    return isAsBefore
        ? ok(`${text} The other schedules ${where} are as before.`, { ...facts, isAsBefore })
        : warning(`${text} The other schedules ${where} have changed meanwhile: look at them in Polytomic.`, {
              ...facts,
              isAsBefore,
          });
}

/** Makes a schedule. */
export const CREATE: readonly Check<Session>[] = [
    { name: "create", needs: ["schedules"], run: create },
    { name: "read-after-write", needs: ["create"], run: readAfterWrite },
];

/** Removes what the command has made, in any case. */
export const REMOVAL: Check<Session> = { name: "removal", isLast: true, run: cleanUp };
