import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { LOADER } from "../../provider/program/loader";
import { summaryOf } from "./support/command-line";
import { callsDuring, openWorld, type World } from "./support/world";

const page = readFileSync(join(__dirname, "../../docs/migration.md"), "utf8");

/** The programs of a section of the documentation, in JavaScript, which starts faster. */
function programsOf(section: string): string[] {
    const text = page.split(/^## /m).find((part) => part.startsWith(section)) ?? "";
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    return [...text.matchAll(/```ts\n(.*?)```/gs)].map(
        ([, program = ""]) => transpileModule(program, { compilerOptions }).outputText,
    );
}

/** Another one by hand: its key is an input, its id is composite, its type its own, and it says `sync` for `syncId`. */
const OTHER_BEFORE = `
    class Other extends pulumi.dynamic.Resource {
        constructor(name, props) {
            const create = async ({ key, sync, frequency, hour }) => {
                const { id } = await call("POST", sync + "/schedules", { schedule: { frequency, hour } });
                return { id: sync + "/" + id, outs: { key, sync, frequency, hour } };
            };
            super({ create }, name, props, undefined, "acme", "Schedule");
        }
    }
    new Other("other", { key: "key-in-clear", sync: syncId, frequency: "daily", hour: "9" });
`;
const OTHER_AFTER = `
    new polytomic.BulkSyncSchedule("other", { syncId, frequency: "daily", hour: 10 }, {
        aliases: [{ type: "pulumi-nodejs:dynamic/acme:Schedule" }],
    });
`;

describe("dynamic resources written by hand", () => {
    const [old = "", ours = ""] = programsOf("From a dynamic resource of your own");
    let world: World;
    let ids: string[];

    const write = (program: string) => {
        world.program.writeFile("index.js", program);
    };

    before(async () => {
        world = await openWorld({ ids: true });
        world.program.configure({ syncId: world.syncId });
        write(old + OTHER_BEFORE);
        await world.program.up();
        ids = world.emulator.schedules(world.syncId).map(({ id }) => id);
        expect(ids).to.have.length(2);
        write(ours + OTHER_AFTER);
    });

    after(() => world.close());

    it("are updated by an alias, as the preview says, neither replaced nor made anew", async () => {
        const preview = await world.program.preview();
        expect(summaryOf(preview)).to.deep.equal({ "to update": 2, unchanged: 1 });
        expect(preview).not.to.contain("exports.handler");
    });

    it("are taken over, and written to where the program has changed alone", async () => {
        const calls = await callsDuring(world.emulator, async () => {
            expect(summaryOf(await world.program.up())).to.deep.equal({ updated: 2, unchanged: 1 });
        });
        const { "PUT schedule": writes, ...reads } = calls;
        expect(writes).to.equal(1);
        expect(Object.keys(reads).every((call) => call.startsWith("GET"))).to.be.true;
        const held = world.emulator.schedules(world.syncId);
        expect(held.map(({ id }) => id)).to.deep.equal(ids);
        expect(held.map(({ hour }) => hour)).to.have.members(["03", "10"]);
    });

    it("leave nothing of theirs in state", async () => {
        for (const { inputs, outputs } of Object.values(await world.program.schedules()))
            expect([inputs["__provider"], outputs["__provider"]]).to.deep.equal([LOADER, LOADER]);
        expect(JSON.stringify(await world.program.deployment())).not.to.match(/key-in-clear|__f0|"sync"/);
    });

    it("get their new ids by a refresh, which sees no change", async () => {
        expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 3 });
        const stored = Object.values(await world.program.schedules()).map(({ id }) => id);
        expect(stored).to.have.members(ids.map((id) => `${world.syncId}/${id}`));
    });

    it("are schedules like any other once the aliases are gone", async () => {
        write((ours + OTHER_AFTER).replaceAll(/aliases: \[.*?\],?/gs, ""));
        const calls = await callsDuring(world.emulator, async () => {
            expect(summaryOf(await world.program.up())).to.deep.equal({ unchanged: 3 });
        });
        expect(calls).to.deep.equal({});
        expect(await callsDuring(world.emulator, () => world.program.destroy())).to.deep.equal({
            "DELETE schedule": 2,
        });
        expect(world.emulator.schedules(world.syncId)).to.deep.equal([]);
    });
});
