import { expect } from "chai";
import fc from "fast-check";
import { check } from "../../../../provider/lifecycle/schedule/check";
import { diff } from "../../../../provider/lifecycle/schedule/diff";
import {
    validateImport,
    importIdToKeep,
    parseImportId,
} from "../../../../provider/lifecycle/schedule/import-option";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import type { Properties } from "../../../../provider/model/state";
import { syncId } from "../../support/definitions";

const scheduleId = "6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01";
const otherId = "9c1f7d0e-3f53-4c1c-8e0e-5a5e8f0f9c11";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const importId = `${syncId}/${scheduleId}`;
const takes =
    "It takes <syncId>/<scheduleId>, two UUIDs, or <syncId>/default for the bulk sync's default schedule.";

describe("the import option", () => {
    it("names a schedule, in any spelling", () => {
        const id = { syncId, scheduleId };
        expect(parseImportId(importId)).to.deep.equal(id);
        expect(parseImportId(` ${importId.toUpperCase()}\n`)).to.deep.equal(id);
    });

    it("names a bulk sync's default schedule", () => {
        expect(parseImportId(`${syncId}/default`)).to.deep.equal({ syncId, scheduleId: "default" });
    });

    for (const text of [
        "",
        "nightly",
        syncId,
        `${syncId}/`,
        `/${scheduleId}`,
        `${importId}/1`,
        `1/${scheduleId}`,
    ]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            const message = `import: ${JSON.stringify(text)} is not allowed. ${takes}`;
            expect(parseImportId(text)).to.be.undefined;
            expect(validateImport({ importId: text, syncId })).to.deep.equal([message]);
        });
    }

    it("is refused as any other kind of value, without showing its content", () => {
        expect(validateImport({ importId: { key: "secret" }, syncId })).to.deep.equal([
            `import: an object is not allowed. ${takes}`,
        ]);
    });

    it("is accepted where it is left out, unknown, or names the declared bulk sync", () => {
        for (const inputs of [
            { syncId },
            { syncId, importId: unknown },
            { syncId: unknown, importId },
            { syncId: syncId.toUpperCase(), importId },
            { importId },
        ])
            expect(validateImport(inputs)).to.deep.equal([]);
    });

    it("must name the declared bulk sync", () => {
        expect(validateImport({ syncId: otherId, importId: `${syncId}/default` })).to.deep.equal([
            `import: it names the default schedule of bulk sync ${syncId}, but syncId is "${otherId}". Correct one of the ` +
                "two, or remove the import option to create a new schedule.",
        ]);
    });

    it("is kept as state has it, where it names the same or was removed", () => {
        const olds = { importId };
        expect(importIdToKeep(olds, {})).to.deep.equal(olds);
        expect(importIdToKeep(olds, { importId: importId.toUpperCase() })).to.deep.equal(olds);
        expect(importIdToKeep(olds, { importId: `${syncId}/default` })).to.deep.equal({
            importId: `${syncId}/default`,
        });
        expect(importIdToKeep({}, { importId })).to.deep.equal({ importId });
        expect(importIdToKeep({}, {})).to.deep.equal({});
    });

    it("passes the check, which keeps it", () => {
        const inputs = { syncId, frequency: "continuous" };
        expect(check({}, { ...inputs, importId }).inputs).to.deep.equal({ ...inputs, importId });
        expect(check({ ...inputs, importId }, inputs).inputs).to.deep.equal({ ...inputs, importId });
        expect(check({}, { ...inputs, importId: "nightly" }).failures).to.have.length(1);
    });
});

describe("the import option of a resource that has its schedule", () => {
    const inputs = { __provider: "code", syncId, frequency: "daily" };
    const withSchedule = (isDefault?: boolean) => ({
        ...inputs,
        schedule: JSON.stringify({ isDefault }),
    });
    const unchanged = { changes: false };

    it("is no change where it names that schedule", () => {
        expect(diff(importId, withSchedule(), { ...inputs, importId })).to.deep.equal(unchanged);
        expect(diff(scheduleId, withSchedule(), { ...inputs, importId })).to.deep.equal(unchanged);
        expect(diff(importId.toUpperCase(), withSchedule(), { ...inputs, importId })).to.deep.equal(
            unchanged,
        );
    });

    it("is no change where it stays as it was, whatever it names", () => {
        const other = { importId: `${syncId}/${otherId}` };
        expect(diff(importId, { ...withSchedule(), ...other }, { ...inputs, ...other })).to.deep.equal(
            unchanged,
        );
    });

    it("of `default` fails only where the schedule is known not to be that", () => {
        const news = { ...inputs, importId: `${syncId}/default` };
        expect(diff(importId, withSchedule(), news)).to.deep.equal(unchanged);
        expect(diff(importId, withSchedule(true), news)).to.deep.equal(unchanged);
        expect(() => diff(importId, withSchedule(false), news)).to.throw(
            `could not import the default schedule of bulk sync ${syncId}: this resource has schedule ${scheduleId}`,
        );
    });

    it("fails where it names another one", () => {
        const news = { ...inputs, importId: `${syncId}/${otherId}` };
        expect(() => diff(importId, withSchedule(), news)).to.throw(
            `could not import schedule ${otherId} of bulk sync ${syncId}: this resource has schedule ${scheduleId} of bulk sync ` +
                `${syncId}. To keep that one, remove the \`import\` option. To have the other one instead, first take this ` +
                "resource out of the stack with `pulumi state delete`, which leaves its schedule in Polytomic.",
        );
    });

    it("finishes a create that has not found out the id", () => {
        expect(diff(`${syncId}/unconfirmed`, withSchedule(), { ...inputs, importId })).to.deep.equal({
            changes: true,
            replaces: ["syncId"],
        });
    });
});

describe("two imports in one run", () => {
    const definition = { syncId, frequency: "continuous" };
    const mine = { ...definition, importId, __identity: "mine" };
    const others = { ...definition, importId: importId.toUpperCase(), __identity: "other" };
    const clashes = (registry: ResourceRegistry, olds: Properties, news: Properties) =>
        check(olds, news, registry).failures;

    it("clash where they name the same schedule", () => {
        const registry = new ResourceRegistry();
        expect(clashes(registry, {}, mine)).to.deep.equal([]);
        expect(clashes(registry, {}, mine)).to.deep.equal([]);
        expect(clashes(registry, {}, others)).to.deep.equal([
            `import: another resource of this stack has schedule ${scheduleId} of bulk sync ${syncId}, and a schedule can ` +
                "belong to one resource only. Remove one of the two from the program: the schedule stays.",
        ]);
    });

    it("clash with a resource that a diff has shown to have the schedule", () => {
        const registry = new ResourceRegistry();
        registry.recordDiff(importId, {}, { __identity: "other" });
        expect(clashes(registry, {}, mine)).to.have.length(1);
        expect(clashes(registry, {}, others)).to.deep.equal([]);
    });

    it("clash where they name the default schedule of the same bulk sync, and only there", () => {
        const registry = new ResourceRegistry();
        const defaultOf = (sync: string) => ({ syncId: sync, importId: `${sync}/default` });
        expect(clashes(registry, {}, { ...mine, ...defaultOf(syncId) })).to.deep.equal([]);
        expect(clashes(registry, {}, { ...others, ...defaultOf(otherId) })).to.deep.equal([]);
        expect(clashes(registry, {}, { ...others, ...defaultOf(syncId) })).to.have.length(1);
    });

    it("do not clash once state has the resource, for its option may be old", () => {
        const registry = new ResourceRegistry();
        clashes(registry, {}, mine);
        expect(clashes(registry, others, others)).to.deep.equal([]);
    });

    it("never clash where they name different schedules", () => {
        fc.assert(
            fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 9 }), (ids) => {
                const registry = new ResourceRegistry();
                const found = ids.flatMap((id) =>
                    clashes(registry, {}, { ...mine, importId: `${syncId}/${id}`, __identity: id }),
                );
                expect(found).to.deep.equal([]);
            }),
        );
    });
});
