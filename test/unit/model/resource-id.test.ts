import { expect } from "chai";
import { requireResourceId } from "../../../provider/lifecycle/schedule/existence";
import fc from "fast-check";
import {
    describeId,
    formatResourceId,
    isUnconfirmed,
    parseResourceId,
    unconfirmedId,
} from "../../../provider/model/resource-id";
import { syncId } from "../support/definitions";

const scheduleId = "6f4f2f4e-6d3c-4f6f-9d55-0d3a6a9a8f01";

describe("the resource id", () => {
    it("is the sync's id, a slash and the schedule's id", () => {
        expect(formatResourceId({ syncId, scheduleId })).to.equal(`${syncId}/${scheduleId}`);
    });

    it("is read back as it was written", () => {
        const part = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
        fc.assert(
            fc.property(part, part, (sync, schedule) => {
                const id = { syncId: sync, scheduleId: schedule };
                expect(parseResourceId(formatResourceId(id))).to.deep.equal(id);
            }),
        );
    });

    for (const text of ["", "/", "a", "a/", "/b", "a/b/", "a/b/c"]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            expect(parseResourceId(text)).to.be.undefined;
            expect(() => requireResourceId(text, {})).to.throw(
                `"${text}" is not the id of a schedule: it takes <syncId>/<scheduleId>, two UUIDs.`,
            );
        });
    }

    it("may be the schedule's alone where state has the bulk sync", () => {
        const id = { syncId, scheduleId };
        expect(parseResourceId(scheduleId, syncId)).to.deep.equal(id);
        expect(parseResourceId(`other/${scheduleId}`, syncId)).to.deep.equal({ ...id, syncId: "other" });
        expect(requireResourceId(scheduleId, { syncId })).to.deep.equal(id);
    });

    it("marks a create that has not found out the schedule's id", () => {
        expect(unconfirmedId(syncId)).to.equal(`${syncId}/unconfirmed`);
        expect(isUnconfirmed(requireResourceId(unconfirmedId(syncId), {}))).to.be.true;
        expect(isUnconfirmed({ syncId, scheduleId })).to.be.false;
    });

    it("is put into words", () => {
        expect(describeId({ syncId, scheduleId })).to.equal(`schedule ${scheduleId} of bulk sync ${syncId}`);
        expect(describeId(requireResourceId(unconfirmedId(syncId), {}))).to.equal(
            `the unconfirmed schedule of bulk sync ${syncId}`,
        );
    });
});
