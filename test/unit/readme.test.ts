import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { SETTINGS } from "../../provider/model/settings";

const repository = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(repository, file), "utf8");

describe("the README", () => {
    it("starts with the program of examples/daily", () => {
        const [, program] = /^```ts\n(.*?)^```/ms.exec(read("README.md")) ?? [];
        expect(program).to.equal(read("examples/daily/index.ts"));
    });
});

describe("docs/credentials.md", () => {
    it("names every environment variable and configuration key that the provider reads", () => {
        const names = Object.entries(SETTINGS).flatMap(([setting, variable]) => [
            `polytomic:${setting}`,
            variable,
        ]);
        expect(names).to.have.length(12);
        for (const name of names) expect(read("docs/credentials.md")).to.contain(`\`${name}\``);
    });
});
