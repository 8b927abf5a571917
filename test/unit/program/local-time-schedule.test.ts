import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { BulkSyncSchedule, LocalTimeSchedule } from "../../../provider";
import { mockEngine } from "../support/mock-engine";

const syncId = "248df4b7-aa70-47b8-a036-33ac447e668d";
const args = { syncId, time: "09:00", timeZone: "Europe/Berlin", year: 2026 };

const valueOf = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => void output.apply(resolve));

describe("a LocalTimeSchedule", () => {
    it("declares a child for each schedule, with what all have in common, under mocks too", async () => {
        const engine = await mockEngine((state, name) => ({ id: `${syncId}/${name}`, state }));
        const orders = new LocalTimeSchedule("orders", { ...args, selectiveMode: "none" });
        expect(await valueOf(orders.scheduleIds)).to.deep.equal([
            ...["orders-winter", "orders-summer", "orders-march-before", "orders-march-after"],
            ...["orders-october-before", "orders-october-after"],
        ]);
        const [component, ...children] = engine.registered.map((request) => request.getType());
        expect(component).to.equal("polytomic:index:LocalTimeSchedule");
        expect(children).to.have.length(6);
        for (const request of engine.registered.slice(1)) {
            expect(request.getParent()).to.match(/polytomic:index:LocalTimeSchedule::orders$/);
            expect(request.getObject()?.toJavaScript()).to.include({ syncId, selectiveMode: "none" });
        }
    });

    it("describes itself, and computes its next runs in its own zone or another", async () => {
        await mockEngine((state, name) => ({ id: name, state }));
        const orders = new LocalTimeSchedule("orders", args);
        expect(await valueOf(orders.description)).to.match(
            /^every day at 09:00 in Europe\/Berlin; 6 schedules/,
        );
        const from = "2026-03-28T12:00:00Z";
        expect(orders.nextRuns({ count: 1, from })).to.deep.equal(["2026-03-29T09:00:00+02:00"]);
        expect(orders.nextRuns({ count: 1, from, timeZone: "UTC" })).to.deep.equal(["2026-03-29T07:00:00Z"]);
        expect(orders.nextRuns()).to.have.length(3);
    });

    it("knows its like", async () => {
        await mockEngine((state, name) => ({ id: name, state }));
        const orders = new LocalTimeSchedule("orders", args);
        expect(LocalTimeSchedule.isInstance(orders)).to.be.true;
        expect(BulkSyncSchedule.isInstance(orders)).to.be.false;
        expect(LocalTimeSchedule.isInstance(new pulumi.ComponentResource("acme:index:Other", "other"))).to.be
            .false;
    });
});
