// A day of Anna, case officer: what is late, the queue, one case all the way to a question to the applicant, a telephone
// that rings, and what goes wrong meanwhile.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fillSignIn, password, pdf, problemsOf, stateOf, step, submit, until } from './journey.mjs';
import { declare, eventsOf } from './application.mjs';
import {
    beginDay,
    caseAddress,
    numberIn,
    send,
    sendAfterTheSession,
    sendAndLoseAnswer,
    sendOffline,
    signOut,
} from './day.mjs';

const anna = 'anna.handlaggare';

describe('the day of a case officer', () => {
    let day, page, diaryNumber;

    before(async () => {
        day = await beginDay('officer');
        diaryNumber = day.one(
            `SELECT c.diary_number FROM aid_case c JOIN user_account u ON u.id = c.officer_id
             LEFT JOIN conflict_declaration d ON d.case_id = c.id AND d.user_id = u.id
             WHERE u.username = '${anna}' AND c.state = 'in_review' AND c.form = 'investment_support' AND COALESCE(d.conflicted, 0) = 0
             ORDER BY c.id LIMIT 1`,
        );
    });
    after(() => day?.end());

    const notes = (text) => day.count(`diary_event WHERE kind = 'note' AND text = '${text}'`);
    const open = (diary) => page.goto(page.home + caseAddress(diary));

    it('signs in at the second try, and sees what waits', async () => {
        page = await (await day.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'sv-SE' })).newPage();
        page.home = day.server.url;
        await page.goto(page.home);
        await day.look(page, 'sign in');
        await page.fill('[name=username]', anna);
        await page.fill('[name=password]', password.toUpperCase());
        await send(page, page.locator('main form button[type=submit]'));
        assert.equal((await problemsOf(page)).length, 1);
        assert.equal(await page.inputValue('[name=username]'), anna, 'the name is typed once');
        assert.equal(await page.inputValue('[name=password]'), '');
        await day.look(page, 'sign in refused');
        await fillSignIn(page, anna);
        await day.look(page, 'start');
        const mine = page.locator('a.tile', { hasText: 'Mina öppna ärenden' });
        const count = day.count(
            `aid_case c JOIN user_account u ON u.id = c.officer_id WHERE u.username = '${anna}' AND c.stage = 'open'`,
        );
        assert.equal(numberIn(await mine.locator('.tile-value').innerText()), count);
        await mine.click();
        await page.waitForURL(/officer=mine/);
        assert.equal(await page.locator('table.list tbody tr').count(), Math.min(count, 50), 'the figure leads to what it counts');
    });

    it('finishes a task that is late, over a session that ran out', async () => {
        await page.getByRole('link', { name: 'Uppgifter', exact: true }).first().click();
        await page.getByRole('navigation', { name: 'Urval' }).getByRole('link', { name: /^Sena/ }).click();
        await page.waitForURL(/view=late/);
        await day.look(page, 'late tasks');
        const late = page.locator('table.list tbody tr');
        const before = await late.count();
        assert.ok(before > 0, 'the demo has something late');
        await late.first().locator('.primary a').click();
        const task = page.url().match(/\/tasks\/(\d+)/)[1];
        await day.look(page, 'a task');
        await submit(page);
        assert.equal((await problemsOf(page)).length, 1);
        await day.look(page, 'a task refused');
        await day.narrow(page, 'a task refused', page.getByRole('button', { name: 'Klar' }));
        const said = 'Ringde butiken; de "räknar" <om>.';
        await page.fill('[name=note]', said);
        await sendAfterTheSession(day, page, anna, page.getByRole('button', { name: 'Klar' }));
        assert.ok((await page.locator('.typed').allInnerTexts()).includes(said));
        await submit(page);
        await page.waitForURL(/\/tasks$/);
        assert.deepEqual(day.server.sql(`SELECT state, note FROM task WHERE id = ${task}`), [['done', said]]);
        await page.goto(page.home + '/tasks?view=late');
        assert.equal(await late.count(), before - 1);
    });

    it('finds her way in the queue by the keyboard, and out of an empty one', async () => {
        await page.goto(page.home + '/cases');
        await page.keyboard.press('/');
        await page.keyboard.type('zzyzx');
        await page.keyboard.press('Enter');
        await page.waitForURL(/q=zzyzx/);
        await day.look(page, 'an empty queue');
        await page.getByRole('link', { name: 'Visa alla ärenden' }).click();
        await page.waitForURL((url) => !url.search.includes('zzyzx'));
        assert.ok((await page.locator('table.list tbody tr').count()) > 0);
        await page.getByRole('link', { name: 'Mina öppna' }).click();
        await page.waitForURL(/officer=mine/);
        const list = page.url();
        await day.look(page, 'queue');
        await day.narrow(page, 'queue', page.locator('table.list .primary a').first());
        const numbers = await page.locator('table.list .primary a').allInnerTexts();
        for (let i = 0; i <= numbers.indexOf(diaryNumber); ++i) await page.keyboard.press('j');
        await page.keyboard.press('Enter');
        await page.waitForURL(new RegExp(caseAddress(diaryNumber)));
        await page.goBack();
        assert.equal(page.url(), list);
        await page.goForward();
    });

    it('writes notes through a network that fails: none is lost, none is there twice', async () => {
        await declare(page, caseAddress(diaryNumber).split('/').pop());
        const button = page.locator('#diary form.form button[type=submit]');
        await day.look(page, 'case');
        await page.fill('[name=note]', 'Innan linjen bröts.');
        await sendOffline(page, button);
        await day.look(page, 'no network');
        assert.equal(await page.inputValue('[name=note]'), 'Innan linjen bröts.');
        assert.equal(notes('Innan linjen bröts.'), 0);
        await send(page, button);
        assert.equal(notes('Innan linjen bröts.'), 1);

        await page.fill('[name=note]', 'Svaret försvann.');
        await sendAndLoseAnswer(page, button);
        assert.equal(notes('Svaret försvann.'), 1, 'it was saved, and she cannot know');
        assert.equal(await page.inputValue('[name=note]'), 'Svaret försvann.');
        assert.match(await page.locator('#unsent').innerText(), /räknas bara en gång/);
        await day.look(page, 'no answer');
        await send(page, button);
        assert.equal(notes('Svaret försvann.'), 1);
        assert.equal(await page.locator('#problems').count(), 0);
        assert.ok((await eventsOf(page)).some((event) => event.includes('Svaret försvann.')));
        await page.reload();
        assert.equal(await page.inputValue('[name=note]'), '', 'it is given back once');
        assert.equal(await page.locator('#unsent').isVisible(), false);
    });

    it('asks the applicant, while a colleague is in the case; one mail goes', async () => {
        await step(page, 'Begär komplettering');
        await page.waitForURL(/request_supplement/);
        await day.look(page, 'ask');
        await page.fill('[name=question]', '');
        await submit(page);
        assert.ok((await problemsOf(page)).length > 0, 'a question is needed');
        await day.look(page, 'ask refused');
        const question = 'Skicka offerten på kyldisken – den saknar datum.\nBåda sidorna.';
        await page.fill('[name=question]', question);
        const bo = await day.desk('bo.handlaggare');
        await bo.goto(bo.home + caseAddress(diaryNumber));
        const note = bo.locator('#checklist input[name^=note_]').first();
        await note.fill('Bo har läst offerten.');
        await bo.locator('#checklist input[type=radio][value=yes]').first().check();
        await send(bo, bo.locator('#checklist form[data-draft] button[type=submit]'));
        await bo.context().close();
        await submit(page);
        assert.match((await problemsOf(page)).join(), /Ärendet har ändrats/);
        assert.equal(await page.inputValue('[name=question]'), question);
        await day.look(page, 'somebody was before her');
        await submit(page);
        assert.match(await stateOf(page), /^Väntar.* komplettering$/);
        assert.match(await page.locator('#mail').innerText(), /Begäran om komplettering/);
        assert.equal(
            day.count(`outbox o JOIN aid_case c ON c.id = o.case_id WHERE o.mail = 'supplement_requested' AND c.diary_number = '${diaryNumber}'`),
            1,
        );
        await day.look(page, 'case that waits');
        await page.locator('#mail a').first().click();
        await page.waitForURL(/\/mail\/\d+/);
        await day.look(page, 'mail');
        await page.goBack();
    });

    it('takes in what the post brought: one file is fine, one is none that may be kept', async () => {
        await page.locator('#documents summary').click();
        await page.setInputFiles('#documents [name=file]', [
            pdf('offert.pdf'),
            { name: 'kalkyl.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ\x90\x00nej') },
        ]);
        const before = await page.locator('#documents .files > li').count();
        await send(page, page.locator('#documents form button[type=submit]'));
        assert.match(await page.locator('#problems').innerText(), /kalkyl\.exe/);
        await day.look(page, 'one file refused');
        await open(diaryNumber);
        assert.equal(await page.locator('#documents .files > li').count(), before + 1);
        await page.locator('#documents .files a', { hasText: 'offert.pdf' }).click();
        await day.look(page, 'document');
        await page.getByRole('link', { name: diaryNumber }).first().click();
        await page.waitForURL(new RegExp(caseAddress(diaryNumber)));
    });

    it('answers the telephone: who calls, what they have, and back to where she was', async () => {
        const [name, number] = day.server.sql(
            "SELECT o.name, c.diary_number FROM aid_case c JOIN organisation o ON o.id = c.organisation_id WHERE c.stage = 'decided' LIMIT 1",
        )[0];
        await page.fill('#top-search', name);
        await page.keyboard.press('Enter');
        await page.waitForURL(/q=/);
        assert.ok((await page.locator('table.list .primary a').allInnerTexts()).includes(number));
        await page.getByRole('link', { name: number, exact: true }).click();
        await page.getByRole('link', { name }).first().click();
        await page.waitForURL(/\/providers\/organisations\/\d+$/);
        await day.look(page, 'provider');
        assert.match(await page.locator('main').innerText(), new RegExp(number));
        await page.locator('main').getByRole('link', { name: number, exact: true }).first().click();
        await page.waitForURL(new RegExp(caseAddress(number)));
        await day.look(page, 'decided case');
    });

    it('without scripts: the checklist is refused and mended, and the list is searched', () =>
        day.withoutScript(anna, async (plain) => {
            const other = day.one(
                `SELECT c.diary_number FROM aid_case c JOIN user_account u ON u.id = c.officer_id JOIN conflict_declaration d ON d.case_id = c.id AND d.user_id = u.id
                 WHERE u.username = '${anna}' AND c.state = 'in_review' AND NOT d.conflicted AND c.diary_number <> '${diaryNumber}' LIMIT 1`,
            );
            await plain.fill('#top-search', other);
            await plain.locator('.top-search button').click();
            await plain.getByRole('link', { name: other, exact: true }).click();
            const item = plain.locator('#checklist li', { has: plain.locator('input[type=radio][value=no]') }).first();
            await item.locator('input[type=radio][value=no]').check();
            await item.locator('input[name^=note_]').fill('');
            const save = plain.locator('#checklist form[data-draft] button[type=submit]');
            await save.click();
            assert.match(await item.innerText(), /Skriv en kommentar/);
            assert.ok(await item.locator('input[type=radio][value=no]').isChecked());
            await day.look(plain, 'checklist refused without scripts');
            await item.locator('input[name^=note_]').fill('Underskriften saknas.');
            await save.click();
            assert.match((await eventsOf(plain))[0], /^Checklistan ifylld/);
        }));

    it('goes home, and leaves nothing on the screen', async () => {
        await signOut(page);
        await day.look(page, 'signed out');
        await until('no draft is left of what was sent', () => day.count("form_draft WHERE fields LIKE '%Svaret försvann%'") === 0);
    });

    it('all is in order', () => day.inOrder());
});
