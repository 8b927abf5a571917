import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeNewFiles } from "../../../provider/cli/output";
import { readStack, readTerraform } from "../../../provider/cli/state-files";

describe("a file of another tool", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "pulumi-polytomic-files-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    function file(content: unknown): string {
        const path = join(folder, "state.json");
        writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
        return path;
    }

    it("shows which resources a stack has", () => {
        const resources = [
            { urn: "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev", type: "pulumi:pulumi:Stack" },
            { urn: "urn:pulumi:dev::acme::x:y:Z::nightly", id: "A/B", inputs: {} },
        ];
        const { names, ids } = readStack(file({ version: 3, deployment: { resources } }));
        expect(names).to.deep.equal(["acme-dev", "nightly"]);
        expect([...ids]).to.deep.equal(["a/b"]);
        expect(readStack(file({ version: 3, deployment: {} })).names).to.deep.equal([]);
    });

    it("is refused where it is not a stack's", () => {
        const path = file({ resources: [] });
        expect(() => readStack(path)).to.throw(
            `${path} is not the state of a stack. Write it with: pulumi stack export --file ${path}`,
        );
    });

    it("shows which bulk syncs are in a Terraform state", () => {
        const state = {
            version: 4,
            resources: [
                {
                    mode: "managed",
                    type: "polytomic_bulk_sync",
                    name: "orders",
                    instances: [{ attributes: { id: "a" } }],
                },
                {
                    mode: "managed",
                    type: "polytomic_bulk_sync",
                    name: "regions",
                    instances: [
                        { index_key: "emea", attributes: { id: "b" } },
                        { index_key: 0, attributes: { id: "c" } },
                    ],
                },
                {
                    mode: "data",
                    type: "polytomic_bulk_sync",
                    name: "read",
                    instances: [{ attributes: { id: "d" } }],
                },
                { mode: "managed", type: "aws_instance", name: "other", instances: [{ attributes: {} }] },
            ],
        };
        expect([...readTerraform(file(state))]).to.deep.equal([
            ["a", "orders"],
            ["b", "regions-emea"],
            ["c", "regions-0"],
        ]);
    });

    it("shows the same in the format of `terraform show -json`, modules included", () => {
        const sync = (name: string, id: string) => ({
            mode: "managed",
            type: "polytomic_bulk_sync",
            name,
            values: { id, schedule: { frequency: "daily" } },
        });
        const shown = {
            format_version: "1.0",
            values: {
                root_module: {
                    resources: [sync("orders", "a"), { mode: "managed", type: "x", name: "y", values: {} }],
                    child_modules: [{ resources: [{ ...sync("inner", "b"), index: 1 }] }, {}],
                },
            },
        };
        expect([...readTerraform(file(shown))]).to.deep.equal([
            ["a", "orders"],
            ["b", "inner-1"],
        ]);
    });

    it("is refused where it is not Terraform's, or has no bulk sync", () => {
        for (const state of [null, { version: 3 }, { version: 4, resources: [] }])
            expect(() => readTerraform(file(state))).to.throw(
                /has no resource of type polytomic_bulk_sync\. It must be a state file \(version 4\) or the output of `terraform show -json`\.$/,
            );
    });

    it("is refused where it can't be read", () => {
        expect(() => readStack(join(folder, "none.json"))).to.throw(
            /^can't read .*none\.json \(ENOENT: .*\)\.$/,
        );
        expect(() => readStack(file("no JSON"))).to.throw(/^can't read .*state\.json \(it is not JSON\)\.$/);
    });

    it("is never overwritten, nor written by halves", () => {
        const [first, second] = [join(folder, "new", "a.ts"), file("old")];
        const texts = new Map([
            [first, "a"],
            [second, "b"],
        ]);
        expect(() => {
            writeNewFiles(texts);
        }).to.throw(`nothing is overwritten, and there is ${second} already. Write elsewhere.`);
        expect(readFileSync(second, "utf8")).to.equal("old");
        expect(() => readFileSync(first)).to.throw();
        writeNewFiles(new Map([[first, "a"]]));
        expect(readFileSync(first, "utf8")).to.equal("a");
    });
});
