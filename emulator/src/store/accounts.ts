import { randomBytes, randomUUID } from "node:crypto";

/** Who sent a request. Callers with a partner or deployment key are no user. */
export interface Caller {
    kind: "user" | "partner" | "deployment";
    organizationId: string;
    userId?: string;
}

export interface Organization {
    id: string;
    name: string;
    partnerKey: string;
}

/** As the API writes who did something. */
export interface Actor {
    id: string;
    name: string;
    type: "user" | "organization";
}

export interface User {
    id: string;
    organizationId: string;
    apiKey: string;
    name: string;
    email: string;
}

export interface AccountsSnapshot {
    deploymentKey: string;
    organizations: readonly Organization[];
    users: readonly User[];
}

/** Organizations, their users, and the keys of both. */
export class Accounts {
    readonly deploymentKey: string;
    private readonly organizations: Map<string, Organization>;
    private readonly users: Map<string, User>;

    constructor({ deploymentKey, organizations, users }: Partial<AccountsSnapshot> = {}) {
        this.deploymentKey = deploymentKey ?? madeUpKey("deployment");
        this.organizations = new Map(organizations?.map((organization) => [organization.id, organization]));
        this.users = new Map(users?.map((user) => [user.id, user]));
    }

    snapshot(): AccountsSnapshot {
        const { deploymentKey } = this;
        return {
            deploymentKey,
            organizations: [...this.organizations.values()],
            users: [...this.users.values()],
        };
    }

    /** The organization that was there first. */
    first(): Organization | undefined {
        return this.organizations.values().next().value;
    }

    addOrganization(name = `Organization ${this.organizations.size + 1}`): Organization {
        const organization = { id: randomUUID(), name, partnerKey: madeUpKey("partner") };
        this.organizations.set(organization.id, organization);
        return organization;
    }

    addUser(organizationId: string): User {
        this.organization(organizationId);
        const number = this.users.size + 1;
        const user = {
            id: randomUUID(),
            organizationId,
            apiKey: madeUpKey("user"),
            name: `User ${number}`,
            email: `user${number}@example.com`,
        };
        this.users.set(user.id, user);
        return user;
    }

    organization(id: string): Organization {
        const organization = this.organizations.get(id);
        if (!organization) throw new Error(`the emulator has no organization ${id}`);
        return organization;
    }

    user(id: string): User | undefined {
        return this.users.get(id);
    }

    firstUserOf(organizationId: string): User | undefined {
        return this.usersOf(organizationId)[0];
    }

    /** Who does what nobody in particular does: the organization's first user or, without users, itself. */
    editorIn(organizationId: string): string {
        return this.firstUserOf(organizationId)?.id ?? organizationId;
    }

    /** Adds one where there is none. */
    secondUserOf(organizationId: string): User {
        return this.usersOf(organizationId)[1] ?? this.addUser(organizationId);
    }

    actor(id: string): Actor {
        const organization = this.organizations.get(id);
        if (organization) return { id, name: organization.name, type: "organization" };
        return { id, name: this.users.get(id)?.name ?? "Somebody", type: "user" };
    }

    /** The caller that an `Authorization` header stands for; undefined for none and for a wrong one. */
    authenticate(authorization: string | undefined): Caller | undefined {
        const [, scheme, credentials] = /^(Bearer|Basic) +(.+)$/i.exec(authorization ?? "") ?? [];
        if (!scheme || !credentials) return undefined;
        return scheme.toLowerCase() === "bearer" ? this.bearer(credentials) : this.basic(credentials);
    }

    private usersOf(organizationId: string): User[] {
        return [...this.users.values()].filter((user) => user.organizationId === organizationId);
    }

    private bearer(apiKey: string): Caller | undefined {
        const user = [...this.users.values()].find((candidate) => candidate.apiKey === apiKey);
        return user && { kind: "user", organizationId: user.organizationId, userId: user.id };
    }

    private basic(credentials: string): Caller | undefined {
        const [, id, key] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, "base64").toString("utf8")) ?? [];
        const organization = this.organizations.get(id ?? "");
        if (!organization) return undefined;
        if (key === organization.partnerKey) return { kind: "partner", organizationId: organization.id };
        if (key === this.deploymentKey) return { kind: "deployment", organizationId: organization.id };
        return undefined;
    }
}

function madeUpKey(kind: string): string {
    return `emulator-${kind}-key-${randomBytes(12).toString("hex")}`;
}
