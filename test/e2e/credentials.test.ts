import { expect } from "chai";
import { failureOf } from "./support/program";
import { tracesOf } from "./support/traces";
import { openWorld, type World } from "./support/world";

const NIGHTLY = { frequency: "daily", hour: 3 };

describe("an API key", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
        world.declare({ nightly: NIGHTLY });
    });

    after(() => world.close());

    it("that is missing is asked for at the first call, in words to act on", async () => {
        const output = await failureOf(world.program.up({ POLYTOMIC_API_KEY: undefined }));
        expect(output).to.contain(
            "could not create the schedule: there is no Polytomic API key. Set one with " +
                "`pulumi config set --secret polytomic:apiKey` (it asks for the key), or in the environment: " +
                "export POLYTOMIC_API_KEY=…",
        );
        expect(world.emulator.requests).to.deep.equal([]);
    });

    it("that no header can hold is refused before it is sent, and not repeated", async () => {
        const output = await failureOf(world.program.up({ POLYTOMIC_API_KEY: "first-half\nsecond-half" }));
        expect(output).to.contain(
            "POLYTOMIC_API_KEY holds a space, a line break or a character that no key has. Set it again: export " +
                "POLYTOMIC_API_KEY=…",
        );
        expect(output).not.to.match(/first-half|second-half/);
        expect(world.emulator.requests).to.deep.equal([]);
    });

    it("that the service does not know leads to its answer and to the ways to set another", async () => {
        const output = await failureOf(world.program.up({ POLYTOMIC_API_KEY: "revoked-key" }));
        expect(output)
            .to.contain("could not create a schedule of bulk sync")
            .and.contain("returned 401")
            .and.contain(
                "The API key in POLYTOMIC_API_KEY is not valid (any more) at this address: export a new one. Called",
            )
            .and.not.contain("pulumi config set");
        expect(output).not.to.contain("revoked-key");
        expect(await world.program.schedules()).to.deep.equal({});
    });
});

describe("credentials in the stack's configuration", () => {
    let world: World;

    before(async () => {
        world = await openWorld({}, { environment: {} });
        world.program.configure({ "polytomic:deploymentUrl": world.emulator.url });
    });

    after(() => world.close());

    it("serve for the whole life, and are nowhere in clear", async () => {
        const { apiKey, url } = world.emulator;
        await world.program.pulumi(`config set --secret polytomic:apiKey ${apiKey}`);
        world.declare({ nightly: NIGHTLY });
        await world.program.up();
        world.declare({ nightly: { ...NIGHTLY, hour: 4 } });
        await world.program.up();
        await world.program.refresh();
        expect(world.emulator.schedules(world.syncId).map(({ hour }) => hour)).to.deep.equal(["4"]);
        expect(tracesOf(url, world.program)).not.to.deep.equal([]);
        expect(tracesOf(apiKey, world.program)).to.deep.equal([]);
        const exported = await world.program.pulumi("stack export");
        expect(exported).to.match(/"polytomic:apiKey": \{\s*"[0-9a-f]+": "[0-9a-f]+",\s*"ciphertext": "v1:/);
    });

    it("give way to those of the environment", async () => {
        await world.program.pulumi("config set --secret polytomic:apiKey stale-key");
        world.declare({ nightly: { ...NIGHTLY, hour: 5 } });
        const { apiKey, url } = world.emulator;
        const called = `${url} (from polytomic:deploymentUrl of the stack) with the key from`;
        expect(await failureOf(world.program.up()))
            .to.contain(
                "The API key in polytomic:apiKey of the stack is not valid (any more) at this address. Set a new one with",
            )
            .and.contain(`Called ${called} polytomic:apiKey of the stack.`);
        const override = "POLYTOMIC_API_KEY counts, not polytomic:apiKey of the stack, which is different.";
        expect(await world.program.up({ POLYTOMIC_API_KEY: apiKey })).to.contain(
            `warning: ${override} Requests go to ${called} POLYTOMIC_API_KEY.`,
        );
        expect(await failureOf(world.program.refresh({ POLYTOMIC_API_KEY: "other-key" })))
            .to.contain(
                "export a new one, or unset the variable, so that polytomic:apiKey of the stack counts. Called",
            )
            .and.contain(override);
        expect(world.emulator.schedules(world.syncId).map(({ hour }) => hour)).to.deep.equal(["5"]);
        await world.program.refresh({ POLYTOMIC_API_KEY: world.emulator.apiKey });
        expect(tracesOf(world.emulator.apiKey, world.program)).to.deep.equal([]);
    });

    it("are warned of where their name is misspelled or a key is not encrypted, in a preview too", async () => {
        const { program, emulator } = world;
        await program.pulumi("config rm polytomic:apiKey");
        await program.pulumi(`config set --plaintext polytomic:apikey ${emulator.apiKey}`);
        expect(await program.pulumi("preview")).to.contain(
            "warning: polytomic:apikey of the stack is not read: did you mean polytomic:apiKey?",
        );
        world.declare({ nightly: { ...NIGHTLY, hour: 7 } });
        expect(await failureOf(program.up())).to.contain(
            "there is no Polytomic API key. The stack's configuration has polytomic:apikey, which is not read: did you mean " +
                "polytomic:apiKey?",
        );
        await program.pulumi("config rm polytomic:apikey");
        await program.pulumi(`config set --plaintext polytomic:apiKey ${emulator.apiKey}`);
        const clear = await program.pulumi("preview");
        expect(clear).to.contain(
            "warning: polytomic:apiKey of the stack is not encrypted, in its configuration and in state.",
        );
        expect(clear).not.to.contain(emulator.apiKey);
        await program.pulumi(`config set --secret polytomic:apiKey ${emulator.apiKey}`);
        expect(await program.pulumi("preview")).not.to.contain("warning");
    });

    it("may be an organization's deployment key", async () => {
        const { organizationId, deploymentKey } = world.emulator;
        await world.program.pulumi("config rm polytomic:apiKey");
        await world.program.pulumi(`config set polytomic:organizationId ${organizationId}`);
        await world.program.pulumi(`config set --secret polytomic:deploymentApiKey ${deploymentKey}`);
        world.declare({ nightly: { ...NIGHTLY, hour: 6 } });
        world.emulator.clearRequests();
        await world.program.up();
        expect(world.emulator.schedules(world.syncId).map(({ hour }) => hour)).to.deep.equal(["6"]);
        const authorizations = world.emulator.requests.map(({ authorization }) => authorization);
        expect(new Set(authorizations)).to.deep.equal(new Set(["basic"]));
        expect(tracesOf(deploymentKey, world.program)).to.deep.equal([]);
    });
});

describe("an organization's partner key in the environment", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
        world.declare({ nightly: NIGHTLY });
    });

    after(() => world.close());

    it("needs the organization's id, and then creates, reads and deletes", async () => {
        const { organizationId, partnerKey } = world.emulator;
        const key = { POLYTOMIC_API_KEY: undefined, POLYTOMIC_PARTNER_KEY: partnerKey };
        expect(await failureOf(world.program.up(key))).to.contain(
            "a partner or deployment key needs the id of its organization. Set it: `pulumi config set " +
                "polytomic:organizationId`, or export POLYTOMIC_ORGANIZATION_ID=…",
        );
        expect(world.emulator.requests).to.deep.equal([]);

        const environment = { ...key, POLYTOMIC_ORGANIZATION_ID: organizationId };
        await world.program.up(environment);
        expect(world.emulator.schedules(world.syncId)).to.have.length(1);
        await world.program.refresh(environment);
        await world.program.destroy(environment);
        expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
        expect(new Set(world.emulator.requests.map(({ authorization }) => authorization))).to.deep.equal(
            new Set(["basic"]),
        );
        const encoded = Buffer.from(`${organizationId}:${partnerKey}`).toString("base64");
        for (const text of [partnerKey, encoded]) expect(tracesOf(text, world.program)).to.deep.equal([]);
    });
});

describe("two accounts in one program", () => {
    let world: World;

    before(async () => {
        world = await openWorld({}, { environment: {} });
    });

    after(() => world.close());

    it("each get their own schedules, directly and through a component's providers", async () => {
        const { emulator, program, syncId } = world;
        const other = emulator.addOrganization("Another organization");
        const otherSync = emulator.addSync({ organizationId: other.id });
        const deploymentUrl = JSON.stringify(emulator.url);
        program.write(`
            const ours = new polytomic.Provider("ours", { apiKey: process.env.OURS, deploymentUrl: ${deploymentUrl} });
            const theirs = new polytomic.Provider("theirs", {
                organizationId: "${other.id}", partnerKey: process.env.THEIRS, deploymentUrl: ${deploymentUrl},
            });
            class Pipeline extends pulumi.ComponentResource {
                constructor(name, opts) {
                    super("acme:index:Pipeline", name, {}, opts);
                    const args = { syncId: "${otherSync.id}", frequency: "hourly", minute: 15 };
                    new polytomic.BulkSyncSchedule(name, args, { parent: this });
                }
            }
            new polytomic.BulkSyncSchedule("direct", { syncId: "${syncId}", frequency: "daily", hour: 1 }, { provider: ours });
            new Pipeline("component", { providers: [theirs] });
        `);
        // A key of the environment must not be mixed into a provider's own arguments.
        const keys = { OURS: emulator.apiKey, THEIRS: other.partnerKey, POLYTOMIC_API_KEY: "not-this-key" };
        await program.up(keys);
        const [direct] = emulator.schedules(syncId);
        const [component] = emulator.schedules(otherSync.id);
        expect(direct).to.include({ frequency: "daily", createdBy: emulator.userId });
        expect(component).to.include({ frequency: "hourly", minute: "15" });
        const stored = await program.schedules();
        expect(stored["direct"]?.id).to.equal(`${syncId}/${direct?.id ?? "?"}`);
        expect(stored["component"]?.id).to.equal(`${otherSync.id}/${component?.id ?? "?"}`);

        await program.refresh();
        expect(await program.schedules()).to.have.all.keys("direct", "component");
        await program.destroy();
        expect([...emulator.schedules(syncId), ...emulator.schedules(otherSync.id)]).to.deep.equal([]);
        for (const key of [emulator.apiKey, other.partnerKey])
            expect(tracesOf(key, program)).to.deep.equal([]);
    });
});
