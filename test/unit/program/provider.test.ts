import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { BulkSyncSchedule, Provider, type ProviderArgs } from "../../../provider";
import { EXPLICIT_PROVIDER } from "../../../provider/model/settings";
import { syncId } from "../support/definitions";
import { mockEngine, valueOf } from "../support/mock-engine";

/** How a secret text goes to the engine. */
const secret = (value: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});

async function registrationOf(args: ProviderArgs) {
    const engine = await mockEngine((inputs, name) => ({ id: `${name}-id`, state: inputs }));
    const account = new Provider("account", args);
    await valueOf(account.urn);
    const [request] = engine.registered;
    return { engine, account, type: request?.getType(), inputs: request?.getObject()?.toJavaScript() };
}

describe("a provider of an account", () => {
    it("is one of the provider that runs dynamic resources", async () => {
        expect((await registrationOf({ apiKey: "k" })).type).to.equal("pulumi:providers:pulumi-nodejs");
        expect(Provider.__pulumiType).to.equal("pulumi:providers:pulumi-nodejs");
    });

    it("says that its arguments alone count, and keeps keys secret", async () => {
        const { inputs } = await registrationOf({
            apiKey: "k",
            organizationId: "o",
            partnerKey: "p",
            deploymentApiKey: "d",
            deploymentUrl: "polytomic.example.com",
            maxConcurrentRequests: 3,
        });
        expect(inputs).to.deep.equal({
            [EXPLICIT_PROVIDER]: "true",
            "polytomic:apiKey": secret("k"),
            "polytomic:organizationId": "o",
            "polytomic:partnerKey": secret("p"),
            "polytomic:deploymentApiKey": secret("d"),
            "polytomic:deploymentUrl": "polytomic.example.com",
            "polytomic:maxConcurrentRequests": "3",
        });
    });

    it("has no setting that is left undefined", async () => {
        const withHoles = { apiKey: "k", organizationId: undefined } as unknown as ProviderArgs;
        expect((await registrationOf(withHoles)).inputs).to.have.all.keys(
            EXPLICIT_PROVIDER,
            "polytomic:apiKey",
        );
    });

    it("serves the schedules that name it, or whose component does", async () => {
        const { engine, account } = await registrationOf({ apiKey: "k" });
        const args = { syncId, frequency: "daily" } as const;
        const direct = new BulkSyncSchedule("direct", args, { provider: account });
        const parent = new pulumi.ComponentResource("test:index:Box", "box", {}, { providers: [account] });
        const inside = new BulkSyncSchedule("inside", args, { parent });
        const outside = new BulkSyncSchedule("outside", args);
        await Promise.all([direct, inside, outside].map(({ urn }) => valueOf(urn)));
        const providers = new Map(
            engine.registered.map((request) => [request.getName(), request.getProvider()]),
        );
        const reference = `${await valueOf(account.urn)}::account-id`;
        expect(["direct", "inside", "outside"].map((name) => providers.get(name))).to.deep.equal([
            reference,
            reference,
            "",
        ]);
    });
});
