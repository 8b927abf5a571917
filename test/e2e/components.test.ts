import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import type { StoredResource } from "./support/program";
import { callsDuring, openWorld, type World } from "./support/world";

/** What a resource depends on: the inputs that bring a dependency, and `dependsOn` for those of the option alone. */
type Links = Record<string, string[]>;

interface Layout {
    /** Declares the schedules of one bulk sync, `syncId`. */
    readonly program: string;
    /** Schedules by resource name, with the hour that each is declared for. */
    readonly schedules: Record<string, number>;
    /** The resources that depend on others; all others must depend on none. */
    readonly links?: Record<string, Links>;
}

/** Each layout is a function of its own, with a bulk sync of its own; all are parts of one program. */
const LAYOUTS: Record<string, Layout> = {
    "several schedules, made in a loop": {
        program: `
            class Loop extends pulumi.ComponentResource {
                constructor(name) {
                    super("acme:index:Loop", name);
                    const customTimeouts = { create: "1m" };
                    this.schedules = [1, 2, 3].map((hour) => schedule("loop-" + hour, hour, { parent: this, customTimeouts }));
                    this.registerOutputs({ scheduleIds: this.schedules.map(({ scheduleId }) => scheduleId) });
                }
            }
            new Loop("loop");`,
        schedules: { "loop-1": 1, "loop-2": 2, "loop-3": 3 },
    },
    "components in components": {
        program: `
            class Nested extends pulumi.ComponentResource {
                constructor(name, depth, opts) {
                    super("acme:index:Nested", name, {}, opts);
                    const parent = this;
                    for (const hour of [4, 5]) schedule(name + "-" + hour, hour + 2 * depth, { parent });
                    if (depth > 0) for (const side of ["left", "right"]) new Nested(name + "-" + side, depth - 1, { parent });
                }
            }
            new Nested("nested", 1);`,
        schedules: {
            "nested-4": 6,
            "nested-5": 7,
            "nested-left-4": 4,
            "nested-left-5": 5,
            "nested-right-4": 4,
            "nested-right-5": 5,
        },
    },
    "a child of a schedule": {
        program: `
            const parent = schedule("outer", 1, {});
            for (const hour of [2, 3]) schedule("inner-" + hour, hour, { parent });`,
        schedules: { outer: 1, "inner-2": 2, "inner-3": 3 },
    },
    "a schedule with inputs that are a sibling's outputs": {
        program: `
            class Chain extends pulumi.ComponentResource {
                constructor(name) {
                    super("acme:index:Chain", name);
                    const opts = { parent: this };
                    const first = schedule("chain-first", 8, opts);
                    schedule("chain-free", 9, opts);
                    const hour = pulumi.all([first.scheduleId, first.createdAt]).apply(() => 10);
                    const args = { syncId: first.syncId, frequency: "daily", hour };
                    const second = new polytomic.BulkSyncSchedule("chain-second", args, opts);
                    new pulumi.ComponentResource("acme:index:Note", "note", { scheduleId: second.scheduleId }, opts);
                    this.registerOutputs({ scheduleId: second.scheduleId });
                }
            }
            new Chain("chain");`,
        schedules: { "chain-first": 8, "chain-free": 9, "chain-second": 10 },
        links: {
            "chain-second": { syncId: ["chain-first"], hour: ["chain-first"] },
            note: { scheduleId: ["chain-second"] },
        },
    },
    "a BulkSyncSchedulesExclusive beside its schedules": {
        program: `
            class Only extends pulumi.ComponentResource {
                constructor(name) {
                    super("acme:index:Only", name);
                    const opts = { parent: this };
                    const scheduleIds = [11, 12].map((hour) => schedule("only-" + hour, hour, opts).scheduleId);
                    const customTimeouts = { update: "1m" };
                    new polytomic.BulkSyncSchedulesExclusive("only-these", { syncId, scheduleIds }, { ...opts, customTimeouts });
                }
            }
            new Only("only");`,
        schedules: { "only-11": 11, "only-12": 12 },
        links: { "only-these": { scheduleIds: ["only-11", "only-12"] } },
    },
    "schedules that depend on a component": {
        program: `
            class Stage extends pulumi.ComponentResource {
                constructor(name, hours, opts) {
                    super("acme:index:Stage", name, {}, opts);
                    for (const hour of hours) schedule("stage-" + hour, hour, { parent: this });
                }
            }
            const first = new Stage("first", [13, 14]);
            new Stage("second", [15, 16], { dependsOn: [first] });
            schedule("after", 17, { dependsOn: [first] });`,
        schedules: { "stage-13": 13, "stage-14": 14, "stage-15": 15, "stage-16": 16, after: 17 },
        links: {
            // It waits itself, and its children wait for it.
            second: { dependsOn: ["stage-13", "stage-14"] },
            after: { dependsOn: ["stage-13", "stage-14"] },
        },
    },
    "a component with a provider of its own": {
        program: `
            class Account extends pulumi.ComponentResource {
                constructor(name, opts) {
                    super("acme:index:Account", name, {}, opts);
                    for (const hour of [18, 19]) schedule(name + "-" + hour, hour, { parent: this });
                }
            }
            const { POLYTOMIC_API_KEY: apiKey, POLYTOMIC_DEPLOYMENT_URL: deploymentUrl } = process.env;
            const provider = new polytomic.Provider("account", { apiKey, deploymentUrl, maxConcurrentRequests: 2 });
            new Account("one", { provider });
            new Account("list", { providers: [provider] });`,
        schedules: { "one-18": 18, "one-19": 19, "list-18": 18, "list-19": 19 },
    },
    "a bulk sync that only the deployment will know": {
        program: `
            class Made extends pulumi.dynamic.Resource {
                constructor(name, opts) {
                    super({ create: async (outs) => ({ id: "made", outs }) }, name, { value: syncId, made: undefined }, opts);
                }
            }
            class Late extends pulumi.ComponentResource {
                constructor(name) {
                    super("acme:index:Late", name);
                    const opts = { parent: this };
                    const made = new Made("made", opts);
                    const late = pulumi.all([made.id, made.value]).apply(([, value]) => value);
                    for (const hour of [20, 21])
                        new polytomic.BulkSyncSchedule("late-" + hour, { syncId: late, frequency: "daily", hour }, opts);
                }
            }
            new Late("late");`,
        schedules: { "late-20": 20, "late-21": 21 },
        links: { "late-20": { syncId: ["made"] }, "late-21": { syncId: ["made"] } },
    },
    "a schedule that is taken over, beside one that is made": {
        program: `
            class Takeover extends pulumi.ComponentResource {
                constructor(name) {
                    super("acme:index:Takeover", name);
                    schedule("taken", 22, { parent: this, import: syncId + "/default" });
                    schedule("made-anew", 23, { parent: this });
                }
            }
            new Takeover("takeover");`,
        schedules: { taken: 22, "made-anew": 23 },
    },
};

const SCHEDULES = Object.values(LAYOUTS).flatMap(({ schedules }) => Object.entries(schedules));

for (const parallel of ["", " --parallel 1"]) {
    describe(`components of several schedules, with \`pulumi up${parallel}\``, () => {
        let world: World;
        let syncIds: Map<string, string>;

        before(async () => {
            world = await openWorld();
            const { emulator, program } = world;
            const layouts = Object.entries(LAYOUTS).map(
                ([name, layout]) => [name, layout, emulator.addSync().id] as const,
            );
            syncIds = new Map(layouts.map(([name, , id]) => [name, id]));
            const takenOver = syncIds.get("a schedule that is taken over, beside one that is made") ?? "";
            emulator.addSchedule(takenOver, { frequency: "daily", hour: "22" });
            program.write(layouts.map(([, layout, id]) => partOf(layout, id)).join("\n"));
        });

        after(() => world.close());

        it("are previewed and deployed, each schedule once", async () => {
            const { program, emulator } = world;
            const preview = await program.pulumi(`preview${parallel}`);
            const { "to create": planned, ...others } = summaryOf(preview);
            expect(others).to.deep.equal({});
            expect(summaryOf(await program.pulumi(`up --yes --skip-preview${parallel}`))).to.deep.equal({
                created: planned,
            });
            const stored = await program.schedules();
            expect(Object.keys(stored)).to.have.members(SCHEDULES.map(([name]) => name));
            for (const [layout, { schedules }] of Object.entries(LAYOUTS)) {
                const syncId = syncIds.get(layout) ?? "";
                const held = emulator.schedules(syncId).map(({ id, hour }) => [`${syncId}/${id}`, hour]);
                const declared = Object.entries(schedules).map(([name, hour]) => [
                    stored[name]?.id,
                    String(hour),
                ]);
                expect(held, layout).to.have.deep.members(declared);
            }
        });

        it("change nothing when they are deployed again, and make no call", async () => {
            const calls = await callsDuring(world.emulator, async () => {
                const output = await world.program.pulumi(`up --yes --skip-preview${parallel}`);
                expect(summaryOf(output)).to.have.all.keys("unchanged");
            });
            expect(calls).to.deep.equal({});
        });

        it("have the dependencies of the program in state, and no others", () => {
            const { resources: stored = [] } = world.program.state();
            const ours = stored.filter(({ type }) => /polytomic:BulkSync|pulumi:providers|acme:/.test(type));
            expect(ours.length).to.be.greaterThan(SCHEDULES.length);
            const links = Object.fromEntries(ours.map((resource) => [nameOf(resource), linksOf(resource)]));
            const linked = Object.entries(links).filter(([, found]) => Object.keys(found).length > 0);
            expect(Object.fromEntries(linked)).to.deep.equal(
                Object.assign({}, ...Object.values(LAYOUTS).map((layout) => layout.links ?? {})),
            );
        });

        it("are destroyed to the last schedule", async () => {
            const { program, emulator } = world;
            await program.pulumi(`destroy --yes --skip-preview${parallel}`);
            for (const syncId of syncIds.values()) expect(emulator.schedules(syncId)).to.deep.equal([]);
        });
    });
}

describe("schedules that move into a component", () => {
    let world: World;

    before(async () => {
        world = await openWorld();
    });

    after(() => world.close());

    const TEAM = `
        class Team extends pulumi.ComponentResource {
            constructor(name, childOptions, opts) {
                super("acme:index:Team", name, {}, opts);
                declare({ parent: this, ...childOptions });
            }
        }`;
    const STEPS = [
        { does: "stand alone", program: "declare({});", summary: { created: 3 } },
        {
            does: "move into a component, with an alias each",
            program: `${TEAM} new Team("team", { aliases: [{ parent: pulumi.rootStackResource }] });`,
            summary: { created: 1, unchanged: 3 },
        },
        {
            does: "follow their component to a new name",
            program: `${TEAM} new Team("crew", {}, { aliases: [{ name: "team" }] });`,
            summary: { unchanged: 4 },
        },
    ];

    it("stay the schedules that they are, without a call, where aliases say so", async () => {
        const { program, emulator, syncId } = world;
        const ids: unknown[] = [];
        const identities = new Set<unknown>();
        for (const { does, program: text, summary } of STEPS) {
            program.write(`
                const declare = (opts) => [3, 4].map((hour) =>
                    new polytomic.BulkSyncSchedule("at-" + hour, { syncId: "${syncId}", frequency: "daily", hour }, opts));
                ${text}
            `);
            emulator.clearRequests();
            expect(summaryOf(await program.up()), does).to.deep.equal(summary);
            const { "at-3": first, "at-4": second } = await program.schedules();
            ids.push([first?.id, second?.id]);
            identities.add(first?.inputs["__identity"]).add(second?.inputs["__identity"]);
            if (does !== "stand alone") expect(emulator.requests, does).to.deep.equal([]);
        }
        expect(ids).to.deep.equal(STEPS.map(() => ids[0]));
        // A URN has the types of the parents, not their names.
        expect(identities.size, "alone and below a component").to.equal(4);
        expect(emulator.schedules(syncId)).to.have.length(2);
    });
});

/** A layout's part of the program: `schedule` declares one of its bulk sync that runs every day at an hour. */
const partOf = ({ program }: Layout, syncId: string) => `{
    const syncId = "${syncId}";
    const schedule = (name, hour, opts) =>
        new polytomic.BulkSyncSchedule(name, { syncId, frequency: "daily", hour }, opts);
    ${program}
}`;

const nameOf = ({ urn }: Pick<StoredResource, "urn">) => urn.split("::").at(-1) ?? "";

function linksOf({ dependencies = [], propertyDependencies = {} }: StoredResource): Links {
    const byInput = Object.entries(propertyDependencies).map(([input, urns]) => [input, urns ?? []] as const);
    const viaInputs = new Set(byInput.flatMap(([, urns]) => urns));
    const viaOption = dependencies.filter((urn) => !viaInputs.has(urn));
    const links = [...byInput, ["dependsOn", viaOption] as const].filter(([, urns]) => urns.length > 0);
    return Object.fromEntries(
        links.map(([input, urns]) => [input, urns.map((urn) => nameOf({ urn })).sort()]),
    );
}
