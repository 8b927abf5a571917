import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { startEmulator } from "../src";
import type { Emulator } from "../src";

describe("the emulator's server", () => {
    let emulator: Emulator | undefined;

    afterEach(() => emulator?.close());

    for (const host of ["127.0.0.1", "localhost", "0.0.0.0"]) {
        it(`can be reached at the address that it names when it listens on ${host}`, async () => {
            emulator = await startEmulator({ host });
            const response = await fetch(`${emulator.url}/api/me`);
            expect(response.status).to.equal(401);
        });
    }

    it("closes no connection that idles for as long as clients keep it", async () => {
        emulator = await startEmulator();
        const response = await fetch(`${emulator.url}/api/me`);
        expect(response.headers.get("keep-alive")).to.equal("timeout=72");
    });

    it("logs no response to a client that goes away while it sends the body", async () => {
        emulator = await startEmulator();
        const { port } = new URL(emulator.url);
        const socket = connect(Number(port));
        const head = ["POST /api/bulk/syncs/a/schedules HTTP/1.1", "host: emulator", "content-length: 100"];
        socket.write(`${head.join("\r\n")}\r\n\r\n{`);
        while (emulator.requests.length === 0) await sleep(5);
        socket.destroy();
        await sleep(50);
        expect(emulator.requests.map(({ status }) => status)).to.deep.equal([0]);
        expect((await fetch(`${emulator.url}/api/me`)).status).to.equal(401);
    });

    it("refuses a port that is taken", async () => {
        emulator = await startEmulator();
        const { port } = new URL(emulator.url);
        const second = await startEmulator({ port: Number(port) }).catch((error: unknown) => error);
        expect(second).to.be.an("error").with.property("code", "EADDRINUSE");
    });
});
