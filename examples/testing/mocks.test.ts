import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";

const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";

test("the program declares one nightly schedule", async () => {
    const declared: Record<string, unknown>[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ name, inputs }) => {
                declared.push({ name, ...(inputs as object) });
                return { id: `${syncId}/${name}`, state: inputs as object };
            },
            call: () => ({}),
        },
        "testing",
    );
    pulumi.runtime.setAllConfig({ "testing:syncId": syncId });

    const { scheduleId } = await import("./index.js");

    const id = await new Promise((resolve) => scheduleId.apply(resolve));
    assert.equal(id, "nightly");
    assert.equal(declared.length, 1);
    assert.equal(declared[0]?.["name"], "nightly");
    assert.equal(declared[0]?.["hour"], 3);
});
