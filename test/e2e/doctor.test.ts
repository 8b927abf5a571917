import { expect } from "chai";
import { certificateFile } from "../unit/support/http-server";
import type { Front } from "../support/proxy";
import { expectOnPage, reportOf, runDoctor, startProxy, startTlsFront } from "./support/doctor";
import { openWorld, type World } from "./support/world";

describe("pulumi-polytomic doctor", () => {
    let world: World;
    let plain = "";
    const fronts: Front[] = [];

    before(async () => {
        world = await openWorld({ ids: true });
        world.emulator.addSchedule(world.syncId, { frequency: "daily", hour: "3", minute: "30" });
        plain = (await runDoctor(world, [])).output;
        world.emulator.clearRequests();
    });
    after(() => world.close());
    afterEach(async () => {
        for (const front of fronts.splice(0)) await front.close();
        world.emulator.clearFaults();
    });

    async function opened(front: Promise<Front>): Promise<Front> {
        fronts.push(await front);
        return front;
    }

    it("says what is there, and reads only", async () => {
        const { code, output } = await runDoctor(world, []);
        expect(output).not.to.match(/^[^✓]/m);
        expect(code).to.equal(0);
        expect(new Set(world.emulator.requests.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
        expectOnPage("plain", "doctor", output);
    });

    it("shows the proxy, without its password", async () => {
        const tls = await opened(startTlsFront(world.emulator.url));
        const proxy = await opened(startProxy(`http://127.0.0.1:${tls.port}`));
        const environment = {
            POLYTOMIC_DEPLOYMENT_URL: `https://localhost:${tls.port}`,
            HTTPS_PROXY: `http://somebody:secret-word@127.0.0.1:${proxy.port}`,
            NODE_EXTRA_CA_CERTS: certificateFile,
        };
        const { code, output } = await runDoctor(world, [], environment);
        expect(code, output).to.equal(0);
        expect(output).not.to.contain("secret-word");
        expectOnPage("proxy", "doctor", output, plain);
    });

    it("shows a proxy in front of plain HTTP", async () => {
        const proxy = await opened(startProxy(world.emulator.url));
        const environment = {
            POLYTOMIC_DEPLOYMENT_URL: "http://polytomic.invalid",
            http_proxy: `http://127.0.0.1:${proxy.port}`,
        };
        const { code, output } = await runDoctor(world, [], environment);
        expect(code, output).to.equal(0);
        expect(output)
            .to.contain(`Polytomic responds through the proxy 127.0.0.1:${proxy.port}`)
            .and.match(
                /^! Address: the API key travels unencrypted to http:\/\/polytomic.invalid: set POLYTOMIC_DEPLOYMENT_URL to/m,
            );
    });

    it("names the issuer of a certificate that Node.js does not trust, also behind a proxy", async () => {
        const tls = await opened(startTlsFront(world.emulator.url));
        const proxy = await opened(startProxy(`http://127.0.0.1:${tls.port}`));
        const address = { POLYTOMIC_DEPLOYMENT_URL: `https://localhost:${tls.port}` };
        world.emulator.clearRequests();
        const { code, output } = await runDoctor(world, [], address);
        expect(code).to.equal(1);
        expect(world.emulator.requests).to.deep.equal([]);
        expectOnPage("private-ca", "doctor", output, plain);
        const behind = { ...address, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
        expect((await runDoctor(world, [], behind)).output).to.contain("✗ Certificate: issued by test only");
    });

    it("accepts that issuer where NODE_EXTRA_CA_CERTS names it", async () => {
        const tls = await opened(startTlsFront(world.emulator.url));
        const { code, output } = await runDoctor(world, [], {
            POLYTOMIC_DEPLOYMENT_URL: `https://localhost:${tls.port}`,
            NODE_EXTRA_CA_CERTS: certificateFile,
        });
        expect(code).to.equal(0);
        expect(output).to.match(/^✓ Certificate: issued by test only, valid until 2120-/m);
    });

    it("leaves out what a wrong key can't show", async () => {
        const { code, output } = await runDoctor(world, [], { POLYTOMIC_API_KEY: "wrong-key-of-somebody" });
        expect(code).to.equal(1);
        expect(output).not.to.contain("wrong-key-of-somebody");
        expectOnPage("wrong-key", "doctor", output, plain);
    });

    it("leaves out what needs the network", async () => {
        const { code, output } = await runDoctor(world, [], {
            POLYTOMIC_DEPLOYMENT_URL: "polytomic.invalid",
        });
        expect(code).to.equal(1);
        expectOnPage("no-network", "doctor", output, plain);
    });

    it("names inactive bulk syncs", async () => {
        const { id } = world.emulator.addSync({ name: "Archive to S3", active: false });
        world.emulator.addSchedule(id, { frequency: "hourly", minute: "15" });
        const { code, output } = await runDoctor(world, []);
        world.emulator.removeSync(id);
        expect(code).to.equal(0);
        expectOnPage("inactive", "doctor", output, plain);
    });

    it("says what a key may not do", async () => {
        world.emulator.fault({ kind: "status", status: 403, path: "/schedules", times: Infinity });
        const { code, output } = await runDoctor(world, []);
        expect(code).to.equal(1);
        expect(output).to.match(
            /^✗ Could not check schedules: GET .* returned 403 .*: use the key of a user who may edit bulk syncs\. Called http/m,
        );
    });

    it("takes what the environment lacks from a stack, and shows no secret of it", async () => {
        const { emulator, program } = world;
        await program.pulumi(`config set --secret polytomic:apiKey ${emulator.apiKey}`);
        await program.pulumi(`config set polytomic:deploymentUrl ${emulator.url}`);
        const none = { POLYTOMIC_API_KEY: undefined, POLYTOMIC_DEPLOYMENT_URL: undefined };
        const { code, output } = await runDoctor(world, ["--stack", "test"], none);
        expect(output).to.contain("✓ Settings: apiKey from stack test, deploymentUrl from stack test.");
        expect(code).to.equal(0);
        expect(output).not.to.contain(emulator.apiKey);
        expect((await runDoctor(world, ["--stack", "test"])).output).to.contain(
            "✓ Settings: apiKey from POLYTOMIC_API_KEY, which overrides the stack's, ",
        );
        await program.pulumi(`config set --plaintext polytomic:apiKey ${emulator.apiKey}`);
        const clear = await runDoctor(world, ["--stack", "test"], none);
        expect(clear.output).to.match(/^! The stack's configuration has apiKey in clear: /m);
        expect(clear.output).not.to.contain(emulator.apiKey);
        const lost = await runDoctor(world, ["--stack", "prod"], none);
        expect(lost.output).to.match(
            /^✗ Can't read the configuration of stack prod: .*no stack named 'prod'/m,
        );
    });

    it("asks for a key, and for the stack that may have one", async () => {
        const { code, output } = await runDoctor(world, [], { POLYTOMIC_API_KEY: undefined });
        expect(code).to.equal(1);
        expect(output).to.match(
            /^✗ There is no Polytomic API key\. .*Where a stack has the key, name the stack: /m,
        );
        expect(output).to.match(/^- Left out, because of the above: address, dns, .*missing default\.$/m);
    });

    it("reports without keys, ids, names and addresses", async () => {
        const { emulator, syncId } = world;
        const report = await reportOf(world);
        expect(report.report).to.equal(1);
        expect(report.service).to.deep.equal({
            ids: true,
            nestedIds: true,
            absent: "null-text",
            createdAt: "milliseconds",
            deletedAtOnLive: false,
            emptyLists: "array",
            missingDefault: "left-out",
        });
        const failing = [
            await reportOf(world, [], { POLYTOMIC_DEPLOYMENT_URL: "polytomic.invalid" }),
            await reportOf(world, ["--yes", "--write", "no such bulk sync"]),
            await reportOf(world, [], { POLYTOMIC_API_KEY: "wrong-key" }),
        ];
        emulator.fault({ kind: "status", status: 403, path: `${syncId}/schedules`, times: Infinity });
        failing.push(await reportOf(world));
        expect(failing.at(-1)?.checks.find(({ check }) => check === "schedules")).to.deep.equal({
            check: "schedules",
            status: "failure",
            facts: { error: "ServiceError", status: 403 },
        });
        const text = JSON.stringify([report, ...failing]);
        const names = emulator.syncs.map(({ name }) => name);
        const secrets = [
            emulator.apiKey,
            emulator.organizationId,
            emulator.userId,
            syncId,
            "Main organization",
        ];
        for (const secret of [...secrets, ...names, "127.0.0.1", ".invalid", "wrong-key"])
            expect(text).not.to.contain(secret);
    });
});
