import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as polytomic from "../../../../provider";
import { syncId } from "../../support/definitions";
import { isKnown, valueOf } from "../../support/mock-engine";

describe("lookup functions in a user's unit tests", () => {
    const calls: pulumi.runtime.MockCallArgs[] = [];

    beforeEach(async () => {
        calls.length = 0;
        const mocks: pulumi.runtime.Mocks = {
            newResource: ({ name, inputs }) => ({ id: `${syncId}/${name}`, state: inputs as object }),
            call: (call) => {
                calls.push(call);
                return call.token === "polytomic:index:getBulkSync" ? { id: syncId, name: "Nightly" } : {};
            },
        };
        await pulumi.runtime.setMocks(mocks, "project", "stack", false);
    });

    it("call the mocks, with the tokens that the documentation names", async () => {
        expect(await polytomic.getBulkSync({ name: "Nightly" })).to.deep.equal({
            id: syncId,
            name: "Nightly",
        });
        await polytomic.getBulkSyncs();
        await polytomic.getBulkSyncSchedules({ syncId });
        expect(calls.map(({ token, inputs }) => [token, inputs] as const)).to.deep.equal([
            ["polytomic:index:getBulkSync", { name: "Nightly" }],
            ["polytomic:index:getBulkSyncs", {}],
            ["polytomic:index:getBulkSyncSchedules", { syncId }],
        ]);
    });

    it("give a schedule its bulk sync, as outputs", async () => {
        const { id } = polytomic.getBulkSyncOutput({ name: pulumi.output("Nightly") });
        const schedule = new polytomic.BulkSyncSchedule("s", { syncId: id, frequency: "daily" });
        expect(await valueOf(schedule.syncId)).to.equal(syncId);
        await valueOf(polytomic.getBulkSyncsOutput());
        await valueOf(polytomic.getBulkSyncSchedulesOutput({ syncId: id }));
        expect(calls).to.have.length(3);
    });

    it("make a result secret only where an argument is", async () => {
        const provider = new polytomic.Provider("account", { apiKey: "k" });
        const plain = polytomic.getBulkSyncOutput({ name: "Nightly" }, { provider });
        const secret = polytomic.getBulkSyncOutput({ name: pulumi.secret("Nightly") });
        expect(await pulumi.isSecret(plain)).to.equal(false);
        expect(await pulumi.isSecret(secret)).to.equal(true);
    });

    it("have an unknown result while the provider's key is unknown in a preview", async () => {
        await pulumi.runtime.setMocks(
            { newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }), call: () => ({}) },
            "project",
            "stack",
            true,
        );
        const unknown = pulumi.output(Promise.resolve(pulumi.unknown)) as unknown as pulumi.Output<string>;
        const provider = new polytomic.Provider("account", { apiKey: unknown });
        expect(await isKnown(polytomic.getBulkSyncOutput({ name: "Nightly" }, { provider }))).to.equal(false);
        expect(await isKnown(polytomic.getBulkSyncOutput({ name: unknown }))).to.equal(false);
        expect(await isKnown(polytomic.getBulkSyncOutput({ name: "Nightly" }))).to.equal(true);
    });
});
