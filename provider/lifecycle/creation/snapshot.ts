/**
 * A read that serves a whole create: a schedule that was there long before it is in the list, or deleted, so that one list
 * tells for any number of spent keys.
 */
export class Snapshot<T> {
    private reading: Promise<T | undefined> | undefined;

    constructor(private readonly read: () => Promise<T | undefined>) {}

    get(isFreshNeeded: boolean): Promise<T | undefined> {
        if (isFreshNeeded || this.reading === undefined) this.reading = this.read();
        return this.reading;
    }
}
