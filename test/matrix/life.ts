import { expect } from "chai";
import type { Emulator } from "../../emulator/src";
import type { StoredResource } from "../e2e/support/program";

/** A command of the CLI, such as `up`, which runs without asking. */
export type Pulumi = (command: string) => Promise<string>;

export interface Stack {
    readonly emulator: Emulator;
    readonly syncId: string;
    /** The schedules in state, by their names. */
    readonly schedules: () => Promise<Readonly<Record<string, StoredResource>>>;
}

/** The program's schedule from its preview to its end. After each command, Polytomic is asked what there is. */
export async function expectLife({ emulator, syncId, schedules }: Stack, pulumi: Pulumi): Promise<void> {
    const held = () => emulator.schedules(syncId);
    await pulumi("preview");
    expect(held(), "after preview").to.deep.equal([]);
    await pulumi("up");
    expect(held(), "after up").to.have.length(1);
    const id = held()[0]?.id ?? "";
    expect((await schedules())["nightly"]?.id).to.equal(`${syncId}/${id}`);
    expect(held()[0]).to.include({ frequency: "daily", hour: "3", minute: "30" });

    emulator.clearRequests();
    await pulumi("up --expect-no-changes");
    expect(emulator.requests.filter(({ method }) => method !== "GET")).to.deep.equal([]);

    emulator.editSchedule(syncId, id, { hour: "5" });
    await pulumi("refresh");
    expect((await schedules())["nightly"]?.inputs).to.include({ hour: 5 });
    await pulumi("up");
    expect(held()).to.have.length(1);
    expect(held()[0]).to.include({ id, hour: "3" });

    await pulumi("destroy");
    expect(held(), "after destroy").to.deep.equal([]);
}
