// The list of cases as somebody uses it all day: search that forgives a letter, ready and saved views, columns, files as
// shown, the keyboard, and a back button that restores what was seen.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { problemsOf, signIn, startBrowser, startServer } from './journey.mjs';

describe('the list of cases', () => {
    let server, browser, anna, bo, rolf;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [anna, bo, rolf] = await Promise.all(
            ['anna.handlaggare', 'bo.handlaggare', 'rolf.revisor'].map((name) => signIn(browser, server.url, name)),
        );
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const open = (page, query) => page.goto(`${page.home}/cases?${query}`);
    const rows = (page) => page.locator('table.list tbody tr').count();
    const heads = (page) => page.locator('table.list thead th').allInnerTexts();
    const chosen = (page) => page.locator('#ready-views [aria-current]').innerText();
    const numbers = (page) => page.locator('table.list tbody .primary a').allInnerTexts();

    async function save(page, name, shared = false) {
        if ((await page.locator('#views').getAttribute('open')) === null) await page.locator('#views summary').click();
        await page.fill('[name=view_name]', name);
        if (shared) await page.check('[name=view_shared]');
        await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), page.click('#views form[action^="/cases/views?"] button')]);
        await page.waitForLoadState('load');
    }

    it('finds by the beginning of words in any part, and one letter wrong', async () => {
        await open(anna, 'q=idre+tapp');
        const right = await numbers(anna);
        assert.ok(right.length > 0);
        await open(anna, 'q=TAPP+Ide');
        assert.deepEqual(await numbers(anna), [], 'ide is the beginning of nothing and one slip from too much to be short for');
        await open(anna, 'q=grangarde');
        assert.ok((await rows(anna)) > 0);
        assert.match(await anna.locator('main .note').innerText(), /grangarde.*grangärde/);
        await open(anna, `q=${encodeURIComponent(right[0])}`);
        assert.deepEqual(await numbers(anna), [right[0]], 'a diary number finds its case alone');
    });

    it('ready views, columns and the back button', async () => {
        await anna.goto(anna.home + '/cases');
        await anna.getByRole('link', { name: 'Mina öppna' }).click();
        await anna.waitForURL(/officer=mine/);
        assert.equal(await chosen(anna), 'Mina öppna');
        const mine = await numbers(anna);
        await anna.locator('details.menu', { hasText: 'Kolumner' }).locator('summary').click();
        const columns = anna.locator('.menu-fields', { hasText: 'Stödform' });
        await columns.getByLabel('Kommun').uncheck();
        await anna.waitForURL(/column=/);
        assert.ok(!(await heads(anna)).includes('Kommun'));
        assert.deepEqual(await numbers(anna), mine, 'columns change no rows');
        await anna.locator('table.list .primary a').first().click();
        await anna.waitForURL(/\/cases\/RUN/);
        await anna.goBack();
        assert.ok(!(await heads(anna)).includes('Kommun'), 'the way back leads to what was seen');
        assert.deepEqual(await numbers(anna), mine);
    });

    it('a view is saved, replaced, shared and removed; who may not share is told so', async () => {
        await open(anna, 'outstanding=1&column=state&column=left');
        await save(anna, '');
        assert.deepEqual((await problemsOf(anna)).length, 1, 'a view needs a name');
        assert.equal(await rows(anna) > 0, true, 'the list is still there');
        await save(anna, 'Att betala <b>2026</b>');
        assert.equal(await chosen(anna), 'Att betala <b>2026</b>');
        await bo.goto(bo.home + '/cases');
        assert.equal(await bo.getByRole('link', { name: /Att betala/ }).count(), 0, 'what is not shared is one’s own');
        await save(anna, 'Att betala <b>2026</b>', true);
        await bo.goto(bo.home + '/cases');
        await bo.getByRole('link', { name: 'Att betala <b>2026</b> (Anna Åström)' }).click();
        await bo.waitForURL(/outstanding=1/);
        assert.deepEqual(await heads(bo), await heads(anna));
        assert.equal(await bo.getByRole('button', { name: /Ta bort/ }).count(), 0, 'others’ views are not one’s to remove');
        await open(rolf, 'outstanding=1');
        await rolf.locator('#views summary').click();
        assert.equal(await rolf.locator('[name=view_shared]').count(), 0);
        await anna.locator('#views summary').click();
        await Promise.all([anna.waitForResponse((r) => r.request().method() === 'POST'), anna.getByRole('button', { name: 'Ta bort Att betala <b>2026</b>' }).click()]);
        await anna.waitForLoadState('load');
        assert.equal(await anna.getByRole('link', { name: /Att betala <b>/ }).count(), 0);
    });

    it('is ordered by a heading, the other way round the second time, and opens in the view that is chosen', async () => {
        const sums = async () => (await anna.locator('td[data-label="Belopp"]').allInnerTexts())
            .map((text) => Number(text.replace(/[^0-9,]/g, '').replace(',', '.')));
        await open(anna, 'stage=closed');
        await anna.getByRole('columnheader', { name: 'Belopp' }).getByRole('link').click();
        await anna.waitForURL(/order=-amount/);
        const falling = await sums();
        assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
        assert.equal(await anna.getByRole('columnheader', { name: 'Belopp' }).getAttribute('aria-sort'), 'descending');
        await anna.getByRole('columnheader', { name: 'Belopp' }).getByRole('link').click();
        await anna.waitForURL(/order=amount/);
        const rising = await sums();
        assert.deepEqual(rising, [...rising].sort((a, b) => a - b));
        await anna.locator('#views summary').click();
        await anna.fill('#views [name=view_name]', 'Avslutade efter belopp');
        await anna.click('#views form[action^="/cases/views?"] button');
        await anna.waitForLoadState('load');
        await anna.locator('#views summary').click();
        const mine = anna.locator('#views form', { has: anna.locator('[value="Avslutade efter belopp"]') });
        await mine.getByLabel('Öppna listan med den här vyn').check();
        await mine.getByRole('button', { name: 'Ändra' }).click();
        await anna.waitForLoadState('load');
        await anna.goto(anna.home + '/cases');
        assert.match(anna.url(), /stage=closed&order=amount/);
        await anna.getByRole('navigation', { name: 'Vyer' }).getByRole('link', { name: 'Alla', exact: true }).click();
        await anna.waitForURL(/order=-number/);
        await anna.locator('#views summary').click();
        await mine.locator('[name^=name_]').fill(' ');
        await mine.getByRole('button', { name: 'Ändra' }).click();
        await anna.waitForLoadState('load');
        assert.equal((await problemsOf(anna)).length, 1, 'a view has a name');
        await anna.getByRole('button', { name: 'Ta bort Avslutade efter belopp' }).click();
        await anna.waitForLoadState('load');
    });

    it('the keyboard goes through the list, opens, searches and tells how', async () => {
        await open(anna, 'stage=open');
        const all = await numbers(anna);
        const at = () => anna.evaluate(() => document.activeElement.innerText);
        await anna.keyboard.press('j');
        await anna.keyboard.press('j');
        assert.equal(await at(), all[1]);
        await anna.keyboard.press('k');
        assert.equal(await at(), all[0]);
        await anna.keyboard.press('?');
        assert.ok(await anna.getByRole('dialog', { name: 'Tangenter' }).isVisible());
        await anna.keyboard.press('Escape');
        await anna.keyboard.press('/');
        await anna.keyboard.type('jk?');
        assert.equal(await anna.evaluate(() => document.activeElement.value), 'jk?', 'where one types they are letters');
        await anna.locator('table.list .primary a').first().focus();
        await anna.keyboard.press('Enter');
        await anna.waitForURL(/\/cases\/RUN/);
    });

    it('gives many cases to one officer; one that has moved on is told and stops no other', async () => {
        await open(anna, 'stage=open&officer=mine&order=number');
        const all = await numbers(anna);
        const give = async () => {
            await Promise.all([anna.waitForResponse((r) => r.request().method() === 'POST'), anna.click('#bulk [value=assign]')]);
            await anna.waitForLoadState('load');
        };
        await give();
        assert.equal((await problemsOf(anna)).length, 2, 'no case and nobody chosen');
        await anna.locator('table.list .primary a').first().focus();
        await anna.keyboard.press('x');
        for (const number of all.slice(1)) await anna.getByLabel(`Välj ${number}`).check();
        await anna.locator('[name=new_officer]').selectOption({ label: 'Bo Lindgren' });
        server.sql(`UPDATE aid_case SET version = version + 1 WHERE diary_number = '${all[0]}'`);
        await give();
        const told = await anna.locator('main .note').allInnerTexts();
        assert.ok(told.some((text) => text.includes(all[0])), 'what has changed meanwhile says so');
        const [[theirs]] = server.sql(`SELECT COUNT(*) FROM aid_case c JOIN user_account u ON u.id = c.officer_id
            WHERE u.username = 'bo.handlaggare' AND c.diary_number IN ('${all.join("','")}')`);
        assert.ok(Number(theirs) > 0, 'others went');
        assert.equal(Number(theirs) + told.length - 1, all.length, 'each went or says why not');
        await open(anna, 'stage=open&state=in_review');
        const [calm] = await numbers(anna);
        await anna.getByLabel(`Välj ${calm}`).check();
        await Promise.all([anna.waitForResponse((r) => r.request().method() === 'POST'), anna.click('#bulk [value=remind]')]);
        await anna.waitForLoadState('load');
        assert.ok((await anna.locator('main .note').allInnerTexts()).some((text) => text.includes(calm)), 'who waits for nothing is not reminded');
        assert.equal(await rolf.goto(rolf.home + '/cases').then(() => rolf.locator('#bulk').count()), 0, 'an auditor assigns nothing');
    });

    it('the files hold what is shown, all pages of it', async () => {
        const query = 'form=investment_support&column=state&column=amount&column=left&order=number';
        const csv = await (await anna.request.get(`${anna.home}/cases.csv?${query}`)).text();
        const lines = csv.trim().split(/\r?\n/);
        assert.equal(lines[0].replace('\ufeff', ''), 'Diarienummer;Ärende;Sökande;Läge;Sökt;Beviljat;Kvar att betala');
        const [[count]] = server.sql("SELECT COUNT(*) FROM aid_case WHERE form = 'investment_support'");
        assert.equal(lines.length - 1, Number(count));
        await open(anna, query);
        assert.deepEqual(lines.slice(1, 11).map((line) => line.split(';')[0]), (await numbers(anna)).slice(0, 10));
        const path = join(server.folder, 'cases.xlsx');
        writeFileSync(path, await (await anna.request.get(`${anna.home}/cases.xlsx?${query}`)).body());
        const read = spawnSync('/usr/bin/python3', ['-c', `
import openpyxl, sys
sheet = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
rows = list(sheet.values)
print(len(rows) - 1, sum(row[6] for row in rows[1:]))`, path], { encoding: 'utf8' });
        const [[left]] = server.sql("SELECT SUM(granted_ore - paid_ore - released_ore) FROM aid_case WHERE form = 'investment_support'");
        assert.equal(read.stderr, '');
        const [found, sum] = read.stdout.trim().split(' ').map(Number);
        assert.equal(found, Number(count));
        assert.equal(Math.round(sum * 100), Number(left));
        const alone = await browser.newContext();
        const answer = await alone.request.get(`${anna.home}/cases.csv`, { maxRedirects: 0 });
        assert.notEqual(answer.status(), 200, 'a file is for who has signed in');
        await alone.close();
    });
});
