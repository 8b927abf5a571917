import { expect } from "chai";
import { expectSnapshot, normalized, planOf, snapshotNames } from "./support/snapshots";
import { callsDuring, openWorld, type World } from "./support/world";

/** What another resource makes of a text, which nobody knows before. */
const LATER = `
    class Later extends pulumi.dynamic.Resource {
        constructor(name, text, dependsOn = []) {
            const create = async ({ text }) => ({ id: "made", outs: { value: text } });
            super({ create }, name, { value: undefined, text }, { dependsOn });
        }
    }
`;

/** Resources that depend on a schedule: on what stays known in the preview of an update, and on what does not. */
const DEPENDENTS = `
    const byId = new Later("by-id", updated.scheduleId, last);
    new Later("by-time", updated.updatedAt, byId);
`;

const SCENES = ["create", "change", "drift-in-refresh", "drift-with-refresh", "drift-after-refresh"];
const namesOf = (scene: string) => [`${scene}.diff.txt`, `${scene}.json.txt`];

describe("what `pulumi preview` shows", () => {
    let world: World;

    before(async () => {
        world = await openWorld({}, { name: "previews" });
    });

    after(() => world.close());

    afterEach(() => {
        for (const text of [world.emulator.apiKey, world.program.folder])
            expect(world.program.printed).not.to.contain(text);
    });

    // Each resource waits for the one before, so that they are always shown in the same order.
    const declare = (schedules: Record<string, string>, more = "") => {
        const resources = Object.entries(schedules).map(
            ([name, args]) =>
                `const ${name} = last = new polytomic.BulkSyncSchedule("${name}", ${args}, { dependsOn: last });`,
        );
        const [here, there] = world.emulator.syncs.map(({ id }) => `"${id}"`);
        const syncs = `const [here, there] = [${here ?? ""}, ${there ?? ""}];`;
        world.program.write(`${LATER}${syncs}\nlet last = [];\n${resources.join("\n")}\n${more}`);
    };

    /** Both forms of a command against their snapshots. Nothing but a refresh may call the service. */
    const expectScene = async (scene: string, command = "preview") => {
        const calls = await callsDuring(world.emulator, async () => {
            const text = await world.program.pulumi(`${command} --diff`);
            const json = await world.program.pulumi(`${command} --json`);
            expectSnapshot(`${scene}.diff.txt`, normalized(text));
            expectSnapshot(`${scene}.json.txt`, normalized(planOf(json)));
        });
        if (!command.includes("refresh")) expect(calls).to.deep.equal({});
    };

    it("of creates, one of them on a bulk sync whose id is not known yet", async () => {
        const schedules = {
            updated: '{ syncId: here, frequency: "weekly", dayOfWeek: "monday", hour: 3, minute: 30 }',
            moved: '{ syncId: here, frequency: "hourly", minute: 15 }',
            unknown: '{ syncId: new Later("made", here, last).value, frequency: "daily", hour: 5 }',
            drifted: '{ syncId: here, frequency: "daily", hour: 7, minute: 45 }',
        };
        declare(schedules, DEPENDENTS);
        await expectScene("create");
        await world.program.up();
    });

    it("of an update, a move to another bulk sync, and a bulk sync that is not known any more", async () => {
        const schedules = {
            updated:
                '{ syncId: here, frequency: "weekly", dayOfWeek: "Tue", hour: "03", selectiveMode: "none" }',
            moved: '{ syncId: there, frequency: "hourly", minute: 15 }',
            unknown: '{ syncId: new Later("made-again", here, last).value, frequency: "daily", hour: 5 }',
            drifted: '{ syncId: here, frequency: "daily", hour: 7, minute: 45 }',
        };
        declare(schedules, DEPENDENTS);
        await expectScene("change");
    });

    it("of a drift, by a refresh", async () => {
        declare({ drifted: '{ syncId: here, frequency: "daily", hour: 7, minute: 45 }' });
        await world.program.up();
        const [held] = world.emulator.schedules(world.syncId);
        const changes = { frequency: "weekly", dayOfWeek: "Friday", hour: "09", minute: undefined } as const;
        world.emulator.editSchedule(world.syncId, held?.id ?? "", changes);
        await expectScene("drift-in-refresh", "refresh --preview-only");
    });

    it("of a drift and of what `pulumi up` does about it, with `--refresh`", async () => {
        await expectScene("drift-with-refresh", "preview --refresh");
    });

    it("of what `pulumi up` does about a drift that is in state", async () => {
        await world.program.refresh();
        await expectScene("drift-after-refresh");
    });

    it("is kept for each of these scenes, and for nothing else", () => {
        expect(snapshotNames()).to.have.members(SCENES.flatMap(namesOf));
    });
});
