// A day of David, head of administration: what is proposed to him, what only the board may decide, one sent back, one taken
// back while he reads it, many at once, and who decides while he is away.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { problemsOf, stateOf, step, submit } from './journey.mjs';
import { declare, eventsOf } from './application.mjs';
import { beginDay, caseAddress, numberIn, send, sendAfterTheSession, sendAndLoseAnswer, sendOffline, signOut, today } from './day.mjs';

const david = 'david.direktor';

describe('the day of a decider', () => {
    let day, page;

    before(async () => {
        day = await beginDay('decider');
        page = await day.desk(david);
    });
    after(() => day?.end());

    const queue = () => page.goto(page.home + '/decisions');
    const rows = () => page.locator('table.list tbody tr');
    const mine = () => rows().filter({ hasText: 'Du får besluta', hasNotText: 'Ändring' });
    const approve = (desk) => desk.locator('#next').getByRole('button', { name: 'Besluta om bifall' });
    // A withdrawn application is closed by a decision too, which is not his.
    const decisions = (diaryNumber) =>
        day.count(
            'decision d JOIN aid_case c ON c.id = d.case_id' +
                ` WHERE c.diary_number = '${diaryNumber}' AND d.outcome <> 'closed_without_decision'`,
        );
    const take = async (line) => (await line.locator('.primary a').innerText()).trim();

    it('comes from his start page to what waits for him', async () => {
        await day.look(page, 'start');
        const tile = page.locator('a.tile', { hasText: 'Att besluta' });
        const count = numberIn(await tile.locator('.tile-value').innerText());
        await tile.click();
        await page.waitForURL(/\/decisions/);
        assert.equal(await rows().count(), count, 'the figure leads to what it counts');
        await day.look(page, 'queue');
        await day.narrow(page, 'queue', page.getByRole('button', { name: 'Besluta enligt förslagen' }));
        await page.fill('[name=least]', 'mycket');
        await page.getByRole('button', { name: 'Filtrera' }).click();
        await page.waitForURL(/least=mycket/);
        assert.equal((await problemsOf(page)).length, 1);
        assert.equal(await page.inputValue('[name=least]'), 'mycket');
        await day.look(page, 'filter refused');
    });

    it('reads one, with its letter as it would be sent', async () => {
        await queue();
        const line = mine().first();
        const preview = line.getByRole('link', { name: /Förhandsgranska/ });
        await preview.click();
        await page.waitForURL(/\/preview/);
        await day.look(page, 'letter before it is decided');
        await page.goBack();
        await line.locator('.primary a').click();
        await page.waitForURL(/\/cases\//);
        await day.look(page, 'case before him');
    });

    it('sends one back: a reason is needed, and it outlives the session', async () => {
        await step(page, 'Tillbaka till beredning');
        await page.waitForURL(/back_to_review/);
        await submit(page);
        assert.equal((await problemsOf(page)).length, 1);
        await day.look(page, 'back refused');
        const reason = 'Ange vad kommunen svarade.\n"Behövs" räcker inte <alls>.';
        await page.fill('[name=reason]', reason);
        await sendAfterTheSession(day, page, david, page.locator('main form.form .form-actions button[type=submit]'));
        assert.ok((await page.locator('.typed').allInnerTexts()).some((text) => text.includes('räcker inte <alls>')));
        await submit(page);
        assert.equal(await stateOf(page), 'Under beredning');
        assert.match((await eventsOf(page))[0], /^Tillbaka till beredning .*räcker inte <alls>/);
    });

    it('decides one: the line is cut under way, and it is decided once', async () => {
        await queue();
        const diaryNumber = await take(mine().first());
        await declare(page, caseAddress(diaryNumber).split('/').pop());
        await sendOffline(page, approve(page));
        await day.look(page, 'no network');
        assert.equal(decisions(diaryNumber), 0);
        await sendAndLoseAnswer(page, approve(page));
        assert.equal(decisions(diaryNumber), 1);
        assert.equal(await stateOf(page), 'Beslutad – bifall', 'the page tells how it went');
        assert.equal(await approve(page).count(), 0);
        await day.look(page, 'decided');
        const granted = day.count(
            `ledger_entry l JOIN aid_case c ON c.id = l.case_id WHERE c.diary_number = '${diaryNumber}' AND l.kind = 'grant'`,
        );
        assert.equal(granted, 1);
        await queue();
        assert.equal(await page.getByRole('link', { name: diaryNumber, exact: true }).count(), 0);
    });

    it('is too late for one that the applicant took back, and is told so', async () => {
        const diaryNumber = await take(mine().first());
        await declare(page, caseAddress(diaryNumber).split('/').pop());
        const anna = await day.desk('anna.handlaggare');
        await anna.goto(anna.home + caseAddress(diaryNumber));
        await step(anna, 'Återkallad av sökanden');
        await anna.fill('[name=reason]', 'Sökanden ringde och drog tillbaka.');
        await submit(anna);
        await anna.context().close();
        await send(page, approve(page));
        assert.match((await problemsOf(page)).join(), /ändrats|inte längre/);
        assert.equal(decisions(diaryNumber), 0);
        await day.look(page, 'too late');
        await page.goto(page.home + caseAddress(diaryNumber));
        assert.equal(await stateOf(page), 'Avslutad');
    });

    it('sees why one is not his, and whose it is', async () => {
        await queue();
        const line = rows().filter({ hasNotText: 'Du får besluta' }).filter({ hasNotText: /20\d\d-\d\d-\d\d/ }).first();
        await line.locator('.primary a').click();
        await page.waitForURL(/\/cases\//);
        await declare(page, page.url().match(/cases\/([^/?#]+)/)[1]);
        assert.equal(await approve(page).count(), 0);
        assert.match(await page.locator('#next').innerText(), /nämnden/i);
        await day.look(page, 'beyond his mandate');
    });

    it('decides without scripts: what he forgot is asked for, with what he wrote kept', () =>
        day.withoutScript(david, async (plain) => {
            await plain.goto(plain.home + '/decisions');
            await plain.fill('[name=reason]', 'Enligt förslagen.');
            await plain.getByRole('button', { name: 'Besluta enligt förslagen' }).click();
            assert.equal((await problemsOf(plain)).length, 1);
            assert.equal(await plain.inputValue('[name=reason]'), 'Enligt förslagen.');
            await day.look(plain, 'many at once refused without scripts');
            const left = plain.locator('table.list tbody tr', { hasText: 'Du får besluta' }).locator('[name=case]');
            const count = await left.count();
            assert.ok(count > 0, 'something is left for him');
            for (const box of await left.all()) await box.check();
            await plain.check('[name=no_conflict]');
            await plain.getByRole('button', { name: 'Besluta enligt förslagen' }).click();
            await plain.waitForURL(/\/decisions\/batches\/\d+/);
            await day.look(plain, 'many at once');
            const done = await plain.locator('table.list tbody tr', { hasText: 'Beslutat' }).count();
            assert.equal(await plain.locator('table.list tbody tr').count(), count);
            assert.ok(done > 0);
        }));

    it('names who decides while he is away', async () => {
        await queue();
        await page.getByRole('link', { name: 'Delegationsordning' }).click();
        await page.waitForURL(/\/admin\/delegation/);
        await day.look(page, 'delegation');
        await page.getByRole('link', { name: 'Anmäl frånvaro' }).click();
        await page.waitForURL(/absences\/new/);
        await page.locator('[name=person]').selectOption({ label: 'David Ekström, förvaltningschef' });
        await page.fill('[name=from]', today(20));
        await page.fill('[name=to]', today(10));
        await page.fill('[name=note]', 'Nås inte');
        await submit(page);
        assert.ok((await problemsOf(page)).length >= 1);
        assert.equal(await page.inputValue('[name=note]'), 'Nås inte');
        await day.look(page, 'absence refused');
        await day.narrow(page, 'absence refused', page.getByRole('button', { name: 'Anmäl frånvaro' }));
        await page.fill('[name=to]', today(25));
        await page.locator('[name=deputy]').selectOption({ label: 'Cecilia Öberg, enhetschef' });
        await sendAndLoseAnswer(page, page.getByRole('button', { name: 'Anmäl frånvaro' }));
        assert.equal(await page.inputValue('[name=note]'), 'Nås inte');
        assert.equal(await page.inputValue('[name=to]'), today(25));
        await submit(page);
        await page.waitForURL(/\/admin\/delegation/);
        assert.equal(day.count(`absence WHERE note = 'Nås inte'`), 1);
        assert.match(await page.locator('#absences').innerText(), new RegExp(`David Ekström.*${today(20)}`));
    });

    it('goes home', () => signOut(page));

    it('all is in order', () => day.inOrder());
});
