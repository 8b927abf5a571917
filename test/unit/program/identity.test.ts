import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BulkSyncSchedule } from "../../../provider";
import { mockEngine } from "../support/mock-engine";
import {
    args,
    Box,
    engineWithoutSchedule,
    id,
    inputsOf,
    registrationsOf,
    scheduleId,
    Twin,
} from "../support/resources";

describe("the identity of a schedule", () => {
    async function identityIn(
        options: Parameters<typeof mockEngine>[1] = {},
        name = "nightly",
        boxes?: readonly string[],
    ): Promise<unknown> {
        const engine = await mockEngine((inputs) => ({ id, state: inputs }), options);
        const parent = boxes?.reduce<Box | undefined>(
            (outer, kind) => new Box("box", kind, outer),
            undefined,
        );
        const opts = parent === undefined ? {} : { parent };
        const [request] = await registrationsOf(engine, new BulkSyncSchedule(name, args, opts));
        return inputsOf(request)["__identity"];
    }

    it("is the same in every run and every release", async () => {
        expect(await identityIn()).to.equal("DPh_dfbE0SXJ");
        expect(await identityIn({}, "nightly", ["Box"])).to.equal("fYU0wchRn7AZ");
    });

    it("is another one for another organization, project, stack, name or parent", async () => {
        const identities = [
            await identityIn(),
            await identityIn({ organization: "other" }),
            await identityIn({ project: "other" }),
            await identityIn({ stack: "other" }),
            await identityIn({}, "other"),
            await identityIn({}, "nightly", ["Box"]),
            await identityIn({}, "nightly", ["Crate"]),
            await identityIn({}, "nightly", ["Box", "Crate"]),
        ];
        expect(new Set(identities).size).to.equal(identities.length);
    });

    it("is left out below a parent of unknown URN, which keeps no child from its registration", async () => {
        const engine = await mockEngine((inputs) => ({ id, state: inputs }), { preview: true });
        const parent = new Twin("parent", {});
        Reflect.set(parent, "urn", pulumi.output(pulumi.unknown));
        const children = [
            new BulkSyncSchedule("child", args, { parent }),
            new Twin("twin", { ...args }, { parent }),
        ];
        const requests = (await registrationsOf(engine, ...children)).filter(
            (request) => request.getName() !== "parent",
        );
        expect(requests.map((request) => request.getName())).to.have.members(["child", "twin"]);
        for (const request of requests) expect(inputsOf(request)).to.not.have.property("__identity");
        expect(new Set(requests.map((request) => request.getParent())).size).to.equal(1);
    });

    it("does not depend on the inputs", async () => {
        const engine = await engineWithoutSchedule();
        const [a, b] = await registrationsOf(
            engine,
            new BulkSyncSchedule("nightly", args),
            new BulkSyncSchedule("nightly", { syncId: scheduleId, frequency: "manual" }),
        );
        expect(inputsOf(a)["__identity"]).to.be.a("string").and.to.equal(inputsOf(b)["__identity"]);
    });
});
