/** Where an item stands in a list: by its time, and by its id among those of the same time. */
export interface Place {
    readonly atMs: number;
    readonly id: string;
}

export interface PageRequest {
    limit: number;
    /** The place of the last item of the page before. */
    after?: Place | undefined;
    /** Oldest first rather than newest first. */
    isAscending?: boolean | undefined;
}

export interface Page<Item> {
    items: Item[];
    /** Not there on the last page. */
    nextPageToken?: string;
}

/** One page of a list. An item whose time changes between two pages can be on both or on neither of them. */
export function pageOf<Item>(
    items: readonly Item[],
    placeOf: (item: Item) => Place,
    { limit, after, isAscending = false }: PageRequest,
): Page<Item> {
    const compare = (a: Place, b: Place) =>
        (isAscending ? a.atMs - b.atMs : b.atMs - a.atMs) || compareIds(a, b);
    const left = items
        .map((item) => ({ item, place: placeOf(item) }))
        .filter(({ place }) => after === undefined || compare(place, after) > 0)
        .sort((a, b) => compare(a.place, b.place));
    const page = left.slice(0, limit);
    const last = page.at(-1);
    return {
        items: page.map(({ item }) => item),
        ...(last && left.length > limit && { nextPageToken: tokenOf(last.place) }),
    };
}

function compareIds(a: Place, b: Place): number {
    if (a.id === b.id) return 0;
    return a.id < b.id ? -1 : 1;
}

function tokenOf({ atMs, id }: Place): string {
    return Buffer.from(`${atMs} ${id}`).toString("base64url");
}

/** The place that a page token stands for; undefined for any other text. */
export function placeFrom(token: string): Place | undefined {
    const text = Buffer.from(token, "base64url").toString("utf8");
    const [, atMs, id] = /^(\d+) ([\da-f-]+)$/.exec(text) ?? [];
    return atMs === undefined || id === undefined ? undefined : { atMs: Number(atMs), id };
}
