import { expect } from "chai";
import { DEFAULT_BEHAVIOUR } from "../../../emulator/src/options";
import { COMBINATIONS, isPossible, VALUES } from "../../support/service-options";

type Row = Readonly<Record<string, unknown>>;

const rows: readonly Row[] = COMBINATIONS.map((options) => ({ ...DEFAULT_BEHAVIOUR, ...options }));
const settings = Object.entries(VALUES).flatMap(([name, values]) => values.map((value) => ({ name, value })));

describe("the combinations of the service's options", () => {
    it("are all possible, and begin with the defaults", () => {
        expect(rows.filter((row) => !isPossible(row))).to.deep.equal([]);
        expect(COMBINATIONS[0]).to.deep.equal({});
        for (const [name, [first]] of Object.entries(VALUES)) expect(rows[0]?.[name], name).to.equal(first);
    });

    it("have each pair of values that is possible", () => {
        const pairs = settings.flatMap((first, index) =>
            settings
                .slice(index + 1)
                .filter(({ name }) => name !== first.name)
                .map((second) => [first, second] as const),
        );
        const missing = pairs
            .filter((pair) => isPossible(Object.fromEntries(pair.map(({ name, value }) => [name, value]))))
            .filter((pair) => !rows.some((row) => pair.every(({ name, value }) => row[name] === value)))
            .map((pair) => pair.map(({ name, value }) => `${name}=${String(value)}`).join(" "));
        expect(missing).to.deep.equal([]);
    });
});
