import { expect } from "chai";
import { summaryOf } from "./support/command-line";
import { openServicesWorld, type Service, type ServicesWorld } from "./support/services-world";

const HOURS = [1, 5, 9, 13, 17];
const AT_HOURS = Object.fromEntries(HOURS.map((hour) => [`at-${hour}`, `${hour}`]));
const TWINS = ["first", "second", "third"];

describe("several schedules on one bulk sync, different ones and equal ones", () => {
    let world: ServicesWorld;

    before(async () => {
        world = await openServicesWorld([{ ids: true }, { createdAt: "seconds" }]);
    });

    after(() => world.close());

    const declareHours = ({ line }: Service) => HOURS.map((hour) => line(`at-${hour}`, hour)).join("");
    const twin = ({ line, syncIds }: Service, name: string, hour: number) =>
        line(name, hour, "{}", `"${syncIds[1]}"`);

    it("are each created with one POST, and all looked up with few reads", async () => {
        world.write(
            (service) => declareHours(service) + TWINS.map((name) => twin(service, name, 3)).join(""),
        );
        const calls = await world.callsDuring(() => world.program.up());
        for (const [which, { "GET sync": lookUps = 0, ...others }] of calls.entries()) {
            expect(others).to.deep.equal({ "POST schedules": 8, "GET me": 1 });
            expect(lookUps).to.be.at.most(world.services[which]?.options.ids ? 2 : 8);
        }
    });

    it("each have their own id, and stay apart", async () => {
        await world.expectOneEach({ ...AT_HOURS, first: "3", second: "3", third: "3" });
    });

    it("are replaced, changed and deleted one by one", async () => {
        const idsOf = () =>
            Promise.all(
                world.services.map(({ idInState }) => Promise.all(["first", "third"].map(idInState))),
            );
        const before = await idsOf();
        world.write(
            (service) => declareHours(service) + twin(service, "first", 3) + twin(service, "third", 4),
        );
        const replaced = await Promise.all(world.services.map(({ stored }) => stored("at-1")));
        const options = replaced.map((resource) => ` --replace ${resource?.urn}`).join("");
        const output = await world.program.pulumi(`up --yes --skip-preview${options}`);
        expect(summaryOf(output)).to.include({ replaced: 2, updated: 2, deleted: 2 });
        expect(await idsOf()).to.deep.equal(before);
        await world.expectOneEach({ ...AT_HOURS, first: "3", third: "4" });
    });
});
