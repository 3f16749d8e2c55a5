// The register by hand: doubles found, compared, merged and put back; opening hours and a position typed into the form of an
// outlet and read on its page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, problemsOf, signIn, startBrowser, startServer, submit } from './journey.mjs';

describe('the register of providers', () => {
    let server, browser, anna, rolf;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [anna, rolf] = await Promise.all(['anna.handlaggare', 'rolf.revisor'].map((name) => signIn(browser, server.url, name)));
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const cases = (outlet) => server.sql(`SELECT COUNT(*) FROM aid_case c JOIN outlet t ON t.id = c.outlet_id WHERE t.name = '${outlet}'`)[0][0];
    const text = (page) => page.locator('body').innerText();

    it('suggests the shop that stands twice, and compares the two', async () => {
        await anna.goto(anna.home + '/providers');
        await anna.getByRole('link', { name: 'Dubbletter' }).click();
        await anna.waitForURL('**/providers/doubles');
        const pair = anna.locator('table.list tbody tr', { hasText: 'Lima Lanthandeln' });
        assert.match(await pair.innerText(), /namnet/);
        await pair.getByRole('link', { name: /^Jämför/ }).click();
        assert.match(await text(anna), /Slå ihop Lima Lanthandel och Lima Lanthandeln/);
        assert.equal(await anna.locator('[name=stays]:checked').getAttribute('value'), 'one', 'the one with cases');
        assert.equal(await anna.locator('[name=take_outlet_street]:checked').getAttribute('value'), 'other', 'a value is rather kept than lost');
    });

    it('keeps what was chosen when the reason is missing, and merges', async () => {
        const before = Number(cases('Lima Lanthandel'));
        assert.ok(before > 0);
        await anna.locator('[name=stays][value=other]').check();
        await anna.locator('[name=take_outlet_name][value=one]').check();
        await anna.locator('[name=take_services][value=both]').check();
        await anna.getByRole('button', { name: 'Slå ihop', exact: true }).click();
        await anna.waitForSelector('#problems');
        assert.equal((await problemsOf(anna)).length, 1);
        assert.equal(await anna.locator('[name=take_services]:checked').getAttribute('value'), 'both');
        assert.equal(await anna.locator('[name=stays]:checked').getAttribute('value'), 'other');
        await fill(anna, { why: 'Samma butik, lades in två gånger.' });
        await anna.getByRole('button', { name: 'Slå ihop', exact: true }).click();
        await anna.waitForURL(/\/providers\/outlets\/\d+$/);
        assert.match(await text(anna), /De är ihopslagna/);
        assert.match(await text(anna), /Apoteksombud/);
        assert.match(await text(anna), /Hit har slagits ihop/);
        assert.equal(Number(cases('Lima Lanthandel')), before);
        const [[old]] = server.sql('SELECT id FROM outlet WHERE merged_into IS NOT NULL');
        await rolf.goto(`${rolf.home}/providers/outlets/${old}`);
        assert.match(await text(rolf), /Den du öppnade är ihopslagen med den här/);
        assert.equal(rolf.url(), anna.url());
        assert.equal(await rolf.locator('a', { hasText: 'Slå ihop med en dubblett' }).count(), 0);
    });

    it('tells it in the diary of each case', async () => {
        await anna.locator('.column-main table a').first().click();
        assert.match(await anna.locator('#diary').innerText(), /Dubbletter i registret slogs ihop/);
    });

    it('puts it back, exactly', async () => {
        await anna.goto(anna.home + '/providers/merges');
        await anna.getByRole('link', { name: 'Lima Lanthandel', exact: true }).first().click();
        await fill(anna, { why: 'Det var två butiker.' });
        await anna.getByRole('button', { name: 'Ångra sammanslagningen' }).click();
        await anna.waitForURL(/\/providers\/outlets\/\d+$/);
        assert.match(await text(anna), /Allt är tillbaka/);
        assert.deepEqual(server.sql("SELECT name, merged_into FROM outlet WHERE name LIKE 'Lima Lanthandel%' ORDER BY name"),
            [['Lima Lanthandel', 'NULL'], ['Lima Lanthandeln', 'NULL']]);
        await rolf.goto(rolf.home + '/providers/merges');
        assert.match(await text(rolf), /Ångrad/);
    });

    it('says two companies are not the same, and suggests them no more', async () => {
        await anna.goto(anna.home + '/providers/doubles?kind=organisation');
        const pair = anna.locator('table.list tbody tr', { hasText: 'Siljansbygdens Butik AB' });
        await pair.getByRole('link', { name: /^Jämför/ }).click();
        await anna.getByRole('button', { name: 'De är inte samma' }).click();
        await anna.waitForURL('**/providers/doubles?kind=organisation');
        assert.equal(await anna.locator('table.list tbody tr', { hasText: 'Siljansbygdens Butik AB' }).count(), 0);
    });

    it('takes opening hours and a position, refuses what they cannot be at the field, and shows them', async () => {
        const [[id]] = server.sql("SELECT id FROM outlet WHERE name = 'Lima Lanthandeln'");
        await anna.goto(`${anna.home}/providers/outlets/${id}/change`);
        await fill(anna, { opening_mon: '9-18', opening_fri: '18-13', position_north: '13,35', position_east: '60,93' });
        await submit(anna);
        assert.equal((await problemsOf(anna)).length, 2);
        assert.equal(await anna.inputValue('[name=opening_fri]'), '18-13');
        assert.equal(await anna.getAttribute('[name=opening_fri]', 'aria-invalid'), 'true');
        await fill(anna, { opening_fri: '18-02', position_north: '60,93', position_east: '13,35' });
        await submit(anna);
        assert.match(await anna.locator('#opening').innerText(), /Fredag\s+18:00–02:00/);
        assert.match(await anna.locator('#opening').innerText(), /Söndag\s+stängt/);
        assert.match(await anna.locator('#nearest').innerText(), /Fågelvägen[^]*Dagligvaror[^]*Lima Lanthandel[^]*0,5/);
        assert.match(await text(anna), /Öppet timmar\/vecka\s+17/);
    });

    it('leaves everything in order', () => {
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out + verified.errors);
    });
});
