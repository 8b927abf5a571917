import { spawnSync } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { keep, type Way } from "../../../scripts/pulumi-cli/keep";
import { isWhole, programs } from "../../../scripts/pulumi-cli/programs";

const names = Object.values(programs);

function writePrograms(folder: string, written: string[], content = ""): void {
    mkdirSync(path.join(folder, "bin"), { recursive: true });
    for (const program of written) {
        writeFileSync(path.join(folder, "bin", program), content, { mode: 0o755 });
    }
}

function makes(source: string, written = names): Way {
    return {
        source,
        name: `the ${source} way`,
        make: (folder) => {
            writePrograms(folder, written, source);
            return Promise.resolve();
        },
    };
}

const failing: Way = {
    source: "bad",
    name: "the bad way",
    make: () => Promise.reject(new Error("no network")),
};

describe("kept copy", () => {
    let cache: string;
    let folder: string;
    let lines: string[];
    const say = (line: string) => lines.push(line);

    beforeEach(() => {
        cache = mkdtempSync(path.join(tmpdir(), "cache-"));
        folder = path.join(cache, "polytomic", "pulumi-v1");
        lines = [];
    });

    afterEach(() => {
        rmSync(cache, { recursive: true });
    });

    it("comes from the first way that works", async () => {
        expect(await keep(folder, [makes("good"), makes("other")], say)).to.deep.equal({ source: "good" });
        expect(isWhole(path.join(folder, "bin"))).to.be.true;
        expect(readFileSync(path.join(folder, "bin", programs.cli), "utf8")).to.equal("good");
    });

    it("comes from the next way where one fails, which is said", async () => {
        expect(await keep(folder, [failing, makes("good")], say)).to.deep.equal({ source: "good" });
        expect(lines).to.deep.equal(["the bad way: no network"]);
    });

    it("is not taken from a way that leaves a program out", async () => {
        const incomplete = makes("incomplete", [programs.cli, programs.dynamicProvider]);
        expect(await keep(folder, [incomplete, failing], say)).to.deep.equal({
            failures: [
                { name: "the incomplete way", reason: "it left an incomplete installation" },
                { name: "the bad way", reason: "no network" },
            ],
        });
        expect(existsSync(folder)).to.be.false;
    });

    it("leaves nothing beside it, whether the ways work or fail", async () => {
        await keep(folder, [failing], say);
        expect(readdirSync(path.dirname(folder))).to.be.empty;
        await keep(folder, [failing, makes("good")], say);
        expect(readdirSync(path.dirname(folder))).to.deep.equal(["pulumi-v1"]);
    });

    it("does not appear before it is whole", async () => {
        let appeared = true;
        const way = makes("good");
        const observed: Way = {
            ...way,
            make: async (partial, sayIt) => {
                await way.make(partial, sayIt);
                appeared = existsSync(folder);
            },
        };
        await keep(folder, [observed], say);
        expect(appeared).to.be.false;
    });

    it("is not what an interrupted run has left, which is removed", async () => {
        const deadPid = spawnSync(process.execPath, ["--version"]).pid;
        const abandoned = `${folder}.${deadPid}.partial`;
        writePrograms(abandoned, names, "abandoned");
        expect(await keep(folder, [makes("good")], say)).to.deep.equal({ source: "good" });
        expect(existsSync(abandoned)).to.be.false;
    });

    it("leaves the folder of a run that is still at work", async () => {
        const inUse = `${folder}.${process.ppid}.partial`;
        writePrograms(inUse, [programs.cli]);
        await keep(folder, [makes("good")], say);
        expect(existsSync(inUse)).to.be.true;
    });

    it("is made anew where a program is missing", async () => {
        writePrograms(folder, [programs.cli]);
        expect(await keep(folder, [makes("good")], say)).to.deep.equal({ source: "good" });
        expect(readFileSync(path.join(folder, "bin", programs.cli), "utf8")).to.equal("good");
    });

    it("is taken as it is where another run has just made it", async () => {
        writePrograms(folder, names, "other run");
        expect(await keep(folder, [makes("good")], say)).to.deep.equal({ source: "kept" });
        expect(readFileSync(path.join(folder, "bin", programs.cli), "utf8")).to.equal("other run");
    });
});
