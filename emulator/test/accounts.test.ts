import { expect } from "chai";
import { basic, create, daily, dataOf, firstSync, schedulesPath, send, start, syncPath } from "./support";

describe("accounts", () => {
    it("refuse a missing and a wrong key", async () => {
        const emulator = await start();
        const { organizationId, partnerKey } = emulator;
        const other = emulator.addOrganization();
        for (const authorization of [
            "",
            "Bearer wrong",
            emulator.apiKey,
            `Bearer ${partnerKey}`,
            basic(organizationId, "wrong").authorization ?? "",
            basic(organizationId, other.partnerKey).authorization ?? "",
            basic("somebody", emulator.deploymentKey).authorization ?? "",
        ]) {
            const { status, body } = await send(emulator, "/api/me", { headers: { authorization } });
            expect(status, authorization).to.equal(401);
            expect(body).to.include({ key: "unauthorized", status: 401 });
        }
    });

    it("refuse a bad key before a bad body", async () => {
        const emulator = await start();
        expect((await create(emulator, { apiKey: "wrong", body: "{" })).status).to.equal(401);
    });

    it("accept a partner key with its organization's id, and are then no user", async () => {
        const emulator = await start();
        const headers = basic(emulator.organizationId, emulator.partnerKey);
        const me = dataOf(await send(emulator, "/api/me", { headers }));
        expect(me).to.include({ organization_id: emulator.organizationId, is_partner: true, is_user: false });
        expect(me).to.not.have.any.keys("id", "email", "role");

        const created = dataOf(await create(emulator, { headers }));
        expect(created.createdBy).to.equal(emulator.organizationId);
        const sync = dataOf(await send(emulator, syncPath(emulator), { headers }));
        expect(sync.default_schedule).to.deep.include({
            created_by: { id: emulator.organizationId, name: "Main organization", type: "organization" },
        });
    });

    it("accept the deployment key with any organization's id", async () => {
        const emulator = await start();
        const other = emulator.addOrganization("Other");
        for (const id of [emulator.organizationId, other.id]) {
            const me = dataOf(
                await send(emulator, "/api/me", { headers: basic(id, emulator.deploymentKey) }),
            );
            expect(me).to.include({ organization_id: id, is_organization: true, is_user: false });
        }
    });

    it("let a second user of the organization work on the same bulk syncs", async () => {
        const emulator = await start();
        const { apiKey, userId } = emulator.addUser();
        expect(dataOf(await create(emulator, { apiKey })).createdBy).to.equal(userId);
    });

    it("hide everything from another organization", async () => {
        const emulator = await start();
        const { id } = emulator.addSchedule(firstSync(emulator), daily.schedule);
        const { apiKey, id: organizationId } = emulator.addOrganization();
        const schedules = schedulesPath(emulator);
        const attempts = [
            send(emulator, syncPath(emulator), { apiKey }),
            send(emulator, `${syncPath(emulator)}/status`, { apiKey }),
            send(emulator, `${syncPath(emulator)}/activate`, {
                apiKey,
                method: "POST",
                body: { active: false },
            }),
            send(emulator, `${syncPath(emulator)}/executions`, { apiKey, method: "POST" }),
            send(emulator, schedules, { apiKey }),
            send(emulator, schedules, { apiKey, method: "POST", body: daily }),
            send(emulator, `${schedules}/${id}`, { apiKey }),
            send(emulator, `${schedules}/${id}`, { apiKey, method: "PUT", body: daily }),
            send(emulator, `${schedules}/${id}`, { apiKey, method: "DELETE" }),
        ];
        expect((await Promise.all(attempts)).map(({ status }) => status)).to.deep.equal(
            attempts.map(() => 404),
        );
        expect(emulator.schedules(firstSync(emulator))).to.have.length(1);

        const own = emulator.addSync({ organizationId, name: "Theirs" });
        const { body } = await send(emulator, "/api/bulk/syncs", { apiKey });
        expect(body).to.have.nested.property("data[0].id", own.id);
        expect(body).to.have.property("data").with.length(1);
    });

    it("appear in the log of requests without their keys", async () => {
        const emulator = await start();
        const { organizationId, partnerKey } = emulator;
        await create(emulator, { headers: { "x-polytomic-version": "2025-09-18" }, key: "the-first-key" });
        await send(emulator, "/api/me?x=1", { headers: basic(organizationId, partnerKey) });
        await send(emulator, "/api/me", { headers: { authorization: "" } });
        expect(emulator.requests).to.have.length(3);
        expect(emulator.requests[0]).to.deep.include({
            method: "POST",
            path: schedulesPath(emulator),
            status: 200,
            idempotencyKey: "the-first-key",
            version: "2025-09-18",
            authorization: "bearer",
            body: daily,
        });
        expect(emulator.requests[1]).to.include({ path: "/api/me", query: "x=1", authorization: "basic" });
        expect(emulator.requests[2]).to.include({ status: 401, authorization: "none" });
        expect(emulator.requests[1]).to.not.have.any.keys("version", "idempotencyKey");
        const text = JSON.stringify(emulator.requests);
        expect(text).to.not.include(emulator.apiKey);
        expect(text).to.not.include(Buffer.from(`${organizationId}:${partnerKey}`).toString("base64"));
        emulator.clearRequests();
        expect(emulator.requests).to.deep.equal([]);
    });
});
