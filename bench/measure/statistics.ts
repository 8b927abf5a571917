export interface Spread {
    readonly median: number;
    readonly least: number;
    readonly most: number;
}

/** Undefined where there are no values. */
export function spreadOf(values: readonly number[]): Spread | undefined {
    const sorted = [...values].sort((a, b) => a - b);
    const [least, most] = [sorted[0], sorted.at(-1)];
    if (least === undefined || most === undefined) return undefined;
    const middle = Math.floor((sorted.length - 1) / 2);
    const [low = least, high = low] = sorted.slice(middle, sorted.length - middle);
    return { median: (low + high) / 2, least, most };
}

/** The spread of what a list of pairs gives where both sides are known. */
export function ratios(values: readonly (number | undefined)[], others: readonly (number | undefined)[]) {
    const pairs = values.map((value, index) => [value, others[index]] as const);
    return spreadOf(
        pairs.flatMap(([a, b]) => (a === undefined || b === undefined || b === 0 ? [] : [a / b])),
    );
}
