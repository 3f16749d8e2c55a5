// A day of Rolf, auditor: he reads everything, is shown nothing to press, and what he tries past the pages is refused.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fillSignIn, problemsOf } from './journey.mjs';
import { beginDay, caseAddress, send, signOut } from './day.mjs';

const rolf = 'rolf.revisor';

describe('the day of an auditor', () => {
    let day, page, diaryNumber;

    before(async () => {
        day = await beginDay('auditor');
        page = await day.desk(rolf);
        diaryNumber = day.one("SELECT diary_number FROM aid_case WHERE stage = 'closed' AND paid_ore > 0 ORDER BY id LIMIT 1");
    });
    after(() => day?.end());

    // Forms that change something, but for the language and signing out, which are his own.
    const changing = () => page.locator('main form[method=post]').count();

    it('begins at a page that is his to read', async () => {
        await day.look(page, 'start');
        assert.equal(await changing(), 0);
        const ways = await page.locator('nav.ways a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
        assert.ok(ways.includes('/administration') && ways.includes('/cases') && ways.includes('/reports'));
        for (const path of ways) {
            const answer = await page.goto(page.home + path);
            assert.equal(answer.status(), 200, path);
            assert.equal(await page.locator('main form[method=post]:not([action^="/cases/views"]) button').count(), 0, `${path} has something to press`);
        }
    });

    it('takes a sample: a closed case from its application to the last payment', async () => {
        await page.goto(page.home + '/cases?stage=closed&order=-amount');
        await day.look(page, 'closed cases');
        await page.fill('#top-search', diaryNumber);
        await page.keyboard.press('Enter');
        await page.getByRole('link', { name: diaryNumber, exact: true }).click();
        await page.waitForURL(new RegExp(caseAddress(diaryNumber)));
        await day.look(page, 'a closed case');
        assert.equal(await changing(), 0);
        for (const part of await page.locator('#diary .chip').evaluateAll((links) => links.map((link) => link.href))) {
            await page.goto(part);
            assert.equal(Number(await page.locator('#diary .chip[aria-current] .count').innerText()), await page.locator('#diary .timeline > li').count());
        }
        await page.getByRole('link', { name: /dokumentlista|Handlingar/i }).first().click();
        await day.look(page, 'register of documents');
        await page.goto(page.home + caseAddress(diaryNumber));
        await page.locator('#documents .files a').first().click();
        await day.look(page, 'a document');
        const pack = await page.request.get(`${page.home}${caseAddress(diaryNumber)}/pack?scope=public`);
        assert.equal(pack.status(), 200);
        assert.ok((await pack.body()).subarray(0, 2).equals(Buffer.from('PK')));
    });

    it('is refused what he tries past the pages', async () => {
        const before = day.count('diary_event');
        await page.goto(page.home + caseAddress(diaryNumber));
        const csrf = await page.locator('[name=csrf]').first().inputValue();
        for (const [path, form] of [
            [`${caseAddress(diaryNumber)}/notes`, { note: 'Jag var här.' }],
            [`${caseAddress(diaryNumber)}/actions`, { action: 'archive', version: '1' }],
            ['/decisions', { do: 'decide', case: diaryNumber }],
            ['/admin/users', { username: 'rolf.admin' }],
            ['/budget', { code: 'ROLF' }],
        ]) {
            const answer = await page.request.post(page.home + path, { form: { csrf, form_key: `rolf-${path.length}`, ...form }, maxRedirects: 0 });
            assert.ok([403, 404, 409, 422].includes(answer.status()), `${path} answered ${answer.status()}`);
        }
        assert.equal(day.count('diary_event'), before);
        await page.goto(page.home + '/admin/users/new').then((answer) => assert.equal(answer.status(), 404));
        await day.look(page, 'not there');
    });

    it('follows what administrators have changed, through a session that runs out', async () => {
        await page.getByRole('link', { name: 'Administration', exact: true }).first().click();
        await day.look(page, 'administration');
        await page.getByRole('link', { name: 'Ändringslista' }).click();
        await page.fill('[name=from]', '2026-02-30');
        await page.getByRole('button', { name: 'Filtrera' }).click();
        await page.waitForSelector('#problems');
        assert.equal((await problemsOf(page)).length, 1);
        await day.look(page, 'wrong day');
        await page.fill('[name=from]', '2000-01-01');
        await page.selectOption('[name=area]', 'delegation');
        day.server.sql('UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR');
        await page.getByRole('button', { name: 'Filtrera' }).click();
        await page.waitForURL(/\/sign-in/);
        await fillSignIn(page, rolf);
        assert.match(page.url(), /\/administration\/events\?.*area=delegation/, 'the list he asked for');
        assert.equal(await page.inputValue('[name=from]'), '2000-01-01');
        assert.equal(await page.locator('table.list tbody tr').count(), day.count("admin_event WHERE area = 'delegation'"));
        await day.look(page, 'changes');
        await day.narrow(page, 'changes', page.getByRole('button', { name: 'Filtrera' }));
    });

    it('reads on when the network comes back', async () => {
        await page.goto(page.home + '/reports');
        await day.look(page, 'reports');
        await page.context().setOffline(true);
        await page.getByRole('link', { name: 'Budget', exact: true }).first().click();
        await page.waitForURL(/chrome-error/);
        await page.context().setOffline(false);
        await page.goBack();
        await page.getByRole('link', { name: 'Budget', exact: true }).first().click();
        await page.waitForURL(/\/budget/);
        await day.look(page, 'budget');
    });

    it('reads in English, and without scripts', () =>
        day.withoutScript(rolf, async (plain) => {
            await plain.goto(plain.home + caseAddress(diaryNumber));
            await plain.locator('.top-language button').click();
            assert.equal(await plain.locator('html').getAttribute('lang'), 'en');
            assert.match(plain.url(), new RegExp(caseAddress(diaryNumber)), 'the page he was at');
            await day.look(plain, 'a case in English without scripts');
            await plain.locator('.top-language button').click();
            assert.equal(await plain.locator('html').getAttribute('lang'), 'sv');
        }));

    it('hears that what he reads has changed', async () => {
        const open = day.one("SELECT diary_number FROM aid_case WHERE state = 'ongoing' ORDER BY id LIMIT 1");
        await page.goto(page.home + caseAddress(open));
        const anna = await day.desk('anna.handlaggare');
        await anna.goto(anna.home + caseAddress(open));
        await anna.fill('[name=note]', 'Revisorn läser.');
        await send(anna, anna.locator('#diary form.form button[type=submit]'));
        await anna.context().close();
        await page.reload();
        assert.match(await page.locator('#diary .timeline > li').first().innerText(), /Revisorn läser/);
    });

    it('goes home', () => signOut(page));

    it('all is in order', () => day.inOrder());
});
