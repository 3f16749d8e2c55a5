// A day of Agneta, who keeps the system: a new colleague, one who forgot her password, the order of delegation, and
// another administrator at the same form. She sees no cases.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, problemsOf, submit } from './journey.mjs';
import { beginDay, send, sendAfterTheSession, sendAndLoseAnswer, sendOffline, signOut, today } from './day.mjs';

const agneta = 'admin';

describe('the day of an administrator', () => {
    let day, page;

    before(async () => {
        day = await beginDay('administrator');
        page = await day.desk(agneta);
    });
    after(() => day?.end());

    const accounts = (username) => day.count(`user_account WHERE username = '${username}'`);
    const idOf = (username) => day.one(`SELECT id FROM user_account WHERE username = '${username}'`);
    const save = () => page.getByRole('button', { name: 'Spara', exact: true });

    it('begins where her work is, and finds no case', async () => {
        assert.match(page.url(), /\/administration$/);
        await day.look(page, 'administration');
        await day.narrow(page, 'administration', page.getByRole('link', { name: 'Ändringslista' }));
        assert.equal((await page.goto(page.home + '/cases')).status(), 404);
        await day.look(page, 'not there');
        await page.goto(page.home);
        for (const area of ['Personer och roller', 'Delegationsordning och frånvaro', 'Regler och belopp med datum', 'Blanketter', 'Brevtexter', 'Ändringslista']) {
            await page.getByRole('link', { name: area, exact: true }).click();
            await day.look(page, area);
            await page.locator('nav.crumbs').getByRole('link', { name: 'Administration' }).click();
            await page.waitForURL(/\/administration$/);
        }
    });

    it('adds a colleague, through all that can go wrong, once', async () => {
        await page.goto(page.home + '/admin/users');
        await page.getByRole('link', { name: 'Lägg till' }).first().click();
        await day.look(page, 'new person');
        await fill(page, { username: 'Siv Ström', display_name: 'Siv Ström', email: 'siv@example', password: 'kort' });
        await submit(page);
        assert.ok((await problemsOf(page)).length >= 3);
        await day.look(page, 'new person refused');
        await fill(page, { username: 'siv.strom', email: 'siv@example.org', password: 'en-hel-mening-om-skogen' });
        await page.locator('[name=roles][value=officer]').check();
        await sendOffline(page, save());
        assert.equal(await page.inputValue('[name=password]'), 'en-hel-mening-om-skogen');
        await sendAndLoseAnswer(page, save());
        assert.equal(accounts('siv.strom'), 1);
        assert.equal(await page.inputValue('[name=username]'), 'siv.strom');
        assert.ok(await page.locator('[name=roles][value=officer]').isChecked());
        assert.notEqual(await page.inputValue('[name=password]'), 'en-hel-mening-om-skogen', 'a password is kept nowhere');
        await submit(page);
        assert.equal(accounts('siv.strom'), 1);
        assert.deepEqual(await problemsOf(page), []);
    });

    it('changes her title while another administrator does, after the session ran out', async () => {
        await page.goto(`${page.home}/admin/users/${idOf('siv.strom')}`);
        await day.look(page, 'a person');
        await page.fill('[name=title]', 'handläggare & "jurist"');
        day.server.sql("UPDATE user_account SET version = version + 1 WHERE username = 'siv.strom'");
        await sendAfterTheSession(day, page, agneta, save());
        assert.ok((await page.locator('.typed').allInnerTexts()).includes('handläggare & "jurist"'));
        await submit(page);
        assert.equal((await problemsOf(page)).length, 1);
        assert.equal(await page.inputValue('[name=title]'), 'handläggare & "jurist"');
        await day.look(page, 'somebody was before her');
        await send(page, save());
        assert.deepEqual(await problemsOf(page), []);
        assert.equal(day.one("SELECT title FROM user_account WHERE username = 'siv.strom'"), 'handläggare & "jurist"');
    });

    it('without scripts: lets somebody who forgot her password in again', () =>
        day.withoutScript(agneta, async (plain) => {
            await plain.goto(`${plain.home}/admin/users/${idOf('siv.strom')}`);
            await plain.getByRole('link', { name: 'Gör en engångslänk' }).click();
            await day.look(plain, 'a link for once without scripts');
            const link = await plain.locator('#field-token').innerText();
            await plain.locator('main form.form .form-actions button[type=submit], main form button[type=submit]').first().click();
            const siv = await (await day.browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' })).newPage();
            siv.scriptless = true;
            await siv.goto(link);
            await day.look(siv, 'choose a password');
            await siv.fill('[name=new_password]', 'skogen-vaknar-i-dag');
            await siv.fill('[name=repeated_password]', 'skogen-vaknar-i-kväll');
            await siv.locator('main form button[type=submit]').click();
            assert.equal((await problemsOf(siv)).length, 1);
            await day.look(siv, 'choose a password refused');
            await siv.context().close();
        }));

    it('adds a delegation and takes it back', async () => {
        await page.goto(page.home + '/admin/delegation');
        await page.getByRole('link', { name: 'Lägg till delegation' }).click();
        await submit(page);
        assert.ok((await problemsOf(page)).length >= 2);
        await day.look(page, 'delegation refused');
        await page.locator('[name=person]').selectOption({ label: 'Cecilia Öberg, enhetschef' });
        await page.locator('[name=kind]').selectOption('recovery');
        await fill(page, { highest: '50 000', valid_from: today(), reference: 'Delegationsbeslut § 9' });
        await sendAndLoseAnswer(page, page.getByRole('button', { name: 'Lägg till delegation' }));
        assert.equal(await page.inputValue('[name=reference]'), 'Delegationsbeslut § 9');
        await submit(page);
        await page.waitForURL(/\/admin\/delegation$/);
        assert.equal(day.count("delegation WHERE reference = 'Delegationsbeslut § 9'"), 1);
        await page.locator('table.list tbody tr', { hasText: 'Delegationsbeslut § 9' }).locator('.primary a').click();
        await day.look(page, 'a delegation');
        await page.fill('[name=last_day]', today(-400));
        await submit(page);
        await day.look(page, 'end of a delegation');
    });

    it('finds all of it in the list of changes', async () => {
        await page.goto(page.home + '/administration/events');
        const told = await page.locator('table.list tbody').innerText();
        assert.equal(told.split('Kontot skapades').length - 1 >= 1, true);
        assert.match(told, /Delegationsbeslut § 9/);
    });

    it('goes home', () => signOut(page));

    it('all is in order', () => day.inOrder());
});
