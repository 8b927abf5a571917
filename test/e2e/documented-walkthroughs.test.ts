import { expect } from "chai";
import { walk, type Walk } from "./support/walkthrough";

describe("the commands of the README", () => {
    let readme: Walk;

    before(async () => {
        readme = await walk("README.md");
    });

    after(() => {
        readme.close();
    });

    it("lead from an empty folder and a clone to a schedule in the emulator, and to the repair of a change", () => {
        const [, deployed = "", repaired = "", destroyed = ""] = readme.printed;
        expect(deployed)
            .to.contain("+ 2 created")
            .and.to.match(/daily hour=3 minute=30 {2}default\n/);
        expect(repaired)
            .to.match(/daily hour=5 minute=30 {2}default\n/)
            .and.to.match(/~ hour *: 5 => 3/);
        expect(destroyed).to.contain("- 2 deleted");
    });

    it("then lead to a schedule in the account", () => {
        const [sync] = readme.account.syncs;
        expect(readme.account.schedules(sync?.id ?? "")).to.have.length(1);
    });
});

describe("the commands of the quick start", () => {
    let page: Walk;

    before(async () => {
        page = await walk("docs/quick-start.md");
    });

    after(() => {
        page.close();
    });

    it("lead from an empty folder to a schedule in the emulator, then in the account", () => {
        const [deployed = "", changed = "", , installed = ""] = page.printed;
        expect(deployed).to.contain("Your new project is ready to go!").and.to.contain("+ 2 created");
        expect(changed)
            .to.contain("~ hour: 3 => 4")
            .and.to.match(/~ hour *: 4 => 5/)
            .and.to.contain("- 2 deleted");
        expect(installed).to.match(/up to date|added|changed/);
        expect(page.account.schedules(page.account.syncs[0]?.id ?? "")).to.have.length(1);
    });
});

describe("the commands of the emulator's page", () => {
    let page: Walk;

    before(async () => {
        page = await walk("emulator/README.md");
    });

    after(() => {
        page.close();
    });

    it("install it, start it with what it is to have, and edit that", () => {
        const [started = "", , edited = "", controlled = ""] = page.printed;
        expect(started).to.match(/Salesforce to Snowflake \(Main organization\)\n/);
        expect(edited)
            .to.match(/daily hour=5 {2}default\n/)
            .and.to.match(/ hourly minute=15\n/)
            .and.to.match(/Salesforce to Snowflake \(Main organization\) {2}inactive\n/);
        expect(controlled).to.match(/"active":false/);
    });
});
