import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { chromium, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/browser";
import { ODD_NAME, openWatchedAccount, runCommand } from "../support/watched-account";

/** The picture in the documentation, which UPDATE_SNAPSHOTS=1 makes anew. */
const PICTURE = resolve(__dirname, "../../docs/schedules-page.png");

/** The contrast of each text with what is behind it, the least first (WCAG 2). A text, since it runs in the page. */
const CONTRASTS = `(() => {
    const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
    const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const luminance = (color) => {
        const [red, green, blue] = numbers(color).map((value) => linear(value / 255));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return numbers(color)[3] === 0 ? behind(element.parentElement) : color;
    };
    const hasText = ({ childNodes }) => [...childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
    return [...document.querySelectorAll("main *")].filter(hasText).map((element) => {
        const [dark, light] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    }).sort((a, b) => a - b);
})()`;

describe("the page with an account's schedules", () => {
    let page: Page;
    const closings: (() => Promise<void>)[] = [];
    const printed: string[] = [];
    const requested: string[] = [];

    before(async function () {
        this.timeout(300_000);
        const executablePath = findBrowser();
        const emulator = await openWatchedAccount();
        const folder = mkdtempSync(join(tmpdir(), "pulumi-polytomic-page-"));
        closings.push(
            () => emulator.close(),
            () => rm(folder, { recursive: true }),
        );
        const file = join(folder, "schedules.html");
        await runCommand(emulator, ["schedules", "--time-zone", "Europe/Berlin", "--html", file]);
        const browser = await chromium.launch({ executablePath });
        closings.push(() => browser.close());
        page = await browser.newPage({ colorScheme: "light", viewport: { width: 1280, height: 720 } });
        page.on("console", (message) => printed.push(message.text()));
        page.on("pageerror", (error) => printed.push(error.message));
        page.on("request", (request) => requested.push(request.url()));
        await page.goto(pathToFileURL(file).href);
        if (process.env["UPDATE_SNAPSHOTS"] === "1") await page.screenshot({ path: PICTURE, fullPage: true });
    });
    after(async () => {
        for (const close of closings.reverse()) await close();
    });

    const evaluate = (expression: string) => page.evaluate<unknown>(expression);
    // Playwright's own waiting evaluates code in the page, which its security policy forbids.
    const until = async (isSo: () => Promise<unknown>) => {
        while ((await isSo()) !== true) await evaluate("new Promise(requestAnimationFrame)");
    };
    const table = (name: RegExp) => page.getByRole("table", { name });
    const rows = async (name: RegExp) => {
        const found = await table(name).getByRole("row").all();
        return Promise.all(found.map((row) => row.locator("th, td").allTextContents()));
    };

    it("has the command's table, with its odd names as they are", async () => {
        const [headings, first] = await rows(/^The next run first/);
        expect(headings).to.deep.equal([
            "bulk sync",
            "runs",
            "next run (Europe/Berlin)",
            "in Polytomic",
            "last run",
        ]);
        expect(first).to.deep.equal([
            ...["Billing", "every hour at minute 15 (default)", "Tue 2030-01-08 11:15", "same"],
            "failed Tue 2030-01-08 10:15, 40 s",
        ]);
        const header = table(/^The next run first/).getByRole("rowheader", { name: ODD_NAME, exact: true });
        expect(await header.count()).to.equal(1);
        expect(await page.getByRole("listitem").first().textContent()).to.equal(
            "10 schedules of 9 bulk syncs.",
        );
    });

    it("has the week, and says of each hour which bulk syncs run", async () => {
        const [headings, ...days] = await rows(/^How many runs start/);
        expect(headings).to.have.length(25);
        expect(days).to.have.length(7);
        expect(days[0]?.slice(0, 7)).to.deep.equal(["Tue 2030-01-08", "1", "1", "1", "1", "5", "1"]);
        const fullest = page.getByTitle(
            "Mon 2030-01-14 04:00: Billing, Orders to Snowflake, Region 2, Region 10",
        );
        expect(await fullest.textContent()).to.equal("6");
    });

    it("can be read by a screen reader", async () => {
        expect(await page.title()).to.equal("Schedules of Polytomic bulk syncs, Tue 2030-01-08 11:00");
        expect(await evaluate("document.documentElement.lang")).to.equal("en");
        expect(await page.getByRole("main").getByRole("heading").allTextContents()).to.deep.equal([
            ...["Schedules of Polytomic bulk syncs", "Schedules", "Week"],
        ]);
        expect(await page.locator("th:not([scope])").count()).to.equal(0);
        expect(await page.getByRole("columnheader").count()).to.equal(5 + 25);
        expect(await page.getByRole("rowheader").count()).to.equal(10 + 7);
    });

    it("is reached by the keyboard, and scrolls its tables rather than itself on a narrow screen", async () => {
        await page.setViewportSize({ width: 400, height: 720 });
        for (const region of ["schedules", "week"]) {
            await page.keyboard.press("Tab");
            const focused = page.locator(":focus");
            expect(await focused.getAttribute("aria-labelledby")).to.equal(region);
            // Chromium also reaches what scrolls without it. Other browsers do not.
            expect(await focused.getAttribute("tabindex")).to.equal("0");
        }
        await page.keyboard.press("ArrowRight");
        await until(() => evaluate("document.activeElement.scrollLeft > 0"));
        expect(await evaluate("document.documentElement.scrollWidth <= innerWidth")).to.equal(true);
        await page.setViewportSize({ width: 1280, height: 720 });
    });

    for (const [colorScheme, background] of [
        ["light", "rgb(255, 255, 255)"],
        ["dark", "rgb(13, 17, 23)"],
    ] as const)
        it(`has enough contrast in ${colorScheme} mode`, async () => {
            await page.emulateMedia({ colorScheme });
            expect(await evaluate("getComputedStyle(document.body).backgroundColor")).to.equal(background);
            const contrasts = (await evaluate(CONTRASTS)) as number[];
            expect(contrasts).to.have.length.above(200);
            expect(contrasts[0]).to.be.at.least(4.5);
        });

    it("has no scripts, requests nothing besides itself, and prints no error", async () => {
        expect(await page.locator("script").count()).to.equal(0);
        expect(requested).to.deep.equal([page.url()]);
        expect(printed).to.deep.equal([]);
    });
});
