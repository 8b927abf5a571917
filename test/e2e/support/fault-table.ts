/** The table of docs/reliability.md: each of its rows is a test of the same name in `test/e2e/faults`. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { EmulatorOptions } from "../../../emulator/src";
import { findPulumi } from "../../../scripts/pulumi-cli";
import { Scene } from "../../chaos/scene";
import { installationFolder } from "./hooks";

/** The failures in the table's first column. */
export function failuresInTable(): string[] {
    const page = readFileSync(resolve(__dirname, "../../../docs/reliability.md"), "utf8");
    const [, table = ""] = page.split("## What each failure leads to");
    const lines = (table.split("##")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
    return lines.slice(2).map((line) => line.split("|")[1]?.trim() ?? "");
}

/** Tests a row of the table. */
export function row(failure: string, test: () => void | Promise<void>): void {
    it(failure, async () => {
        expect(failuresInTable()).to.include(failure);
        await test();
    });
}

export async function openScene(options: EmulatorOptions = {}): Promise<Scene> {
    const modules = join(installationFolder(), "node_modules");
    return Scene.open({ pulumi: await findPulumi(), modules }, options);
}

export const hoursOf = (scene: Scene, sync: number) =>
    scene.emulator.schedules(scene.syncId(sync)).map(({ hour }) => hour);

/** The bulk sync has exactly one schedule, with this hour, and state knows it under this name. */
export function expectOne(scene: Scene, name: string, sync: number, hour: string): void {
    expect(hoursOf(scene, sync), name).to.deep.equal([hour]);
    expect(scene.storedIds(name)).to.deep.equal(scene.held(sync));
}
