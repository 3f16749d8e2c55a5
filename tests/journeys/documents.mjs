// Documents of a case in the browser: several dropped at once, one refused by name, preview, a new version, a mark of secrecy
// that shuts others out, a demand, the list for anybody, and the pack with its own verifier.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pdf, signIn, startBrowser, startServer } from './journey.mjs';
import { register } from './application.mjs';

// A picture of one red point.
const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
);

// clamd as the server meets it: INSTREAM, pieces with their length before, an answer ended by a zero.
function smallClamd() {
    const clamd = createServer((socket) => {
        let all = Buffer.alloc(0);
        socket.on('error', () => {});
        socket.on('data', (data) => {
            all = Buffer.concat([all, data]);
            if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
            socket.end(all.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
        });
    });
    return new Promise((resolve) => clamd.listen(0, '127.0.0.1', () => resolve(clamd)));
}

async function send(page, form) {
    await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.locator(`${form} button[type=submit]`).click(),
    ]);
    await page.waitForLoadState('load');
}

describe('documents', () => {
    let server, browser, anna, bo, clamd, url;

    before(async () => {
        clamd = await smallClamd();
        server = await startServer({ settings: { BYGDESTOD_DOCUMENTS_CLAMD: `127.0.0.1:${clamd.address().port}` } });
        browser = await startBrowser();
        anna = await signIn(browser, server.url, 'anna.handlaggare');
        bo = await signIn(browser, server.url, 'bo.handlaggare');
        await register(anna, 'service_grant');
        url = anna.url().split('#')[0];
        await anna.locator('button[name=conflicted][value=no]').click();
        await anna.waitForLoadState('load');
    });
    after(async () => {
        await browser?.close();
        await server?.stop();
        clamd?.close();
    });

    it('several are dropped at once; one that cannot be taken in is named, and the others are kept', async () => {
        await anna.goto(url);
        const before = await anna.locator('#documents .files > li').count();
        await anna.locator('#documents summary').first().click();
        const dropped = await anna.evaluateHandle((picture) => {
            const held = new DataTransfer();
            const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
            held.items.add(new File(['Ett brev.'], 'brev.txt', { type: 'text/plain' }));
            held.items.add(new File([bytes], 'skylt.png', { type: 'image/png' }));
            held.items.add(new File([new Uint8Array([77, 90, 144, 0])], 'program.pdf', { type: 'application/pdf' }));
            held.items.add(new File(['Hej EICAR hej'], 'sjuk.txt', { type: 'text/plain' }));
            return held;
        }, png.toString('base64'));
        await anna.dispatchEvent('#documents .drop', 'drop', { dataTransfer: dropped });
        assert.equal(await anna.locator('#documents [name=file]').evaluate((input) => input.files.length), 4);
        await anna.selectOption('#documents [name=kind]', 'other');
        await anna.selectOption('#documents [name=direction]', 'in');
        await anna.fill('#documents [name=counterpart]', 'Lima byalag');
        await send(anna, '#documents form[enctype]');
        const problems = await anna.locator('#problems').innerText();
        assert.match(problems, /program\.pdf: Filtypen tas inte emot/);
        assert.match(problems, /sjuk\.txt: Virusskyddet fann Eicar-Test-Signature/);
        assert.equal(await anna.locator('#problems li').count(), 2);
        await anna.getByText('De andra filerna är sparade: brev.txt, skylt.png').waitFor();
        assert.equal(await anna.locator('#documents .files > li').count(), before + 2);
    });

    it('a picture and a PDF are shown in the page, safely', async () => {
        await anna.goto(url);
        await anna.getByRole('link', { name: /skylt\.png/ }).click();
        assert.equal(await anna.locator('img.preview').evaluate((image) => image.naturalWidth), 1);
        const picture = await anna.request.get(server.url + (await anna.locator('img.preview').getAttribute('src')));
        const headers = picture.headers();
        assert.equal(headers['content-type'], 'image/png');
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.match(headers['content-security-policy'], /frame-ancestors 'self'; sandbox/);
        assert.match(headers['content-disposition'], /^inline/);
        await anna.goto(url + '/register/1');
        const framed = await anna.request.get(server.url + (await anna.locator('iframe.preview').getAttribute('src')));
        assert.match(framed.headers()['content-security-policy'], /^default-src 'none';.* frame-ancestors 'self'/);
        // What cannot be drawn says so; that pages are drawn is seen in case_page.mjs.
        assert.match(await anna.frameLocator('iframe.preview').locator('main').innerText(), /Filen går inte att visa här/);
        const file = await anna.request.get(server.url + (await anna.locator('.document-preview a').first().getAttribute('href')));
        assert.equal(file.headers()['content-type'], 'application/pdf');
        const text = await anna.request.get(server.url + (await anna.locator('.document-preview a[href$="download=1"]').getAttribute('href')));
        assert.match(text.headers()['content-disposition'], /^attachment/);
        // On a wide screen the document stands beside what is said of it.
        const [left, right] = await anna.locator('.document-columns > *').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
        assert.ok(right > left + 300);
    });

    it('a new version holds, the old one is still there', async () => {
        await anna.goto(url);
        await anna.getByRole('link', { name: /brev\.txt/ }).click();
        const page = anna.url();
        await anna.getByText('Lägg in en ny version').first().click();
        await anna.setInputFiles('[name=file]', { name: 'brev 2.txt', mimeType: 'text/plain', buffer: Buffer.from('Ett nytt brev.') });
        await send(anna, 'form[action$="/versions"]');
        assert.equal(anna.url(), page);
        assert.match(await anna.locator('h1').innerText(), /brev 2\.txt/);
        await anna.locator('#versions').getByRole('link', { name: /version 1/i }).click();
        assert.match(await anna.locator('main').innerText(), /Det här är en äldre version/);
    });

    it('a mark shuts out who takes no part in the case, and a demand is answered with a ground', async () => {
        await anna.goto(url);
        await anna.getByRole('link', { name: /brev 2\.txt/ }).click();
        const page = anna.url();
        await anna.locator('#secrecy summary').first().click();
        await anna.selectOption('[name=ground]', 'osl_21_1');
        await send(anna, 'form[action$="/secrecy"]');
        assert.match(await anna.locator('#field-reason-error').innerText(), /./);
        assert.equal(await anna.locator('[name=ground]').inputValue(), 'osl_21_1', 'what was chosen stands');
        await anna.fill('[name=reason]', 'Uppgift om sjukdom.');
        await send(anna, 'form[action$="/secrecy"]');
        assert.match(await anna.locator('.page-head').innerText(), /Sekretess, 21 kap\. 1 § OSL/i);
        await anna.locator('#demands summary').click();
        await anna.selectOption('[name=decision]', 'refused');
        await anna.fill('[name=demand_reason]', 'Betydande men för den enskilde.');
        await send(anna, 'form[action$="/demands"]');
        assert.match(await anna.locator('#demands').innerText(), /Inte utlämnad/);
        await bo.goto(page);
        assert.match(await bo.locator('main').innerText(), /får öppnas av ärendets handläggare/);
        assert.doesNotMatch(await bo.locator('main').innerText(), /brev 2\.txt/);
        await bo.goto(url);
        assert.doesNotMatch(await bo.locator('main').innerText(), /brev 2\.txt/);
        await bo.goto(server.url + '/public-records');
        assert.match(await bo.locator('main').innerText(), /Sekretessmarkerad handling/);
        assert.doesNotMatch(await bo.locator('main').innerText(), /brev 2\.txt/);
    });

    it('the pack is downloaded, and its verifier names a file that was changed', async () => {
        await anna.goto(url);
        const [download] = await Promise.all([anna.waitForEvent('download'), anna.getByRole('button', { name: 'Hämta hela akten' }).click()]);
        const zip = join(server.folder, download.suggestedFilename());
        await download.saveAs(zip);
        const folder = join(server.folder, 'akt');
        mkdirSync(folder);
        assert.equal(spawnSync('unzip', ['-q', zip, '-d', folder]).status, 0);
        const check = () => spawnSync('python3', [join(folder, 'verify.py')], { encoding: 'utf8' });
        const sound = check();
        assert.equal(sound.status, 0, sound.stdout + sound.stderr);
        const index = JSON.parse(readFileSync(join(folder, 'index.json')));
        const path = index.documents.find((each) => each.name === 'brev.txt').path;
        writeFileSync(join(folder, path), 'Ett brev!');
        const changed = check();
        assert.equal(changed.status, 1);
        assert.ok(changed.stdout.includes(`${path}: har ändrats`), changed.stdout);
        await anna.goto(url);
        assert.match(await anna.locator('#diary').innerText(), /Ärendeakt framställd/);
        await bo.goto(url);
        assert.equal(await bo.getByRole('button', { name: 'Hämta hela akten' }).count(), 0);
        await anna.goto('file://' + join(folder, 'index.html'));
        assert.match(await anna.locator('h1').innerText(), /RUN 2/);
    });

    it('without an answer of the scanner no file is taken in, and it says so', async () => {
        clamd.close();
        await anna.goto(url);
        const before = await anna.locator('#documents .files > li').count();
        await anna.locator('#documents summary').first().click();
        await anna.setInputFiles('#documents [name=file]', pdf('sent.pdf'));
        await send(anna, '#documents form[enctype]');
        assert.match(await anna.locator('#field-file-error').innerText(), /kunde inte virusprovas just nu/);
        assert.equal(await anna.locator('#documents .files > li').count(), before);
    });
});
