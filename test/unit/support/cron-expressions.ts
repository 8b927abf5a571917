import fc from "fast-check";

const names = (words: string) => fc.constantFrom(...words.split(" "));

function field(least: number, greatest: number, named?: fc.Arbitrary<string>): fc.Arbitrary<string> {
    const number = fc.integer({ min: least, max: greatest });
    const value = named === undefined ? number.map(String) : fc.oneof(number.map(String), named);
    const range = fc.tuple(number, number).map((ends) => ends.sort((a, b) => a - b).join("-"));
    const step = fc.integer({ min: 1, max: greatest });
    const stepped = fc.tuple(fc.oneof(fc.constant("*"), range), step).map((parts) => parts.join("/"));
    const list = fc
        .array(fc.oneof(value, range), { minLength: 1, maxLength: 4 })
        .map((items) => items.join(","));
    return fc.oneof(
        { weight: 3, arbitrary: fc.constant("*") },
        { weight: 3, arbitrary: value },
        range,
        stepped,
        list,
    );
}

/** Five fields in cron's notation. */
export const cronExpression: fc.Arbitrary<string> = fc
    .tuple(
        field(0, 59),
        field(0, 23),
        fc.oneof(fc.constant("*"), fc.constant("*"), field(1, 31)),
        fc.oneof(fc.constant("*"), fc.constant("*"), field(1, 12, names("jan FEB mar Apr jun dec"))),
        field(0, 6, names("sun MON tue Wed thu fri SAT 7")),
    )
    .map((fields) => fields.join(" "));
