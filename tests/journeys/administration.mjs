// The administrator's road from the entrance to a new person, a change of roles and the list where both are found; what
// the auditor reads; what others never see; and a list that verify walks.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, problemsOf, signIn, startBrowser, startServer, submit } from './journey.mjs';

describe('administration', () => {
    let server, browser, admin, rolf, anna;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [admin, rolf, anna] = await Promise.all(
            ['admin', 'rolf.revisor', 'anna.handlaggare'].map((name) => signIn(browser, server.url, name)),
        );
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const rows = (page) => page.locator('table.list tbody tr');

    it('is entered from the menu and counts what there is', async () => {
        await admin.getByRole('link', { name: 'Administration', exact: true }).first().click();
        await admin.waitForURL('**/administration');
        for (const area of ['Personer och roller', 'Delegationsordning och frånvaro', 'Regler och belopp med datum', 'Blanketter', 'Ändringslista']) {
            assert.equal(await admin.getByRole('link', { name: area }).count(), 1, area);
        }
        for (const path of await admin.locator('table.list a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))) {
            assert.equal((await admin.request.get(admin.home + path)).status(), 200, path);
        }
    });

    it('puts a new person and a change of roles in the list, from what to what', async () => {
        await admin.goto(admin.home + '/admin/users/new');
        await fill(admin, { username: 'Inte Så', display_name: '', password: 'kort' });
        await submit(admin);
        assert.ok((await problemsOf(admin)).length >= 3);
        await fill(admin, { username: 'nina.ny', display_name: 'Nina Ny', password: 'en-hel-mening-om-butiken' });
        await admin.locator('[name=roles][value=officer]').check();
        await submit(admin);
        await admin.locator('[name=roles][value=manager]').check();
        await submit(admin);

        await admin.goto(admin.home + '/administration/events');
        const changed = await rows(admin).nth(0).innerText();
        assert.match(changed, /Agneta Dahl[^]*Ändrat[^]*Nina Ny[^]*Roller: Handläggare → Handläggare, Programansvarig/);
        assert.match(await rows(admin).nth(1).innerText(), /Kontot skapades[^]*Nina Ny/);
    });

    it('is filtered, tells a wrong day at its field, and is fetched as CSV', async () => {
        await admin.selectOption('[name=area]', 'absence');
        await admin.getByRole('button', { name: 'Filtrera' }).click();
        await admin.waitForURL('**area=absence**');
        assert.equal(await rows(admin).count(), 2);
        await admin.fill('[name=from]', '2026-02-30');
        await admin.getByRole('button', { name: 'Filtrera' }).click();
        await admin.waitForSelector('#problems');
        assert.equal(await admin.inputValue('[name=from]'), '2026-02-30');
        assert.equal(await admin.getAttribute('[name=from]', 'aria-invalid'), 'true');

        const csv = await (await admin.request.get(admin.home + '/administration/events.csv?area=person')).text();
        assert.match(csv, /Nina Ny/);
        assert.doesNotMatch(csv, /Delegation lades till/);
    });

    it('is read by the auditor and is not there for an officer', async () => {
        await rolf.goto(rolf.home + '/administration');
        assert.match(await rolf.locator('main').innerText(), /Bara en administratör ändrar/);
        for (const path of ['/administration', '/administration/events', '/administration/events.csv']) {
            assert.equal((await rolf.request.get(rolf.home + path)).status(), 200, path);
            assert.equal((await anna.request.get(anna.home + path)).status(), 404, path);
        }
    });

    it('holds when it is verified', async () => {
        const told = server.verify();
        assert.equal(told.code, 0, told.out + told.errors);
        assert.match(told.out, /17 administrative changes/);
    });
});
