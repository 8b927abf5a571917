/** A schedule as Polytomic answers it: texts, in UTC. A field that the service has no value for is not there. */
export interface Schedule {
    readonly frequency?: string;
    readonly hour?: string;
    readonly minute?: string;
    readonly dayOfWeek?: string;
    readonly dayOfMonth?: string;
    readonly month?: string;
    readonly selectiveMode?: string;
    readonly syncId?: string;
    readonly syncMode?: string;
    readonly schemas?: readonly string[];
    readonly isDefault?: boolean;
    readonly createdAt?: string;
    readonly createdBy?: string;
    readonly updatedAt?: string;
    readonly updatedBy?: string;
    readonly deletedAt?: string;
    readonly deletedBy?: string;
}
