import { propertyOf } from "../../model/objects.js";
import { textOf } from "../../api/schemas.js";
import { failed, failure, ok, warning, type Check, type Finding } from "./check.js";
import { hasSchedules, type Session } from "./session.js";

async function checkKey(session: Session): Promise<Finding> {
    const { connection } = await session.link();
    const { json, error, status = 0 } = await session.first();
    if (status === 403 || status === 404) return withoutOwner(connection.organizationId, status);
    if (error !== undefined) return failed("ask whose key it is", error);
    return ownerOf(propertyOf(json, "data"), connection.organizationId);
}

/** `declared`: the organization that the settings say. */
function ownerOf(owner: unknown, declared: string | undefined): Finding {
    const text = (name: string) => textOf(propertyOf(owner, name));
    const organizationId = text("organization_id") ?? declared;
    const facts = { isUser: text("id") !== undefined };
    if (declared !== undefined && organizationId !== declared)
        return failure(
            "Key: it is for another organization than organizationId says: correct either.",
            facts,
        );
    const kind = facts.isUser ? "a user" : "an organization";
    const name = text("organization_name") ?? "without a name";
    return ok(`Key: that of ${kind}, in organization ${name} (${organizationId ?? "no id"}).`, facts);
}

function withoutOwner(organizationId: string | undefined, status: number): Finding {
    if (organizationId !== undefined)
        return ok(`Key: that of organization ${organizationId}, as the settings say.`, { status });
    return warning(
        "Key: it may not ask whose it is. After a change of the key, the package can't tell a deleted schedule from one of " +
            "another organization.",
        { status },
    );
}

async function checkBulkSyncs(session: Session): Promise<Finding> {
    const syncs = await session.bulkSyncs();
    const without = syncs.filter((sync) => !hasSchedules(sync));
    const facts = { bulkSyncs: syncs.length, withoutSchedule: without.length };
    if (syncs.length === 0)
        return warning("Bulk syncs: the key sees none. Check that it is of the right organization.", facts);
    const names = without.length === 0 ? "" : ` (${namesOf(without)})`;
    return ok(`Bulk syncs: ${syncs.length}, of which ${without.length} without a schedule${names}.`, facts);
}

async function checkInactive(session: Session): Promise<Finding | undefined> {
    const inactive = (await session.bulkSyncs()).filter(({ active }) => active === false);
    const facts = { inactive: inactive.length };
    if (inactive.length === 0) return ok("All bulk syncs are active.", facts);
    return warning(
        `Inactive bulk syncs, whose schedules never run: ${namesOf(inactive)}. Activate them in Polytomic.`,
        facts,
    );
}

const MOST_NAMES = 10;

function namesOf(syncs: readonly { readonly name?: string; readonly id?: string }[]): string {
    const names = syncs.slice(0, MOST_NAMES).map(({ name, id }) => name ?? id ?? "?");
    const rest = syncs.length - names.length;
    return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

async function checkSchedules(session: Session): Promise<Finding> {
    const looks = await session.samples();
    const count = looks.flatMap(({ schedules }) => schedules).length;
    return ok(
        count > 0
            ? "Schedules: the key may read them."
            : "Schedules: the key may read them. There is none to look at: `doctor --write` makes one, and removes it.",
        { schedules: count },
    );
}

/** Whose key it is, and what it sees. */
export const ACCOUNT: readonly Check<Session>[] = [
    { name: "key", needs: ["connection"], run: checkKey },
    { name: "bulk-syncs", needs: ["key"], run: checkBulkSyncs },
    { name: "inactive-bulk-syncs", needs: ["bulk-syncs"], run: checkInactive },
    { name: "schedules", needs: ["bulk-syncs"], run: checkSchedules },
];
