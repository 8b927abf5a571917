import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../src";
import { parseCommandLine } from "../src/command-options";
import { create, dataOf, firstSync, idOf, schedulesPath, send, start } from "./support";

describe("a report on a service", () => {
    const folder = mkdtempSync(join(tmpdir(), "polytomic-emulator-"));

    after(() => {
        rmSync(folder, { recursive: true });
    });

    function written(report: unknown): string {
        const file = join(folder, "report.json");
        writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
        return file;
    }

    it("makes the emulator behave like the service", async () => {
        const service = {
            ids: true,
            absent: "null",
            reusedKeyWithOtherBody: 422,
            deleteResponse: "no-content",
        };
        const emulator = await start({ like: { service } });
        const created = dataOf(await create(emulator, { key: "the-first-key" }));
        expect(created).to.include({ id: idOf(emulator.schedules(firstSync(emulator))[0]), month: null });
        const other = { schedule: { frequency: "manual" } };
        expect((await create(emulator, { key: "the-first-key", body: other })).status).to.equal(422);
        const path = `${schedulesPath(emulator)}/${String(created.id)}`;
        expect((await send(emulator, path, { method: "DELETE" })).status).to.equal(204);
    });

    it("may hold more, may leave a question open, and gives way to options", async () => {
        const service = { ids: true, absent: "empty", spelling: null, weather: "fine" };
        const emulator = await start({ like: { service }, absent: "null" });
        expect(dataOf(await create(emulator)))
            .to.include({ month: null, hour: "3" })
            .and.have.property("id");
    });

    it("is refused where it has values that there are not", async () => {
        const failure = await startEmulator({ like: { service: { absent: "never" } } }).catch(String);
        expect(failure).to.match(/^Error: the report is not valid: service\.absent: Invalid option/);
    });

    it("is read from a file by the command", async () => {
        const service = { ids: true, absent: "empty", rateLimit: { requests: 8, perMs: 60_000 } };
        const file = written({ service, examined: "today" });
        const { options } = parseCommandLine(["--like", file, "--absent", "null"]);
        expect(options).to.deep.equal({ absent: "null", like: { service } });
        const emulator = await start(options);
        expect(dataOf(await create(emulator)))
            .to.include({ month: null })
            .and.have.property("id");
    });

    it("is refused by the command, which names the file", () => {
        const problemOf = (report: unknown) => {
            const file = written(report);
            try {
                parseCommandLine(["--like", file]);
            } catch (error) {
                return String(error).replace(file, "F");
            }
            return "none";
        };
        expect(problemOf("{")).to.match(/^Error: could not read the report F: .*JSON/);
        expect(problemOf({})).to.equal(
            "Error: could not read the report F: it is no object with a member `service`",
        );
        expect(problemOf({ service: { ids: "yes" } })).to.match(/F: the report is not valid: service\.ids: /);
        expect(() => parseCommandLine(["--like", join(folder, "none.json")])).to.throw(/ENOENT/);
    });
});
