/** The schedules that a message leaves to the user, by the resource that it stands under. */
export function candidatesIn(printed: string): { name: string; ids: string[] }[] {
    let name = "";
    return printed.split("\n").flatMap((line) => {
        name = /BulkSyncSchedule \((\w+)\)/.exec(line)?.[1] ?? name;
        const [, list] =
            /may have created (?:one of these|one too many): (.*?)(?: To keep| If nothing|$)/.exec(line) ??
            [];
        const ids = list?.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?= \()/g);
        return ids ? [{ name, ids }] : [];
    });
}
