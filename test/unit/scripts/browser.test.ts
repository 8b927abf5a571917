import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { findBrowser } from "../../../scripts/browser";

describe("the search for a browser", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "browser-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const write = (name: string) => {
        writeFileSync(path.join(folder, name), "");
        return path.join(folder, name);
    };
    const none = () => false;

    it("takes the one that CHROME_PATH names, and no other", () => {
        write("chromium");
        const mine = write("my-browser");
        expect(findBrowser({ PATH: folder, CHROME_PATH: mine }, none)).to.equal(mine);
        const install = () => expect.fail("it installed one");
        expect(() => findBrowser({ PATH: folder, CHROME_PATH: "/no/browser" }, install)).to.throw(
            "There is no browser at CHROME_PATH (/no/browser): install Chromium, or set CHROME_PATH to a browser of its kind.",
        );
    });

    it("takes one on PATH", () => {
        const chrome = write("google-chrome");
        expect(findBrowser({ PATH: `/nowhere:${folder}` }, none)).to.equal(chrome);
    });

    it("takes the one that it can install, and says what to do where it can't", () => {
        const install = () => write("chromium") !== "";
        expect(() => findBrowser({ PATH: folder }, none)).to.throw(
            /^There is no browser on PATH: install Chromium/,
        );
        expect(findBrowser({ PATH: folder }, install)).to.equal(path.join(folder, "chromium"));
    });
});
