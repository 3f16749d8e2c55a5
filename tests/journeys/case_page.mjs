// The page of a case as somebody works with it all day: what is typed is not lost, who else is there is told, the diary can
// be read in part, and a document stands beside the form that is about it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signIn, startBrowser, startServer, until } from './journey.mjs';

describe('the page of a case', () => {
    let server, browser, anna, bo, number, claim;

    const one = (sql) => server.sql(sql)[0]?.[0];
    const path = (diary) => '/cases/' + diary.replace(/[ /]/g, '-');

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [anna, bo] = await Promise.all(['anna.handlaggare', 'bo.handlaggare'].map((name) => signIn(browser, server.url, name)));
        number = one(
            "SELECT c.diary_number FROM aid_case c JOIN user_account u ON u.id = c.officer_id JOIN conflict_declaration d ON d.case_id = c.id AND d.user_id = u.id" +
                " WHERE c.state = 'in_review' AND u.username = 'anna.handlaggare' AND NOT d.conflicted ORDER BY c.id DESC LIMIT 1",
        );
        claim = server.sql(
            "SELECT c.diary_number, p.sequence FROM proceeding p JOIN aid_case c ON c.id = p.case_id WHERE p.workflow = 'claim' AND p.state = 'in_review' LIMIT 1",
        )[0];
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const saved = (page) => until('the draft is saved', async () => (await page.locator('[data-draft-state]').allInnerTexts()).some((text) => /Utkast sparat/.test(text)));

    it('keeps a note that was never sent, for its writer alone, until it is sent or thrown away', async () => {
        await anna.goto(anna.home + path(number));
        await anna.fill('[name=note]', 'Ringde Åsa om "hyran" <i>igen</i>');
        await saved(anna);
        const other = await signIn(browser, server.url, 'anna.handlaggare');   // the browser died; a new one
        await other.goto(anna.home + path(number));
        assert.equal(await other.inputValue('[name=note]'), '');
        await other.getByRole('link', { name: 'Fortsätt på det' }).click();
        assert.equal(await other.inputValue('[name=note]'), 'Ringde Åsa om "hyran" <i>igen</i>');
        await bo.goto(bo.home + path(number));
        assert.equal(await bo.locator('.draft').count(), 0);
        await other.getByRole('button', { name: 'Skriv' }).or(other.locator('#diary form button[type=submit]')).first().click();
        await other.waitForLoadState('load');
        assert.match(await other.locator('#diary .timeline').innerText(), /Ringde Åsa om "hyran"/);
        assert.equal(await other.locator('.draft').count(), 0, 'what is sent is no draft');
        await other.fill('[name=note]', 'Bort med detta');
        await saved(other);
        await other.reload();
        await other.getByRole('button', { name: 'Kasta utkastet' }).click();
        await other.waitForLoadState('load');
        assert.equal(await other.locator('.draft').count(), 0);
        await other.context().close();
    });

    it('keeps answers to the checklist that were never sent, apart from the note', async () => {
        await anna.goto(anna.home + path(number));
        const note = anna.locator('#checklist [name^=note_]').first();
        const before = await note.inputValue();
        await note.fill('Saknar öppettider på söndag åäö');
        await until('the draft is saved', async () => /Utkast sparat/.test(await anna.locator('#checklist [data-draft-state]').innerText()));
        const other = await signIn(browser, server.url, 'anna.handlaggare');
        await other.goto(anna.home + path(number));
        assert.equal(await other.locator('.draft').count(), 1, 'the note has none');
        assert.equal(await other.locator('#checklist [name^=note_]').first().inputValue(), before);
        await other.locator('#checklist').getByRole('link', { name: 'Fortsätt på det' }).click();
        assert.equal(await other.locator('#checklist [name^=note_]').first().inputValue(), 'Saknar öppettider på söndag åäö');
        assert.equal(await other.inputValue('[name=note]'), '');
        await other.locator('#checklist').getByRole('button', { name: 'Kasta utkastet' }).click();
        await other.waitForURL(/#checklist/);
        assert.equal(await other.locator('.draft').count(), 0);
        await other.context().close();
    });

    it('keeps a proposal with the rows that were added, through a network that is cut', async () => {
        await anna.goto(`${anna.home}${path(number)}/actions/propose`);
        if ((await anna.locator('[name=reasons]').count()) === 0) await anna.goto(`${anna.home}${path(number)}/actions/request_supplement`);
        const field = (await anna.locator('[name=reasons]').count()) ? 'reasons' : 'question';
        await anna.context().setOffline(true);
        await anna.fill(`[name=${field}]`, 'Servicen är gles.');
        await until('it says that it is not saved', async () => /kunde inte sparas/.test(await anna.locator('[data-draft-state]').innerText()));
        await anna.context().setOffline(false);
        await until('saved after all', async () => /Utkast sparat/.test(await anna.locator('[data-draft-state]').innerText()), 20000);
        await anna.reload();
        await anna.getByRole('link', { name: 'Fortsätt på det' }).click();
        assert.equal(await anna.inputValue(`[name=${field}]`), 'Servicen är gles.');
    });

    it('tells who else is there, and that the case has changed', async () => {
        await bo.goto(bo.home + path(number));
        await until('bo is noted', async () => one("SELECT COUNT(*) FROM case_presence p JOIN user_account u ON u.id = p.user_id WHERE u.username = 'bo.handlaggare'") !== '0');
        await anna.goto(anna.home + path(number));
        assert.match(await anna.locator('#presence').innerText(), /Har också ärendet öppet: Bo/);
        await anna.locator('#checklist input[type=radio][value=no]:not(:checked)').first().check();
        for (const note of await anna.locator('#checklist input[name^=note_]').all()) await note.fill('Se anteckning.');
        await anna.locator('#checklist form[data-draft] button[type=submit]').click();
        await anna.waitForLoadState('load');
        await bo.evaluate(() => document.dispatchEvent(new Event('keydown')));
        await until('bo hears of it', async () => bo.locator('#changed').isVisible(), 45000);
        await bo.locator('#changed a').click();
        await bo.waitForLoadState('load');
        assert.equal(await bo.locator('#changed').isVisible(), false);
        assert.equal(await bo.locator('#problems').count() + (await anna.locator('#problems').count()), 0);
    });

    it('shows parts of the diary, and tells a name that is nobody', async () => {
        await anna.goto(anna.home + path(number));
        const all = await anna.locator('#diary .timeline > li').count();
        await anna.locator('#diary .chip', { hasText: 'Anteckningar' }).click();
        await anna.waitForURL(/diary=notes/);
        const notes = await anna.locator('#diary .timeline > li').count();
        assert.ok(notes > 0 && notes < all);
        assert.equal(String(notes), await anna.locator('#diary .chip[aria-current] .count').innerText());
        await anna.fill('[name=note]', '@ingen.alls titta');
        await anna.locator('#diary form button[type=submit]').first().click();
        await anna.waitForLoadState('load');
        assert.match(await anna.locator('#problems').innerText(), /@ingen\.alls/);
        assert.equal(await anna.inputValue('[name=note]'), '@ingen.alls titta');
    });

    it('shows the proof beside the claim one examines', async () => {
        assert.ok(claim, 'the demo has a claim to review');
        await anna.goto(`${anna.home}${path(claim[0])}/actions/approve_claim?proceeding=${claim[1]}`);
        const frame = anna.frameLocator('.viewer-panel details[open] iframe');
        const picture = frame.locator('img').first();
        await picture.waitFor();
        await until('the page is drawn', async () => picture.evaluate((image) => image.complete && image.naturalWidth === 1200));
        const [form, viewer] = await Promise.all([anna.locator('.column-main').boundingBox(), anna.locator('.viewer-panel').boundingBox()]);
        assert.ok(viewer.x > form.x + form.width - 1, 'beside, not below');
    });
});
