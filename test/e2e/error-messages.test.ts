import { expect } from "chai";
import { failureOf } from "./support/program";
import { openWorld, type World } from "./support/world";

/** What the CLI prints at the end of a failed command: for each resource, by its name, the lines under it. */
function diagnosticsOf(output: string): Record<string, string[]> {
    const [, section = ""] = /^Diagnostics:\n(.*?)^(?:Resources|Outputs):/ms.exec(output) ?? [];
    const blocks = section.split(/^ {2}(?=\S)/m).slice(1);
    return Object.fromEntries(
        blocks.map((block) => {
            const [title = "", ...lines] = block.split("\n").map((line) => line.trim());
            return [/\((.*)\):$/.exec(title)?.[1] ?? title, lines.filter((line) => line !== "")];
        }),
    );
}

/** Nothing of how the package and Pulumi are made inside. */
function expectNoNoise(output: string): void {
    expect(output).not.to.match(/^\s+at .+:\d+/m);
    expect(output).not.to.match(/\[object |AxiosError|node_modules|undefined|\{"/);
}

const POINTER = "pulumi-polytomic: a schedule failed, see its error";
const FORBIDDEN =
    "returned 403 (forbidden: Forbidden). The API key may not do this: use the key of a user who may edit bulk syncs.";

describe("an error on the terminal", () => {
    const words: Record<number, string> = {
        400: "400 (bad_request: Bad Request). Correct the schedule's values.",
        403: "403 (forbidden: Forbidden). The API key may not do this: use the key of a user who may edit bulk syncs.",
        404: "404 (not_found: Not Found). Check the bulk sync's id, and that the API key belongs to its organization.",
        422: "422 (unprocessable_entity: Unprocessable Entity). Correct the schedule's values.",
        500: "500 (internal_server_error: Internal Server Error). Polytomic has a problem: run the command again later.",
    };
    const statuses = Object.keys(words).map(Number);
    let world: World;
    let syncIds: string[];

    before(async () => {
        world = await openWorld({ syncs: statuses.length + 2 });
        syncIds = world.emulator.syncs.map(({ id }) => id);
    });

    after(() => world.close());

    const called = () =>
        `Called ${world.emulator.url} (from POLYTOMIC_DEPLOYMENT_URL) with the key from POLYTOMIC_API_KEY.`;
    const idOf = async (name: string) => (await world.program.schedules())[name]?.id?.split("/")[1] ?? "?";

    it("of a create stands under each resource's name, once, in a sentence that says what to do", async () => {
        const { emulator, program } = world;
        const schedules = Object.fromEntries(
            [...statuses, "page", "fine"].map((name, index) => [
                `s-${name}`,
                { syncId: syncIds[index], frequency: "daily", hour: 3 },
            ]),
        );
        world.declare(schedules, { customTimeouts: { create: "8s" } });
        statuses.forEach((status, index) => {
            emulator.fault({
                method: "POST",
                path: syncIds[index] ?? "",
                kind: "status",
                status,
                times: Infinity,
            });
        });
        // After the first failure the engine begins no further create: none is to fail before all have begun.
        emulator.fault({ path: "/api/me", kind: "delay-before-write", delayMs: 2_000 });
        const pageSync = syncIds[statuses.length] ?? "";
        emulator.fault({ method: "POST", path: pageSync, kind: "html", status: 404, times: Infinity });
        const output = await failureOf(program.pulumi("up --yes --skip-preview"));
        emulator.clearFaults();
        expectNoNoise(output);
        const found = diagnosticsOf(output);
        statuses.forEach((status, index) => {
            const path = `/api/bulk/syncs/${syncIds[index] ?? ""}/schedules`;
            const message = `error: could not create a schedule of bulk sync ${syncIds[index] ?? ""}: POST ${path} returned ${words[status] ?? ""} ${called()}`;
            expect(found[`s-${status}`]).to.deep.equal([message]);
        });
        expect(found["s-page"]).to.deep.equal([
            "error: 1 error occurred:",
            `* could not create a schedule of bulk sync ${pageSync}: POST /api/bulk/syncs/${pageSync}/schedules got a response ` +
                "that is not Polytomic's (status 404, no JSON). Check that POLYTOMIC_DEPLOYMENT_URL is Polytomic's address and that no " +
                `proxy responds in its place. ${called()} The schedule may exist all the same: the next \`pulumi up\` finds ` +
                "out before it creates another.",
        ]);
    });

    for (const [command, method, action] of [
        ["refresh", "GET", "read"],
        ["destroy", "DELETE", "delete"],
    ] as const) {
        it(`of a ${command} stands under the resource's name, and what the SDK prints besides points to it`, async () => {
            const [syncId, scheduleId] = [syncIds.at(-1) ?? "", await idOf("s-fine")];
            const path = `/api/bulk/syncs/${syncId}/schedules${method === "GET" ? "" : `/${scheduleId}`}`;
            world.emulator.fault({ method, path: syncId, kind: "status", status: 403, times: Infinity });
            const urn = (await world.program.schedules())["s-fine"]?.urn ?? "";
            const output = await failureOf(
                world.program.pulumi(`${command} --yes --skip-preview --target ${urn}`),
            );
            world.emulator.clearFaults();
            expectNoNoise(output);
            const { "s-fine": lines, ...others } = diagnosticsOf(output);
            expect(lines).to.deep.equal([
                `error: could not ${action} schedule ${scheduleId} of bulk sync ${syncId}: ${method} ${path} ${FORBIDDEN} ${called()}`,
            ]);
            expect(Object.values(others).flat()).to.have.members([POINTER, "error: update failed"]);
        });
    }

    it("of `BulkSyncSchedule.get` says the same in a preview as in `pulumi up`", async () => {
        const { program, syncId } = world;
        const elsewhere = "248df4b7-aa70-47b8-a036-33ac447e668d";
        const scheduleId = "9a9b1e11-5b4c-4d0e-8f7e-0e5b0c1d2e3f";
        const missing = (sync: string) =>
            `could not read schedule ${scheduleId} of bulk sync ${sync}: there is no such schedule. Check the id, and that ` +
            "the API key belongs to the bulk sync's organization.";
        const get = (id: string) => {
            program.write(`polytomic.BulkSyncSchedule.get("got", "${id}");`);
        };
        get(`${syncId}/${scheduleId}`);
        const preview = await failureOf(program.pulumi("preview"));
        expect(diagnosticsOf(preview)["got"]).to.deep.equal([`error: Preview failed: ${missing(syncId)}`]);
        get(`${elsewhere}/${scheduleId}`);
        const up = await failureOf(program.pulumi("up --yes --skip-preview"));
        expect(diagnosticsOf(up)["got"]).to.deep.equal([`error: ${missing(elsewhere)}`]);
        get(`${syncId}/nightly`);
        const malformed = await failureOf(program.pulumi("preview"));
        expect(diagnosticsOf(malformed)["got"]).to.deep.equal([
            `error: Preview failed: "${syncId}/nightly" is not the id of a schedule: it takes <syncId>/<scheduleId>, two UUIDs.`,
        ]);
        expectNoNoise(preview + up + malformed);
    });
});
