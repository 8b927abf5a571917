import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parseDocument } from "yaml";
import packageJson from "../../package.json";

const root = resolve(__dirname, "../..");
const folder = join(root, ".github");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
const read = (file: string) => readFileSync(join(folder, file), "utf8");

/** A file's content. Throws where YAML is not as it should be, such as a key that is there twice. */
function parsed(file: string): Record<string, unknown> {
    const document = parseDocument(read(file), { strict: true });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return document.toJS() as Record<string, unknown>;
}

interface Step {
    readonly uses?: string;
    readonly run?: string;
}
interface Workflow {
    readonly name?: string;
    readonly on?: unknown;
    readonly permissions?: unknown;
    readonly jobs?: Record<string, { readonly steps?: Step[]; readonly "timeout-minutes"?: number }>;
}

const workflows = files.filter((file) => /^workflows.*\.yml$/.test(file));
const workflowOf = (file: string): Workflow => parsed(file);
const stepsOf = (file: string) =>
    Object.values(workflowOf(file).jobs ?? {}).flatMap(({ steps = [] }) => steps);

describe("what GitHub reads", () => {
    for (const file of files.filter((name) => name.endsWith(".yml")))
        it(`${file} is YAML`, () => {
            expect(parsed(file)).to.be.an("object").that.is.not.empty;
        });

    for (const file of workflows) {
        it(`${file} has a name, occasions, few rights, and jobs that end`, () => {
            const { name, on, permissions, jobs = {} } = workflowOf(file);
            expect(name).to.be.a("string");
            expect(on).to.be.an("object").that.is.not.empty;
            expect(permissions).to.deep.equal({ contents: "read" });
            expect(jobs).not.to.be.empty;
            for (const job of Object.values(jobs)) {
                expect(job["timeout-minutes"]).to.be.a("number");
                expect(job.steps).to.be.an("array").that.is.not.empty;
                for (const step of job.steps ?? [])
                    expect(Number("uses" in step) + Number("run" in step)).to.equal(1);
            }
        });

        it(`${file} runs only scripts that exist`, () => {
            const commands = stepsOf(file).map(({ run = "" }) => run);
            const scripts = commands.flatMap((run) => [...run.matchAll(/npm run (?:-\S+ )*([\w:-]+)/g)]);
            for (const [, script] of scripts) expect(packageJson.scripts).to.have.property(script ?? "");
        });

        it(`${file} pins each action to a commit, and names its version`, () => {
            const used = stepsOf(file).flatMap(({ uses = [] }) => uses);
            for (const action of used) expect(action).to.match(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
            const lines = read(file)
                .split("\n")
                .filter((line) => /^ *- uses:/.test(line));
            expect(lines).to.have.length(used.length);
            for (const line of lines) expect(line).to.match(/ # v\d+\.\d+\.\d+$/);
        });
    }

    it("tests each pull request as CONTRIBUTING.md says", () => {
        expect(workflowOf("workflows/test.yml").on).to.have.property("pull_request");
        const commands = stepsOf("workflows/test.yml").flatMap(({ run = [] }) => run);
        expect(commands).to.deep.equal(["npm ci", "npm test"]);
    });

    it("publishes in a job of its own, which runs none of the repository's code", () => {
        const { jobs = {} } = workflowOf("workflows/release.yml");
        const mayPublish = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes("id-token"));
        expect(mayPublish.map(([name]) => name)).to.deep.equal(["publish"]);
        const text = JSON.stringify(jobs["publish"]);
        expect(text).to.contain("npm publish").and.contain("--provenance");
        expect(text).not.to.match(/checkout|npm ci|npm run/);
        expect(JSON.stringify(jobs["check"])).to.contain("npm run release -- --dry-run");
    });

    for (const file of files.filter(
        (name) => /^ISSUE_TEMPLATE.*\.yml$/.test(name) && !name.endsWith("config.yml"),
    ))
        it(`${file} is a form`, () => {
            const { name, description, body } = parsed(file);
            expect([name, description].every((text) => typeof text === "string")).to.be.true;
            const fields = body as { type: string; id: string; attributes: { label: string } }[];
            expect(new Set(fields.map(({ id }) => id)).size).to.equal(fields.length);
            for (const { type, attributes } of fields) {
                expect(type).to.be.oneOf(["textarea", "input", "dropdown", "checkboxes"]);
                expect(attributes.label).to.be.a("string");
            }
        });

    it("asks for the doctor's report where something does not work", () => {
        for (const form of ["bug", "service"])
            expect(read(`ISSUE_TEMPLATE/${form}.yml`)).to.contain("`npx pulumi-polytomic doctor --json`");
    });

    it("updates dependencies in folders that there are", () => {
        const { updates } = parsed("dependabot.yml") as {
            updates: { directory?: string; directories?: string[]; "package-ecosystem": string }[];
        };
        const manifest: Record<string, string> = {
            npm: "package.json",
            gomod: "go.mod",
            "github-actions": ".github/workflows",
        };
        for (const { directory, directories = [directory ?? ""], "package-ecosystem": kind } of updates)
            for (const name of directories)
                expect(existsSync(join(root, name, manifest[kind] ?? "?")), name).to.be.true;
    });

    it("links to files that there are", () => {
        const template = read("PULL_REQUEST_TEMPLATE.md");
        const links = [...template.matchAll(/\]\(([^)#]+)/g)].map(([, link = ""]) => link);
        expect(links).not.to.be.empty;
        for (const link of links) expect(existsSync(join(folder, link)), link).to.be.true;
    });
});
