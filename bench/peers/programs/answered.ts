/** What the service would have answered for a schedule, made up. */
export function answered(inputs: Readonly<Record<string, unknown>>) {
    const declared = ["frequency", "hour", "minute", "dayOfWeek"].filter((name) => name in inputs);
    return {
        ...Object.fromEntries(declared.map((name) => [name, String(inputs[name])])),
        syncId: inputs["syncId"],
        syncMode: "normal",
        schemas: [],
        isDefault: false,
        createdAt: "2026-01-15T09:30:00.000Z",
        createdBy: "248df4b7-aa70-47b8-a036-33ac447e668d",
        updatedAt: "2026-01-15T09:30:00.000Z",
        updatedBy: "248df4b7-aa70-47b8-a036-33ac447e668d",
    };
}
