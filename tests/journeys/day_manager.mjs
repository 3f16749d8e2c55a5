// A day of Maria, who leads the programme: what is late and where the money stands, who does what, new money in a fund, a
// meeting of the board and the figures for others.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, minor, problemsOf, step, submit } from './journey.mjs';
import { eventsOf } from './application.mjs';
import { beginDay, caseAddress, numberIn, send, sendAfterTheSession, sendAndLoseAnswer, sendOffline, signOut, today } from './day.mjs';

const maria = 'maria.programansvarig';

describe('the day of a manager', () => {
    let day, page;

    before(async () => {
        day = await beginDay('manager');
        page = await day.desk(maria);
    });
    after(() => day?.end());

    const rows = () => page.locator('table.list tbody tr');

    it('sees what is late, and each figure leads to what it counts', async () => {
        await day.look(page, 'start');
        await page.getByRole('link', { name: 'Överblick' }).click();
        await page.waitForURL(/\/overview/);
        await day.look(page, 'overview');
        await day.narrow(page, 'overview', page.getByRole('link', { name: 'Hämta som Excel' }));
        const late = page.locator('#late a.tile');
        for (let i = 0; i < (await late.count()); ++i) {
            const name = await late.nth(i).locator('.tile-name').innerText();
            const count = numberIn(await late.nth(i).locator('.tile-value').innerText());
            await late.nth(i).click();
            await page.waitForURL((url) => url.pathname !== '/overview');
            assert.equal(await rows().count(), Math.min(count, 50), name);
            await day.look(page, `late ${name}`);
            await page.goBack();
        }
        const file = await page.request.get(page.home + (await page.getByRole('link', { name: 'Hämta som Excel' }).getAttribute('href')));
        assert.equal(file.status(), 200);
        assert.ok((await file.body()).subarray(0, 2).equals(Buffer.from('PK')));
    });

    it('gives a new case to somebody, while somebody else was before her', async () => {
        const diaryNumber = day.one("SELECT diary_number FROM aid_case WHERE state = 'received' ORDER BY id LIMIT 1");
        await page.goto(page.home + caseAddress(diaryNumber));
        await step(page, 'Fördela till handläggare');
        await page.waitForURL(/actions\/assign/);
        await day.look(page, 'assign');
        await page.locator('[name=officer]').selectOption({ label: 'Anna Åström' });
        const bo = await day.desk('bo.handlaggare');
        await bo.goto(`${bo.home}${caseAddress(diaryNumber)}/actions/assign`);
        await bo.locator('[name=officer]').selectOption({ label: 'Bo Lindgren' });
        await submit(bo);
        await bo.context().close();
        await submit(page);
        assert.match((await problemsOf(page)).join(), /ändrats|inte längre/);
        assert.match(await page.locator('[name=officer] option:checked').innerText(), /^Anna Åström/, 'whom she chose');
        await day.look(page, 'somebody was before her');
        await page.goto(page.home + caseAddress(diaryNumber));
        await step(page, 'Byt handläggare');
        await page.locator('[name=officer]').selectOption({ label: 'Anna Åström' });
        await sendAndLoseAnswer(page, page.locator('main form.form .form-actions button[type=submit]'));
        await page.goto(page.home + caseAddress(diaryNumber));
        assert.equal((await eventsOf(page)).filter((event) => event.startsWith('Byt handläggare')).length, 1);
        assert.match(await page.locator('main').innerText(), /Anna Åström/);
    });

    it('puts money into a fund: refused, signed out meanwhile, cut off, and booked once', async () => {
        await page.getByRole('link', { name: 'Budget', exact: true }).first().click();
        await day.look(page, 'budget');
        await page.locator('table.figures tbody th a').first().click();
        await page.waitForURL(/\/budget\/[^/]+$/);
        const fund = decodeURIComponent(page.url().split('/').pop());
        await day.look(page, 'fund');
        const figure = async () => minor(await page.locator('.money-panel > div', { hasText: 'Tilldelat' }).first().innerText());
        const before = await figure();
        const book = page.getByRole('button', { name: 'Bokför' });
        await page.locator('[name=movement][value=withdrawal]').check();
        await fill(page, { amount: '999 999 999', booked_on: today(), text: 'Omprövning' });
        await send(page, book);
        assert.equal((await problemsOf(page)).length, 1, 'more than there is');
        assert.equal(await page.inputValue('[name=text]'), 'Omprövning');
        await day.look(page, 'withdrawal refused');
        await page.locator('[name=movement][value=allocation]').check();
        await fill(page, { amount: '12 345,50', text: 'Regleringsbrev <2026> & "beslut"' });
        await sendOffline(page, book);
        await sendAfterTheSession(day, page, maria, book);
        assert.ok((await page.locator('.typed').allInnerTexts()).includes('Regleringsbrev <2026> & "beslut"'));
        await submit(page);
        assert.equal(await figure(), before + 1234550);
        await page.locator('[name=movement][value=allocation]').check();
        await fill(page, { amount: '100', booked_on: today(), text: 'Tillskott' });
        await sendAndLoseAnswer(page, book);
        assert.equal(await page.inputValue('[name=text]'), 'Tillskott');
        assert.ok(await page.locator('[name=movement][value=allocation]').isChecked());
        await send(page, book);
        assert.equal(await figure(), before + 1244550, 'once');
        assert.equal(day.count(`ledger_entry l JOIN fund f ON f.id = l.fund_id WHERE f.code = '${fund}' AND l.text = 'Tillskott'`), 1);
    });

    it('without scripts: plans a meeting of the board', () =>
        day.withoutScript(maria, async (plain) => {
            await plain.goto(plain.home + '/board');
            await fill(plain, { name: 'Regionala utvecklingsnämnden', held_on: 'på torsdag' });
            const plan = plain.locator('main form.form button[type=submit]').first();
            await plan.click();
            assert.equal((await problemsOf(plain)).length, 1);
            assert.equal(await plain.inputValue('[name=name]'), 'Regionala utvecklingsnämnden');
            await day.look(plain, 'meeting refused without scripts');
            await plain.fill('[name=held_on]', today(14));
            await plan.click();
            await plain.waitForURL(/\/board\/\d+/);
            await day.look(plain, 'meeting');
        }));

    it('takes out figures for others', async () => {
        await page.getByRole('link', { name: 'Rapporter', exact: true }).first().click();
        await day.look(page, 'reports');
        await page.getByRole('link', { name: 'Visa' }).first().click();
        await page.waitForURL(/\/reports\/[^/]+/);
        await day.look(page, 'a report');
        await page.getByRole('link', { name: 'Projekt', exact: true }).first().click();
        await day.look(page, 'projects');
        await page.goto(page.home + '/conditions');
        await day.look(page, 'conditions');
    });

    it('goes home', () => signOut(page));

    it('all is in order', () => day.inOrder());
});
