// A day of Eva, economist: what is to be attested and paid, a case that changes under her hands, a day that
// is none, and lines that break while money is on its way.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { problemsOf, step, submit } from './journey.mjs';
import { besideOf, declare } from './application.mjs';
import { beginDay, caseAddress, numberIn, send, sendAfterTheSession, sendAndLoseAnswer, sendOffline, signOut, today } from './day.mjs';

const eva = 'eva.ekonom';

describe('the day of an economist', () => {
    let day, page, claims;

    before(async () => {
        day = await beginDay('finance');
        page = await day.desk(eva);
        claims = day.server.sql(
            `SELECT c.diary_number, p.sequence FROM proceeding p JOIN aid_case c ON c.id = p.case_id
             WHERE p.kind = 'claim' AND p.state = 'approved' ORDER BY p.id`,
        );
    });
    after(() => day?.end());

    const rows = () => page.locator('table.list tbody tr');
    const payments = (diaryNumber) =>
        day.count(`payment p JOIN aid_case c ON c.id = p.case_id WHERE c.diary_number = '${diaryNumber}' AND p.state <> 'rejected'`);
    const numberOf = (desk) => desk.url().match(/cases\/([^/?#]+)/)[1];
    const confirm = () => page.locator('main form.form .form-actions button[type=submit]').first();

    it('comes from her start page to what she is to attest', async () => {
        await day.look(page, 'start');
        const tile = page.locator('a.tile', { hasText: 'Att attestera' });
        const count = numberIn(await tile.locator('.tile-value').innerText());
        assert.equal(count, claims.length);
        await tile.click();
        await page.waitForURL(/stage=to_attest/);
        assert.equal(await rows().count(), count, 'the figure leads to what it counts');
        await day.look(page, 'to attest');
        await page.getByRole('navigation', { name: 'Var utbetalningarna står' }).getByRole('link', { name: /^Makulerade/ }).click();
        await page.waitForURL(/stage=cancelled/);
        await page.selectOption('[name=year]', { index: 1 });
        await page.waitForURL(/year=\d+/);
        await day.look(page, 'cancelled');
        await day.narrow(page, 'cancelled', page.getByRole('button', { name: 'Filtrera' }));
    });

    it('attests one: somebody changes the case, the line is cut before and after, and the money goes once', async () => {
        await page.goto(page.home + '/payouts?stage=to_attest');
        await rows().first().getByRole('link', { name: 'Attestera' }).click();
        await page.waitForURL(/\/cases\//);
        const address = numberOf(page);
        const diaryNumber = claims.find(([number]) => caseAddress(number).endsWith(address))[0];
        await day.look(page, 'before she has said that she has no conflict');
        await declare(page, address);
        const before = payments(diaryNumber);
        await step(page, 'Attestera utbetalningen');
        await page.waitForURL(/actions\/attest/);
        await day.look(page, 'attest');
        day.server.sql(`UPDATE aid_case SET version = version + 1 WHERE diary_number = '${diaryNumber}'`);
        await submit(page);
        assert.match((await problemsOf(page)).join(), /Ärendet har ändrats/);
        assert.equal(payments(diaryNumber), before);
        await day.look(page, 'somebody was before her');
        await sendOffline(page, confirm());
        assert.equal(payments(diaryNumber), before);
        await sendAndLoseAnswer(page, confirm());
        assert.equal(payments(diaryNumber), before + 1);
        await page.goto(`${page.home}/cases/${address}`);
        assert.equal(await besideOf(page), 'Till betalning');
        await day.look(page, 'attested');
    });

    it('notes what the bank has paid: a day that is none, and a session that ran out', async () => {
        await page.goto(page.home + '/payouts?stage=to_pay');
        const before = await rows().count();
        await rows().getByRole('link', { name: 'Registrera betalning' }).first().click();
        await page.waitForURL(/actions\/mark_paid|\/cases\//);
        const address = numberOf(page);
        if (!page.url().includes('mark_paid')) {
            await declare(page, address);
            await step(page, 'Registrera betalning');
        }
        await page.fill('[name=reason]', 'Banken har ringt.');
        await page.fill('[name=booked_on]', 'igår');
        await submit(page);
        assert.equal((await problemsOf(page)).length, 1);
        assert.equal(await page.inputValue('[name=booked_on]'), 'igår');
        await day.look(page, 'payment refused');
        await page.fill('[name=booked_on]', today(5));
        await submit(page);
        assert.equal((await problemsOf(page)).length, 1, 'a bank books nothing ahead of time');
        await page.fill('[name=booked_on]', today());
        await sendAfterTheSession(day, page, eva, confirm());
        await submit(page);
        await page.goto(page.home + '/payouts?stage=to_pay');
        assert.equal(await rows().count(), before - 1);
    });

    it('without scripts: notes the other payment, and sees it among those that are paid', () =>
        day.withoutScript(eva, async (plain) => {
            await plain.goto(plain.home + '/payouts?stage=to_pay');
            const paying = plain.getByRole('link', { name: 'Registrera betalning' });
            const line = plain.locator('table.list tbody tr').filter({ has: paying }).first();
            const diaryNumber = await line.locator('.primary a').innerText();
            await line.getByRole('link', { name: 'Registrera betalning' }).click();
            await plain.fill('[name=reason]', 'Banken har ringt.');
            await plain.fill('[name=booked_on]', '2026-02-30');
            const button = plain.locator('main form.form .form-actions button[type=submit]');
            await button.click();
            assert.equal((await problemsOf(plain)).length, 1);
            await day.look(plain, 'payment refused without scripts');
            await plain.fill('[name=booked_on]', today());
            await button.click();
            await plain.goto(plain.home + '/payouts?stage=paid');
            assert.ok((await plain.locator('table.list .primary a').allInnerTexts()).includes(diaryNumber));
            await day.look(plain, 'paid');
        }));

    it('goes home', () => signOut(page));

    it('all is in order', () => day.inOrder());
});
