import { expect } from "chai";
import { PEERS } from "../../bench/peers";
import { PHASES } from "../../bench/phases";
import { Project } from "../../bench/project";
import { findPulumi } from "../../scripts/pulumi-cli";
import { FAST_START } from "../support/fast-start";
import { installationFolder } from "./support/hooks";

// What the benchmark counts, where a clock has no say: ten schedules on two bulk syncs.
const COUNT = 10;

async function callsOf(
    peerName: string,
    hasIds: boolean,
    phaseNames = PHASES.map(({ name }) => name),
): Promise<Record<string, unknown>> {
    const peer = PEERS.find(({ name }) => name === peerName);
    if (!peer) throw new Error(`the benchmark has no peer ${peerName}`);
    const pulumi = await findPulumi();
    const project = await Project.create(peer, `${peerName}-${String(hasIds)}`, {
        ...{ installation: installationFolder(), pulumi, count: COUNT },
        ...{ latency: 0, withoutIds: !hasIds },
    });
    try {
        const calls: Record<string, unknown> = {};
        for (const phase of PHASES.filter(({ name }) => phaseNames.includes(name)))
            calls[phase.name] = (await project.measure(phase)).calls;
        return calls;
    } finally {
        await project.close();
    }
}

describe("the benchmark's stack of ten schedules on two bulk syncs", () => {
    const environment = { ...process.env };

    before(() => {
        Object.assign(process.env, FAST_START);
    });

    after(() => {
        process.env = environment;
    });

    it("takes one call for each write, none without a change, and two reads a bulk sync in a refresh, where answers carry ids", async () => {
        expect(await callsOf("package", true)).to.deep.equal({
            "first up": { "GET me": 1, "GET sync": 2, "POST schedules": COUNT },
            "no-op up": {},
            preview: {},
            refresh: { "GET schedules": 2, "GET sync": 2 },
            "update of all": { "GET sync": 2, "PUT schedule": COUNT },
            destroy: { "DELETE schedule": COUNT },
        });
    });

    it("takes two reads a bulk sync, and few to learn the ids, where answers carry none", async () => {
        const { "first up": first, refresh } = await callsOf("package", false, ["first up", "refresh"]);
        expect(first).to.include({ "GET me": 1, "POST schedules": COUNT });
        expect(first).to.have.property("GET sync").that.is.within(2, COUNT);
        expect(refresh).to.deep.equal({ "GET schedules": 2, "GET sync": 2 });
    });

    it("takes many more reads with a provider written by hand", async () => {
        expect(await callsOf("hand-written", true, ["first up", "refresh"]))
            .to.have.property("refresh")
            .that.includes({
                "GET schedule": COUNT,
            });
    });
});
