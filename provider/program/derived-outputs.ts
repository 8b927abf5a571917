import * as pulumi from "@pulumi/pulumi";
import { registeredFields } from "./registered-fields.js";
import { FIELD_NAMES } from "../model/fields.js";
import { unpackSchedule, type Schedule } from "../model/schedule.js";
import { describeSchedule, type DescribableFields } from "../helpers/description.js";
import { carryZone, zoneOf } from "../helpers/time-zone.js";

interface Source extends pulumi.Resource {
    readonly schedule: pulumi.Output<Schedule | undefined>;
    readonly id: pulumi.Output<string>;
}

const ANSWERED_ONLY = [
    "syncMode",
    "schemas",
    "isDefault",
    "createdAt",
    "createdBy",
    "updatedAt",
    "updatedBy",
    "deletedAt",
    "deletedBy",
] as const satisfies readonly (keyof Schedule)[];

/**
 * Gives a resource class the service's answer, and an output for each of its fields, made when a program asks for it: a
 * registered output costs each resource of each run its time, whether it is asked for or not.
 */
export function deriveOutputs(prototype: object): void {
    unpackAnswer(prototype);
    for (const field of FIELD_NAMES) {
        derive(prototype, field, (source) =>
            registeredFields(source).apply(({ [field]: value }) => value ?? answered(source, field)),
        );
    }
    for (const field of ANSWERED_ONLY) derive(prototype, field, (source) => answered(source, field));
    derive(prototype, "syncId", ({ id }) =>
        id.apply((text) => text.slice(0, Math.max(0, text.indexOf("/")))),
    );
    // From the id, which stays known in the preview of an update.
    derive(prototype, "scheduleId", ({ id }) => id.apply((text) => text.slice(text.indexOf("/") + 1)));
    derive(prototype, "description", describe);
}

// A test's mocks may have no schedule.
const answered = ({ schedule }: Source, field: keyof Schedule): pulumi.Output<unknown> =>
    schedule.apply((answer) => answer?.[field]);

/** Lets `schedule` be the schedule, and not the text that the SDK assigns there. */
function unpackAnswer(prototype: object): void {
    const answers = new WeakMap<object, pulumi.Output<unknown>>();
    Object.defineProperty(prototype, "schedule", {
        configurable: true,
        get(this: object) {
            return answers.get(this)?.apply(unpackSchedule);
        },
        set(this: object, packed: pulumi.Output<unknown>) {
            answers.set(this, packed);
        },
    });
}

/** The registered fields in words; those of the answer for a schedule that is only read. */
function describe(source: Source): pulumi.Output<string | undefined> {
    return registeredFields(source).apply((registered) => {
        if (Object.keys(registered).length === 0)
            return source.schedule.apply((answer) => answer && describeSchedule(answer));
        return pulumi
            .all(registered)
            .apply((fields: DescribableFields) => describeSchedule(carryZone({ ...fields }, zoneOf(source))));
    });
}

function derive(prototype: object, name: string, from: (source: Source) => unknown): void {
    Object.defineProperty(prototype, name, {
        configurable: true,
        get(this: Source) {
            return from(this);
        },
        // The SDK assigns what the program declared: that is then the resource's own property.
        set(this: Source, value: unknown) {
            Object.defineProperty(this, name, {
                value,
                configurable: true,
                enumerable: true,
                writable: true,
            });
        },
    });
}
