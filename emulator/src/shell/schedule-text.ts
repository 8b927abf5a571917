const ASSIGNMENT = /^(\w+)=(.*)$/;

/** Fields of a schedule as JSON has them, where null resets a field. */
export type FieldChanges = Record<string, string | string[] | boolean | null>;

/** Fields as words, such as `hour=5`. `hour=` resets the field; `schemas` is a list with commas. */
export function parseFields(words: readonly string[]): FieldChanges {
    return Object.fromEntries(
        words.map((word): [string, FieldChanges[string]] => {
            const [, name, value] = ASSIGNMENT.exec(word) ?? [];
            if (name === undefined || value === undefined)
                throw new Error(`"${word}" must be a field and its value, such as hour=5`);
            if (name === "schemas") return [name, value === "" ? [] : value.split(",")];
            return [name, value === "" ? null : value];
        }),
    );
}

/** A schedule in words: its frequency, then its fields, as in `daily hour=3 minute=30`. */
export function parseSchedule([frequency = "", ...words]: readonly string[]): FieldChanges {
    if (!/^\w+$/.test(frequency))
        throw new Error(`"${frequency}" must be a frequency, as in "daily hour=3 minute=30"`);
    return { frequency, ...parseFields(words) };
}

/** The same as `parseSchedule` reads it, without what is absent or usual. */
export function scheduleText(schedule: object): string {
    const values = new Map(Object.entries(schedule).map(([name, value]) => [name, String(value ?? "")]));
    const names = [
        ...["month", "dayOfMonth", "dayOfWeek", "hour", "minute"],
        ...["selectiveMode", "syncMode", "schemas"],
    ];
    const fields = names
        .filter((name) => !["", "none", "normal"].includes(values.get(name) ?? ""))
        .map((name) => `${name}=${values.get(name) ?? ""}`);
    return [values.get("frequency") ?? "", ...fields].join(" ");
}
