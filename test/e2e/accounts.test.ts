import { expect } from "chai";
import { failureOf } from "./support/program";
import { tracesOf } from "./support/traces";
import { openWorld, type World } from "./support/world";

describe("an account that a component far above brings along", () => {
    let world: World;
    let keys: Record<string, string>;
    let otherSyncId: string;

    before(async () => {
        world = await openWorld({}, { environment: {} });
        const { emulator, program } = world;
        const other = emulator.addOrganization("Another organization");
        otherSyncId = emulator.addSync({ organizationId: other.id }).id;
        keys = { OURS: emulator.apiKey, THEIRS: other.apiKey };
        const deploymentUrl = JSON.stringify(emulator.url);
        program.write(`
            const account = (name, apiKey) => new polytomic.Provider(name, { apiKey, deploymentUrl: ${deploymentUrl} });
            class Team extends pulumi.ComponentResource {
                constructor(name, syncId, opts) {
                    super("acme:index:Team", name, {}, opts);
                    new Pipeline(name + "-pipeline", syncId, { parent: this });
                }
            }
            class Pipeline extends pulumi.ComponentResource {
                constructor(name, syncId, opts) {
                    super("acme:index:Pipeline", name, {}, opts);
                    const args = { syncId, frequency: "hourly", minute: 15 };
                    new polytomic.BulkSyncSchedule(name, args, { parent: this });
                }
            }
            new Team("ours", "${world.syncId}", { provider: account("ours", process.env.OURS) });
            new Team("theirs", "${otherSyncId}", { providers: [account("theirs", process.env.THEIRS)] });
        `);
    });

    after(() => world.close());

    const counts = () => [world.syncId, otherSyncId].map((syncId) => world.emulator.schedules(syncId).length);

    it("is the one that its schedules are made in, through `provider` as through `providers`", async () => {
        await world.program.up(keys);
        expect(counts()).to.deep.equal([1, 1]);
        expect(await world.program.schedules()).to.have.all.keys("ours-pipeline", "theirs-pipeline");
    });

    it("takes a rotated key from the program: with `pulumi up`, or with `--run-program`", async () => {
        // Stands for a key that has been revoked meanwhile: it is what state holds.
        await world.program.up({ ...keys, OURS: "revoked-key" });
        expect(await failureOf(world.program.refresh(keys))).to.contain(
            "is not valid (any more) at this address. Give that provider a new one and run `pulumi up`; " +
                "`pulumi refresh` and `pulumi destroy` take it from the program with `--run-program`.",
        );
        await world.program.pulumi("refresh --yes --skip-preview --run-program", keys);
        expect(await world.program.schedules()).to.have.all.keys("ours-pipeline", "theirs-pipeline");

        await world.program.up({ ...keys, OURS: "revoked-key" });
        await world.program.pulumi("destroy --yes --skip-preview --run-program", keys);
        expect(counts()).to.deep.equal([0, 0]);
    });

    it("leaves no key in clear, be it valid or not", () => {
        for (const key of ["revoked-key", ...Object.values(keys)])
            expect(tracesOf(key, world.program)).to.deep.equal([]);
    });
});

describe("a key of the stack's configuration that was revoked", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    it("gives way to the environment's at the next refresh and destroy", async () => {
        await world.program.pulumi("config set --secret polytomic:apiKey revoked-key");
        world.declare({ nightly: { frequency: "daily", hour: 3 } });
        await world.program.up();
        const route = `${world.emulator.url} (from POLYTOMIC_DEPLOYMENT_URL) with the key from polytomic:apiKey of the stack.`;
        expect(await failureOf(world.program.refresh({ POLYTOMIC_API_KEY: undefined })))
            .to.contain(
                "The API key in polytomic:apiKey of the stack is not valid (any more) at this address. Set a new one with " +
                    "`pulumi config set --secret polytomic:apiKey` and run `pulumi up`. For `pulumi refresh` and `pulumi destroy`, " +
                    `which use the configuration of the last \`pulumi up\`, export it in the environment. Called ${route}`,
            )
            .and.contain(`warning: Requests go to ${route}`);
        await world.program.refresh();
        await world.program.destroy();
        expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
    });
});
