import { expect } from "chai";
import { ResourceRegistry } from "../../../../provider/lifecycle/process/registry";
import { ProviderContext } from "../../../../provider/lifecycle/process/context";
import { syncId } from "../../support/definitions";
import { respondJson, startHttpServer, type HttpServer, type Respond } from "../../support/http-server";
import { Deadline } from "../../../../provider/api/deadline";

describe("a context", () => {
    let server: HttpServer | undefined;

    afterEach(async () => {
        await server?.close();
        server = undefined;
    });

    async function contextWith(respond: Respond) {
        server = await startHttpServer(respond);
        const { url, received } = server;
        const context = new ProviderContext(new ResourceRegistry(), () => undefined, {
            POLYTOMIC_API_KEY: "k",
            POLYTOMIC_DEPLOYMENT_URL: url,
        });
        return { context, received };
    }

    it("lets one read of a bulk sync serve each of its schedules once", async () => {
        const { context, received } = await contextWith((response) => {
            respondJson(response, 200, { data: [] });
        });
        const read = async (scheduleId: string, ofSync = syncId) => {
            context.beginReading({ syncId: ofSync, scheduleId });
            await context.account.schedules.get(ofSync, new Deadline(5_000));
            return received.length;
        };
        expect([await read("a"), await read("b"), await read("c")]).to.deep.equal([1, 1, 1]);
        expect([await read("a", "other"), await read("b", "other")]).to.deep.equal([2, 2]);
        expect([await read("b"), await read("a"), await read("c")]).to.deep.equal([3, 3, 3]);
        expect([await read("a"), await read("a")]).to.deep.equal([4, 5]);
    });

    it("lets no read of other work serve a refresh that begins after it", async () => {
        const { context, received } = await contextWith((response) => {
            respondJson(response, 200, { data: { id: syncId } });
        });
        const deadline = new Deadline(5_000);
        await context.account.bulkSyncs.get(syncId, deadline);
        for (const scheduleId of ["a", "b"]) {
            context.beginReading({ syncId, scheduleId });
            await context.account.bulkSyncs.get(syncId, deadline);
        }
        expect(received).to.have.length(2);
    });

    it("lets work of one name run in turn, even after a failure, and of other names at once", async () => {
        const { context } = await contextWith(() => undefined);
        const log: string[] = [];
        const work =
            (name: string, fails = false) =>
            async () => {
                log.push(`${name} begins`);
                await new Promise((resolve) => setTimeout(resolve, 10));
                log.push(`${name} ends`);
                if (fails) throw new Error(name);
                return name;
            };
        const results = await Promise.allSettled([
            context.inSequence("a", work("a1", true)),
            context.inSequence("a", work("a2")),
            context.inSequence("b", work("b")),
        ]);
        expect(log.filter((line) => line.startsWith("a"))).to.deep.equal([
            "a1 begins",
            "a1 ends",
            "a2 begins",
            "a2 ends",
        ]);
        expect(log.indexOf("b begins")).to.be.lessThan(log.indexOf("a1 ends"));
        expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "fulfilled", "fulfilled"]);
    });
});
