/** What Polytomic's responses look like, from all that have been seen. */

import { FIELD_NAMES, fieldsOf, isAbsent, isNumberField, type Fields } from "../../model/fields.js";
import { keysOf } from "../../model/objects.js";
import { failure, ok, seen, warning, type AbsentForm, type Check, type Finding } from "./check.js";
import type { Look, Raw } from "./look.js";
import type { Session } from "./session.js";

/** Responses to judge. */
export interface Evidence {
    readonly looks: readonly Look[];
    /** The response to a create, and what was sent. */
    readonly created?: Raw | undefined;
    readonly sent?: Fields | undefined;
}

type Judge = (evidence: Evidence) => Finding | undefined;

const schedulesIn = ({ looks, created }: Evidence): readonly Raw[] => [
    ...(created === undefined ? [] : [created]),
    ...looks.flatMap(({ schedules }) => schedules),
];
const nestedIn = ({ looks }: Evidence): readonly Raw[] => looks.flatMap(({ nested }) => nested);
const haveIds = (schedules: readonly Raw[]) => schedules.every(({ id }) => !isAbsent(id));

const judgeIds: Judge = (evidence) => {
    const schedules = schedulesIn(evidence);
    if (schedules.length === 0) return undefined;
    const ids = haveIds(schedules);
    return seen(`Responses about schedules have ${ids ? "ids" : "no ids: the bulk sync's list has to"}.`, {
        ids,
    });
};

const judgeNestedIds: Judge = (evidence) => {
    const nested = nestedIn(evidence);
    if (nested.length === 0) return undefined;
    const nestedIds = haveIds(nested);
    const service = { nestedIds };
    if (nestedIds) return seen("Bulk syncs list their schedules with ids.", service);
    const report = "Please report this with the output of --json.";
    return haveIds(schedulesIn(evidence))
        ? warning(
              "Bulk syncs list their schedules without ids. The package can create and change schedules, but not take " +
                  `over existing ones. ${report}`,
              service,
              service,
          )
        : failure(
              `Neither bulk syncs nor responses about schedules have the schedules' ids: the package can't work. ${report}`,
              service,
              service,
          );
};

const FORMS = {
    "null-text": 'the text "null"',
    null: "null",
    missing: "no field",
    empty: 'the text ""',
} as const satisfies Record<AbsentForm, string>;

function absentForm(raw: Raw, field: string): AbsentForm | undefined {
    const value = raw[field];
    if (value === undefined) return "missing";
    if (value === null) return "null";
    if (value === "null") return "null-text";
    return value === "" ? "empty" : undefined;
}

const judgeAbsent: Judge = (evidence) => {
    const schedules = schedulesIn(evidence);
    const formsOf = (fields: readonly string[]) => [
        ...new Set(schedules.flatMap((raw) => fields.flatMap((field) => absentForm(raw, field) ?? []))),
    ];
    // A service that fills in all fields may leave out who deleted a schedule.
    const forms = [FIELD_NAMES, ["deletedAt", "deletedBy"]].map(formsOf).find((found) => found.length > 0);
    const [absent] = forms ?? [];
    if (forms === undefined || absent === undefined) return undefined;
    const text = `Absent values are written as ${forms.map((form) => FORMS[form]).join(", or as ")}.`;
    return ok(text, { forms }, forms.length === 1 ? { absent } : {});
};

/** The forms of values that published examples have, by an example of each. */
const SPELLINGS = { "05": /^0\d$/, "5": /^\d$/, Monday: /^[A-Z]/, monday: /^[a-z]/ } as const;

const judgeSpelling: Judge = ({ created = {}, sent = {}, looks }) => {
    const numbers = FIELD_NAMES.filter(isNumberField);
    const echoed = numbers.filter((field) => sent[field] !== undefined && !isAbsent(created[field]));
    if (echoed.length > 0) {
        const respelled = echoed.filter((field) => String(sent[field]) !== created[field]);
        const examples = respelled.map((field) => `${String(sent[field])} as ${String(created[field])}`);
        return respelled.length === 0
            ? ok("Values are spelled as they were sent.", { echoed }, { spelling: "as-sent" })
            : ok(
                  `Polytomic has a spelling of its own: ${examples.join(", ")}.`,
                  { respelled },
                  { spelling: "service" },
              );
    }
    const values = looks
        .flatMap(({ schedules }) => schedules.map(fieldsOf))
        .flatMap((fields) => numbers.map((name) => fields[name]));
    const forms = keysOf(SPELLINGS).filter((form) =>
        values.some((value) => SPELLINGS[form].test(String(value ?? ""))),
    );
    return forms.length === 0 ? undefined : ok(`Values are spelled like ${forms.join(", ")}.`, { forms });
};

const judgeTimes: Judge = (evidence) => {
    const schedules = schedulesIn(evidence);
    if (schedules.length === 0) return undefined;
    const times = schedules.flatMap(({ createdAt }) => (isAbsent(createdAt) ? [] : [String(createdAt)]));
    const hasFraction = times.some((time) => /\.\d/.test(time));
    const createdAt = times.length === 0 ? "missing" : hasFraction ? "milliseconds" : "seconds";
    const text =
        createdAt === "missing" ? "have no time of creation" : `have times to the ${createdAt.slice(0, -1)}`;
    return seen(`Responses about schedules ${text}.`, { createdAt });
};

const isDate = (value: unknown) => typeof value === "string" && !Number.isNaN(Date.parse(value));

/** A list of schedules may have deleted ones, too. Only the bulk sync shows how many are alive. */
function deletedAtOnLive({ looks, created }: Evidence): boolean | undefined {
    if (created !== undefined) return isDate(created["deletedAt"]);
    const [look] = looks.filter(({ nested }) => nested.length > 0);
    if (look === undefined) return undefined;
    const { schedules, nested } = look;
    const dated = schedules.filter(({ deletedAt }) => isDate(deletedAt)).length;
    if (schedules.length - dated >= nested.length) return false;
    return dated === nested.length && schedules.length === nested.length ? true : undefined;
}

const judgeDeletedAt: Judge = (evidence) => {
    const isDated = deletedAtOnLive(evidence);
    if (isDated === undefined) return undefined;
    const text = `A schedule that is not deleted has ${isDated ? "a" : "no"} date in deletedAt.`;
    return seen(text, { deletedAtOnLive: isDated });
};

const judgeLists: Judge = ({ looks }) => {
    const empty = looks.find(({ list, schedules }) => list !== undefined && schedules.length === 0);
    if (empty === undefined) return undefined;
    const emptyLists = empty.list === null ? "null" : "array";
    return seen(`An empty list of schedules is ${emptyLists === "null" ? "null" : "[]"}.`, { emptyLists });
};

const judgeDefault: Judge = ({ looks }) => {
    const without = looks.find(({ sync }) => isAbsent(sync["default_schedule"]));
    if (without === undefined) return undefined;
    const missingDefault = Object.hasOwn(without.sync, "default_schedule") ? "null" : "left-out";
    const text = missingDefault === "null" ? "null" : "no field";
    return seen(`A bulk sync without a default schedule has ${text} for it.`, { missingDefault });
};

/** What to find out from responses, by the names of the checks. */
export const JUDGES = {
    ids: judgeIds,
    "listed-ids": judgeNestedIds,
    "absent-values": judgeAbsent,
    spelling: judgeSpelling,
    times: judgeTimes,
    "deleted-at": judgeDeletedAt,
    "empty-lists": judgeLists,
    "missing-default": judgeDefault,
} as const;

/** What responses look like. A question that no response shows is left out. */
export const RESPONSES: readonly Check<Session>[] = Object.entries(JUDGES).map(([name, judge]) => ({
    name,
    needs: ["schedules"],
    run: async ({ samples, trial }) => {
        const looks = [...(await samples()), ...(trial === undefined ? [] : [trial.before, trial.now])];
        return judge({ looks, created: trial?.created, sent: trial?.sent });
    },
}));
