// The administrator's road from the entrance to a new person, a change of roles and the list where both are found; what
// the auditor reads; what others never see; and a list that verify walks.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, problemsOf, signIn, startBrowser, startServer, submit } from './journey.mjs';

describe('administration', () => {
    let server, browser, admin, adam, rolf, anna;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [admin, adam, rolf, anna] = await Promise.all(
            ['admin', 'adam.admin', 'rolf.revisor', 'anna.handlaggare'].map((name) => signIn(browser, server.url, name)),
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
        for (const area of ['Personer och roller', 'Delegationsordning och frånvaro', 'Regler och belopp med datum', 'Blanketter', 'Brevtexter', 'Ändringslista']) {
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
        await admin.locator('[name=roles][value=decider]').check();
        await submit(admin);
        assert.match((await problemsOf(admin)).join(), /varför en person behöver båda rollerna/);
        assert.equal(await admin.locator('[name=roles][value=decider]').isChecked(), true);
        await admin.locator('[name=roles][value=decider]').uncheck();
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

    it('hands over what somebody has in hand, and closes the account with it', async () => {
        const [[id, cases]] = server.sql(`SELECT u.id, COUNT(*) FROM user_account u JOIN aid_case c ON c.officer_id = u.id
            WHERE u.username = 'bo.handlaggare' AND c.stage IN ('open', 'decided') GROUP BY u.id`);
        assert.ok(Number(cases) > 0);
        await admin.goto(`${admin.home}/admin/users/${id}`);
        assert.equal(await admin.locator('[name=active]').count(), 0, 'an account is not closed with its cases left behind');
        await admin.getByRole('link', { name: 'Lämna över och stäng kontot' }).click();
        await submit(admin);
        assert.equal((await problemsOf(admin)).length, 2, 'to whom, and why');
        await admin.selectOption('[name=handover_to]', { label: 'Anna Åström' });
        await fill(admin, { reason: 'Bo går i pension <b>i dag</b>.' });
        await submit(admin);
        await admin.waitForURL(`**/admin/users/${id}`);
        const [[left]] = server.sql(`SELECT COUNT(*) FROM aid_case WHERE officer_id = ${id} AND stage IN ('open', 'decided')`);
        assert.equal(Number(left), 0);
        assert.equal((await admin.locator('#history + ol').first().innerText()).includes('Ärenden'), true);
        const [[diary]] = server.sql(`SELECT c.diary_number FROM diary_event e JOIN aid_case c ON c.id = e.case_id
            WHERE e.kind = 'handed_over' AND c.officer_id IS NOT NULL LIMIT 1`);
        await anna.goto(`${anna.home}/cases/${diary.replace(/[ /]/g, '-')}`);
        assert.match(await anna.locator('#diary .timeline').innerText(), /Ärendet överlämnat[^]*Bo går i pension <b>i dag<\/b>/);
        await admin.locator('[name=active]').check();
        await admin.locator('form[action="/admin/users/' + id + '"] button[type=submit]').click();
        await admin.waitForLoadState('load');
        assert.equal(server.sql(`SELECT active FROM user_account WHERE id = ${id}`)[0][0], '1', 'and opened again');
    });

    it('makes a link by which a person chooses a password nobody else has seen', async () => {
        const [[id]] = server.sql("SELECT id FROM user_account WHERE username = 'nina.ny'");
        await admin.goto(`${admin.home}/admin/users/${id}`);
        await admin.getByRole('link', { name: 'Gör en engångslänk' }).click();
        const link = await admin.locator('#field-token').innerText();
        await submit(admin);
        const outside = await (await browser.newContext()).newPage();
        await outside.goto(link);
        await fill(outside, { new_password: 'nytt-ord-om-byn', repeated_password: 'nytt-ord-om-byxn' });
        await submit(outside);
        assert.equal((await problemsOf(outside)).length, 1);
        await fill(outside, { new_password: 'nytt-ord-om-byn', repeated_password: 'nytt-ord-om-byn' });
        await submit(outside);
        await outside.waitForURL('**/sign-in');
        await fill(outside, { username: 'nina.ny', password: 'nytt-ord-om-byn' });
        await outside.click('main form button[type=submit]');
        await outside.waitForLoadState('load');
        assert.match(await outside.locator('header').innerText(), /Nina Ny/);
        const again = await outside.goto(link);
        assert.equal(again.status(), 404);
        assert.match(await outside.locator('main').innerText(), /gäller inte längre/);
        await outside.context().close();
    });

    it('prepares a change of an amount, shows its effect, and has another administrator confirm it', async () => {
        await admin.goto(admin.home + '/administration/parameters');
        assert.match(await rows(admin).first().innerText(), /Investeringsstöd: högsta andel[^]*Väntar på en andra administratör/);
        await admin.getByRole('link', { name: 'Ändra Investeringsstöd: högsta andel', exact: true }).click();
        await fill(admin, { value: 'hälften', valid_from: '2020-01-01', source: '"SFS" <b>' });
        await submit(admin);
        const told = (await problemsOf(admin)).join();
        for (const part of ['Skriv en procentsats', 'eller senare', 'Grund']) assert.ok(told.includes(part), told);
        assert.equal(await admin.inputValue('[name=source]'), '"SFS" <b>');
        await fill(admin, { value: '25', valid_from: '2031-01-01', paragraph: '17 §' });
        await submit(admin);
        await admin.waitForURL(/parameters\/\d+$/);
        const effect = await admin.locator('main').innerText();
        assert.match(effect, /50\s% → 25\s%/);
        assert.ok((await rows(admin).count()) > 0, effect);
        assert.equal(await admin.getByRole('button', { name: 'Bekräfta ändringen' }).count(), 0);

        await adam.goto(adam.home + '/administration/parameters');
        await rows(adam).first().locator('a').click();
        await adam.getByRole('button', { name: 'Bekräfta ändringen' }).click();
        await adam.waitForLoadState('load');
        assert.match(await adam.locator('main').innerText(), /Bekräftad[^]*Adam Berglund/);
    });

    it('writes a new letter text beside the old one, sees it in a letter, and has another administrator confirm it', async () => {
        await admin.goto(admin.home + '/administration/letters?document=hearing');
        await admin.locator('a[href$="place=hearing%2Fanswer"]').click();
        await admin.waitForURL('**/letters/new?**');
        await fill(admin, { body: 'Svara <b>{nothing}</b>', valid_from: '2020-01-01', reason: 'Klarspråk' });
        await admin.getByRole('button', { name: 'Förbered texten' }).click();
        await admin.waitForSelector('#problems');
        const told = (await problemsOf(admin)).join();
        for (const part of ['heter nothing', 'eller senare', 'diary_number']) assert.ok(told.includes(part), told);
        assert.equal(await admin.inputValue('[name=body]'), 'Svara <b>{nothing}</b>');
        const body = 'Ange {diary_number} i svaret.\nHör av er om ni behöver mer tid än till den {due_on}.';
        await fill(admin, { body, valid_from: '2031-01-01' });
        await admin.getByRole('button', { name: 'Jämför och se brevet' }).click();
        await admin.waitForSelector('#diff');
        assert.match(await admin.locator('.diff ins').first().innerText(), /Ange \{diary_number\}/);
        assert.match(await admin.locator('article.letter').innerText(), /Ange ‹diary_number› i svaret/);
        assert.equal(await admin.inputValue('[name=body]'), body);
        await admin.getByRole('button', { name: 'Förbered texten' }).click();
        await admin.waitForURL(/letters\/changes\/\d+$/);
        assert.equal(await admin.getByRole('button', { name: 'Bekräfta texten' }).count(), 0);
        const page = new URL(admin.url()).pathname;
        await adam.goto(adam.home + page);
        await adam.locator('#letters ~ ul a').first().click();
        assert.match(await adam.locator('article.letter').innerText(), /Ange ‹diary_number› i svaret/);
        await adam.goto(adam.home + page);
        await adam.getByRole('button', { name: 'Bekräfta texten' }).click();
        await adam.waitForLoadState('load');
        assert.match(await adam.locator('main').innerText(), /Bekräftad[^]*Adam Berglund/);
        await admin.goto(admin.home + '/administration/events?area=letter');
        assert.match(await rows(admin).first().innerText(), /Adam Berglund[^]*Ny brevtext bekräftades/);
    });

    it('is read by the auditor and is not there for an officer', async () => {
        await rolf.goto(rolf.home + '/administration');
        assert.match(await rolf.locator('main').innerText(), /Bara en administratör ändrar/);
        for (const path of ['/administration', '/administration/events', '/administration/events.csv', '/administration/parameters']) {
            assert.equal((await rolf.request.get(rolf.home + path)).status(), 200, path);
            assert.equal((await anna.request.get(anna.home + path)).status(), 404, path);
        }
    });

    it('holds when it is verified', async () => {
        const told = server.verify();
        assert.equal(told.code, 0, told.out + told.errors);
        assert.match(told.out, /28 administrative changes/);
    });
});
