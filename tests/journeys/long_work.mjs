// What takes a while: a table read, looked through and taken in by a job that is followed, also without JavaScript; a job
// that a killed server left is gone on with by the next.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf } from './accessibility.mjs';
import { dataFolder, run, signIn, startBrowser, startServer, until } from './journey.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bygd-table-'));
const heading = 'Org.nr;Företag;Butik;Kommun;Ort;Bensin;Omsättning\r\n';
const good = join(folder, 'butiker.csv');
writeFileSync(good, heading + '556047-3521;Åsens "Livs" é AB;Åsens Livs;Älvdalen;Åsen;ja;1 234 567,50\r\n556047-3522;Fel AB;Fel;Älvdalen;Åsen;;\r\n');

const place = dataFolder();
let server = await startServer({ place });
const browser = await startBrowser();
try {
    // Anna reads a file that is no table, then the right one, and sees what would change.
    const anna = await signIn(browser, server.url, 'anna.handlaggare');
    await anna.goto(server.url + '/imports');
    writeFileSync(join(folder, 'bild.csv'), Buffer.from([0, 1, 2, 3]));
    await anna.setInputFiles('[name=file]', join(folder, 'bild.csv'));
    await anna.click('text=Läs filen');
    assert.match(await anna.textContent('#problems'), /kan inte läsas som tabell/);
    await anna.setInputFiles('[name=file]', good);
    await anna.click('text=Läs filen');
    assert.match(await anna.textContent('h1'), /butiker\.csv/);
    const rows = await anna.locator('table.list tbody tr').allTextContents();
    assert.equal(rows.length, 2);
    assert.match(rows[0], /Åsens Livs, Åsens "Livs" é AB/);
    assert.match(rows[1], /Org\.nr:/);
    assert.deepEqual(await faultsOf(anna, anna.url()), []);
    assert.deepEqual(server.sql("SELECT COUNT(*) FROM organisation WHERE number = '5560473521'"), [['0']]);

    // She chooses columns anew, and takes it in.
    await anna.click('summary:has-text("Vad kolumnerna betyder")');
    await anna.selectOption('[name=column_7]', '');
    await anna.click('text=Visa vad som skulle ändras');
    assert.doesNotMatch(await anna.textContent('table.list'), /1 234 567,50/);
    await anna.click('text=Läs in 1 rader');
    await anna.waitForURL(/\/jobs\/\d+$/);
    await until('the job page says it is done', async () => /Klart/.test(await anna.textContent('[role=status]')));
    assert.deepEqual(await faultsOf(anna, anna.url()), []);
    await anna.click('text=Till det som arbetet gäller');
    assert.match(await anna.textContent('main'), /1 rader är inlästa, 0 rader kunde inte/);
    await anna.click('text=Visa');
    assert.match(await anna.textContent('h1'), /Åsens Livs/);
    await anna.context().close();

    // The same without JavaScript: the page is asked again by a link.
    const plain = await signIn(browser, server.url, 'anna.handlaggare', { javaScriptEnabled: false });
    await plain.goto(server.url + '/cases/file?format=csv&stage=open');
    await plain.click('text=Gör filen');
    await until('the link shows it done', async () => {
        const link = plain.locator('text=Se hur långt det har kommit');
        if (await link.count()) await link.click();
        return /Klart/.test(await plain.textContent('[role=status]'));
    });
    const [file] = await Promise.all([plain.waitForEvent('download'), plain.click('text=Hämta filen')]);
    assert.match(file.suggestedFilename(), /^cases-\d{4}-\d{2}-\d{2}\.csv$/);
    await plain.goto(server.url + '/jobs');
    assert.equal(await plain.locator('table.list tbody tr').count(), 2);
    await plain.context().close();

    // A server that dies in the middle: the next one goes on, and every row is there once.
    const many = join(folder, 'manga.csv');
    let text = heading;
    for (let i = 0; i < 400; ++i) text += `556047-3521;;Butik nr ${i};Älvdalen;Åsen;;\r\n`;
    writeFileSync(many, text);
    const bo = await signIn(browser, server.url, 'anna.handlaggare');
    await bo.goto(server.url + '/jobs');
    assert.deepEqual(await faultsOf(bo, bo.url()), []);
    await bo.goto(server.url + '/imports');
    await bo.setInputFiles('[name=file]', many);
    await bo.click('text=Läs filen');
    await bo.click('text=Läs in 400 rader');
    await bo.waitForURL(/\/jobs\/\d+$/);
    const job = new URL(bo.url()).pathname;
    const applied = () => Number(server.sql("SELECT COUNT(*) FROM import_row WHERE state = 'applied'")[0][0]);
    await until('some rows are in', async () => applied() > 20);
    await server.end('SIGKILL');
    await bo.context().close();
    server = await startServer({ place });
    const before = applied();
    assert.ok(before > 20 && before < 401, `${before} rows were in when the server died`);
    server.sql("UPDATE long_job SET lease_until = UTC_TIMESTAMP(6) WHERE state = 'running'");
    const again = await signIn(browser, server.url, 'anna.handlaggare');
    await again.goto(server.url + job);
    await until('it is done', async () => /Klart/.test(await again.textContent('[role=status]')), 60000);
    assert.deepEqual(server.sql("SELECT COUNT(*), COUNT(DISTINCT name) FROM outlet WHERE name LIKE 'Butik nr %'"), [['400', '400']]);
    assert.match(await again.textContent('.facts'), /Inlästa rader\s*400/);

    // The command line: a dry run leaves nothing, the same file again changes nothing.
    await again.context().close();
    await server.end();
    const more = join(folder, 'fler.csv');
    writeFileSync(more, heading + '556047-3521;;Ännu en;Älvdalen;Åsen;;\r\n556047-3521;;Fel kommun;Atlantis;Åsen;;\r\n');
    const dry = run('import', 'outlets', more, '--dry-run', '--data', place.data);
    assert.equal(dry.code, 1, dry.errors);
    assert.match(dry.out, /row 3: municipality: .*\n1 new, 0 changed, 0 unchanged, 1 wrong: nothing saved, a dry run/);
    const done = run('import', 'outlets', more, '--data', place.data);
    assert.match(done.out, /1 new, 0 changed, 0 unchanged, 1 wrong: 1 rows saved/);
    const same = run('import', 'outlets', good, '--data', place.data);
    assert.match(same.out, /0 new, 0 changed, 1 unchanged, 1 wrong: nothing saved/, 'the column that was left out is remembered');
    assert.equal(run('verify', '--data', place.data).code, 0);
} finally {
    await browser.close();
    await server.end();
    place.remove();
    rmSync(folder, { recursive: true, force: true });
}
