// What a schedule declared in a bulk sync's Terraform resource is known to get wrong, each in a test of its own.
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { answerIn, failureOf } from "./support/program";
import { callsDuring, countedCalls, openWorld, type World } from "./support/world";

const NIGHTLY = { frequency: "daily", hour: 2, minute: 0 };
const MORNING = { frequency: "daily", hour: "7", minute: "5" };
const MONDAYS = { frequency: "weekly", dayOfWeek: "monday", hour: 6, minute: 30 };
const CHANGED = {
    nightly: { frequency: "continuous" },
    morning: { frequency: "daily", hour: "7" },
    mondays: MONDAYS,
};

describe("where the Terraform route errs", () => {
    let world: World;

    before(async () => {
        world = await openWorld({ spelling: "service", absent: "null-text" });
    });

    after(() => world.close());

    const held = (frequency: string) =>
        world.emulator.schedules(world.syncId).find((schedule) => schedule.frequency === frequency);

    const bodies = () =>
        world.emulator.requests.filter(({ body }) => body !== undefined).map(({ body }) => body);

    it("a typo and an hour that is none do not get past the preview of `pulumi up`", async () => {
        world.declare({ nightly: { frequency: "dayly", hour: "99" } });
        const output = await failureOf(world.program.pulumi("up --yes"));
        expect(output)
            .to.contain('frequency: "dayly" is not allowed.')
            .and.contain('hour: "99" is not allowed.');
        expect(world.emulator.requests).to.deep.equal([]);
    });

    it("a refused create ends at once, in the service's words, and leaves nothing behind", async () => {
        world.declare({ nightly: NIGHTLY });
        world.emulator.fault({ method: "POST", kind: "status", status: 422, times: Infinity });
        const output = await failureOf(world.program.up());
        world.emulator.clearFaults();
        expect(output).to.contain("returned 422 (unprocessable_entity: Unprocessable Entity). Correct the");
        expect(countedCalls(world.emulator)).to.deep.equal({ "GET me": 1, "POST schedules": 2 });
        expect(await world.program.schedules()).to.deep.equal({});
    });

    it("nothing is sent that was not declared", async () => {
        world.emulator.addSchedule(world.syncId, { frequency: "hourly", minute: "15" });
        world.declare({ nightly: NIGHTLY, morning: MORNING, mondays: MONDAYS });
        world.emulator.clearRequests();
        await world.program.up();
        expect(bodies()).to.have.deep.members([
            { schedule: { frequency: "daily", hour: "2", minute: "0" } },
            { schedule: MORNING },
            { schedule: { frequency: "weekly", dayOfWeek: "monday", hour: "6", minute: "30" } },
        ]);
    });

    it("a padded answer is no change, be it after a create or after a refresh", async () => {
        const expectNoChange = async () => {
            expect(summaryOf(await world.program.preview())).to.deep.equal({ unchanged: 4 });
        };
        const { nightly } = await world.program.schedules();
        expect(answerIn(nightly)).to.include({ hour: "02", minute: "00" });
        await expectNoChange();
        expect(summaryOf(await world.program.refresh())).to.deep.equal({ unchanged: 4 });
        await expectNoChange();
    });

    it("what the program leaves out is reset, and every other schedule of the bulk sync stays as it was", async () => {
        const before = world.emulator.schedules(world.syncId);
        const others = before.filter(({ frequency }) => frequency !== "daily");
        expect(others.map(({ frequency }) => frequency)).to.have.members(["hourly", "weekly"]);
        world.declare(CHANGED);
        world.emulator.clearRequests();
        const output = await world.program.up();
        expect(summaryOf(output)).to.deep.equal({ updated: 2, unchanged: 2 });
        expect(output)
            .to.match(/- hour *: 2/)
            .and.match(/- minute *: 0/)
            .and.match(/- minute *: "5"/);
        expect(bodies()).to.have.deep.members([
            { schedule: { frequency: "continuous" } },
            { schedule: { frequency: "daily", hour: "7" } },
        ]);
        expect(held("continuous")?.hour).to.equal(undefined);
        expect(held("daily")?.minute).to.equal(undefined);
        expect(world.emulator.schedules(world.syncId)).to.include.deep.members(others);
    });

    it("a failure after the service has written leaves no orphan: the next `pulumi up` goes on from there", async () => {
        world.declare({ ...CHANGED, late: { frequency: "manual" } });
        world.emulator.fault({ method: "GET", path: world.syncId, kind: "status", status: 403 });
        expect(await failureOf(world.program.up()))
            .to.contain("returned 403")
            .and.contain("finds out before");
        const made = held("manual");
        await world.program.up();
        expect(world.emulator.schedules(world.syncId)).to.have.length(5);
        const { late } = await world.program.schedules();
        expect(late?.id).to.equal(`${world.syncId}/${made?.id ?? "?"}`);
    });
});

/** Passes requests on to another server, and answers those that write with less than the service does. */
function openSilentProxy(target: string): Server {
    return createServer((request, response) => {
        const { method = "", url = "", headers } = request;
        void text(request).then(async (body) => {
            const { authorization = "", "idempotency-key": key } = headers;
            const answer = await fetch(target + url, {
                method,
                headers: {
                    authorization,
                    "content-type": "application/json",
                    "x-polytomic-version": "2025-09-18",
                    ...(typeof key === "string" ? { "idempotency-key": key } : {}),
                },
                ...(body === "" ? {} : { body }),
            });
            const isWrite = method === "POST" || method === "PUT";
            response.writeHead(answer.status, { "content-type": "application/json" });
            response.end(isWrite ? '{"data":{}}' : await answer.text());
        });
    }).listen(0, "127.0.0.1");
}

describe("where the Terraform route crashes", () => {
    let world: World;
    let proxy: Server;

    before(async () => {
        world = await openWorld({ absent: "missing", createdAt: "missing" });
        proxy = openSilentProxy(world.emulator.url);
        await once(proxy, "listening");
    });

    after(async () => {
        proxy.closeAllConnections();
        proxy.close();
        await world.close();
    });

    it("an answer without a schedule is told from a failure: what was made is found", async () => {
        const address = proxy.address();
        const port = typeof address === "object" ? (address?.port ?? 0) : 0;
        world.declare({ nightly: NIGHTLY });
        const calls = await callsDuring(world.emulator, () =>
            world.program.up({ POLYTOMIC_DEPLOYMENT_URL: `http://127.0.0.1:${port}` }),
        );
        expect(calls["POST schedules"]).to.equal(1);
        const [made, ...others] = world.emulator.schedules(world.syncId);
        expect(others).to.deep.equal([]);
        const { nightly } = await world.program.schedules();
        expect(nightly?.id).to.equal(`${world.syncId}/${made?.id ?? "?"}`);
        expect(answerIn(nightly)).to.include({ frequency: "daily", hour: "2" });
    });
});
