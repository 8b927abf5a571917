import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { command } from "../support/watched-account";
import { listen } from "../support/proxy";
import { runOnTerminal } from "../support/terminal";

const ENVIRONMENT = { PATH: process.env["PATH"], POLYTOMIC_API_KEY: "the-key" };

/** The lines that a command writes to stderr, with the seconds after which they came, until it ends or is killed. */
async function linesOf(args: readonly string[], address: string, limitMs: number) {
    const env = { ...ENVIRONMENT, POLYTOMIC_DEPLOYMENT_URL: address };
    const [file = "", ...words] = command(args);
    const child = spawn(file, words, { env, stdio: ["ignore", "ignore", "pipe"] });
    const startedAtMs = performance.now();
    const lines: { readonly text: string; readonly afterS: number }[] = [];
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        lines.push({ text, afterS: (performance.now() - startedAtMs) / 1_000 });
    });
    const timer = setTimeout(() => child.kill(), limitMs);
    await once(child, "close");
    clearTimeout(timer);
    return lines;
}

describe("a command that Polytomic keeps waiting", () => {
    it("says so after ten seconds where the service is silent", async () => {
        const silent = await listen(createServer((socket) => socket.on("error", () => undefined)));
        const [line] = await linesOf(["schedules"], `http://127.0.0.1:${silent.port}`, 14_000);
        await silent.close();
        expect(line?.text).to.equal("Waiting for Polytomic. 0 operations done, 1 under way.\n");
        expect(line?.afterS).to.be.greaterThan(9).and.lessThan(14);
    });

    it("says after three seconds why it tries again, and names in the end what it called", async () => {
        const address = "http://127.0.0.1:9";
        const lines = await linesOf(["schedules"], address, 60_000);
        expect(lines.map(({ text }) => text.replace(/, after [2-5] tries/, ""))).to.deep.equal([
            "Waiting for Polytomic: GET /api/bulk/syncs got no response (ECONNREFUSED). 0 operations done, 1 under way.\n",
            "pulumi-polytomic: could not read the account: GET /api/bulk/syncs got no response (ECONNREFUSED), after 6 tries. " +
                "Check the network and POLYTOMIC_DEPLOYMENT_URL, then run the command again. Called " +
                `${address} (from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.\n`,
        ]);
        expect(lines[0]?.afterS).to.be.greaterThan(2).and.lessThan(8);
    });

    it("shows at once on a terminal what it does, and leaves nothing of it", async () => {
        const env = { ...ENVIRONMENT, POLYTOMIC_DEPLOYMENT_URL: "http://127.0.0.1:9" };
        const { code, shown } = await runOnTerminal(command(["schedules"]), env);
        expect(code).to.equal(1);
        const clear = "\r\u001b[K";
        expect(
            shown.startsWith(`${clear}Reading bulk syncs …${clear}Waiting for Polytomic: `),
            shown,
        ).to.equal(true);
        expect(shown).to.contain(`\r\n${clear}pulumi-polytomic: could not read the account: `);
    });

    it("asks for a key in words of the environment, and warns of an address that shows the key to all", async () => {
        const env = { ...ENVIRONMENT, POLYTOMIC_API_KEY: "" };
        const { shown } = await runOnTerminal(command(["import"]), env);
        expect(shown).to.equal(
            "\r\u001b[Kpulumi-polytomic: could not read the account: there is no Polytomic API key. Set one in the environment: " +
                "export POLYTOMIC_API_KEY=… With the key of a stack: POLYTOMIC_API_KEY=$(pulumi config get polytomic:apiKey) " +
                "npx pulumi-polytomic …, and in the same way POLYTOMIC_DEPLOYMENT_URL if the stack has polytomic:deploymentUrl.\r\n",
        );
        // Longer than a name can be: nobody is asked for it.
        const address = `http://${"a".repeat(64)}.example.com`;
        const [warning, error] = await linesOf(["schedules"], address, 60_000);
        expect(warning?.text).to.equal(
            `warning: the API key travels unencrypted to ${address}: set POLYTOMIC_DEPLOYMENT_URL to an https address.\n`,
        );
        expect(error?.text).to.match(/got no response \((ENOTFOUND|EAI_\w+)\)/);
        expect(error?.afterS).to.be.lessThan(5);
    });
});
