// Finance's road from attested payments to the bank and back: one person makes a run, another releases it, the file is fetched once, the
// bank's answer books the payment, and what the bank says that nobody can match is set aside by a person.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fill, problemsOf, signIn, startBrowser, startServer, submit } from './journey.mjs';

describe('payment runs', () => {
    let server, browser, eva, fredrik, rolf, maria, anna;
    let run, file;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [eva, fredrik, rolf, maria, anna] = await Promise.all(
            ['eva.ekonom', 'fredrik.ekonom', 'rolf.revisor', 'maria.programansvarig', 'anna.handlaggare'].map((name) =>
                signIn(browser, server.url, name),
            ),
        );
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const press = async (page, name) => {
        await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);
    };
    const stage = (page) => page.locator('.page-head .status').innerText();
    const nextWorkingDay = () => {
        const day = new Date(Date.now() + 24 * 3600 * 1000);
        while ([0, 6].includes(day.getDay())) day.setDate(day.getDate() + 1);
        return day.toISOString().slice(0, 10);
    };

    it('are found from the payouts, and one of the demo is answered', async () => {
        await eva.goto(eva.home + '/payouts');
        await eva.getByRole('link', { name: 'Betalningskörningar' }).click();
        await eva.waitForURL('**/payouts/runs');
        const rows = await eva.locator('table.list tbody tr').allInnerTexts();
        assert.equal(rows.length, 2);
        assert.match(rows[0], /Väntar på frisläppning/);
        assert.match(rows[1], /Besvarad/);
    });

    it('are made of what can be paid, on a day banks are open', async () => {
        await eva.getByRole('link', { name: 'Ny körning' }).click();
        await eva.waitForURL('**/payouts/runs/new');
        await fill(eva, { pay_on: '2026-12-06' });
        await press(eva, 'Skapa körningen');
        assert.match((await problemsOf(eva)).join(' '), /Betalningsdag.*Bankerna har stängt/s);
        await fill(eva, { pay_on: nextWorkingDay() });
        await press(eva, 'Skapa körningen');
        run = eva.url().match(/runs\/(K\d{4}-\d{6})/)[1];
        assert.equal(await stage(eva), 'Väntar på frisläppning');
        assert.equal(await eva.getByRole('button', { name: 'Frisläpp körningen' }).count(), 0, 'who made it does not release it');
    });

    it('hold their payments against a mark by hand', async () => {
        await eva.goto(eva.home + '/payouts/runs/' + run);
        await eva.locator('table.list tbody a').first().click();
        await eva.waitForURL('**/cases/**');
        await eva.getByRole('link', { name: 'Registrera betalning' }).first().click();
        await fill(eva, { reason: 'Banken har sagt det i telefon.' });
        await submit(eva);
        assert.match((await problemsOf(eva)).join(' '), new RegExp(`ligger i körningen ${run}`));
    });

    it('are released by another, fetched once, and read by the auditor', async () => {
        await fredrik.goto(fredrik.home + '/payouts/runs/' + run);
        await press(fredrik, 'Frisläpp körningen');
        assert.equal(await stage(fredrik), 'Fil att skicka');
        await eva.goto(eva.home + '/payouts/runs/' + run);
        const [download] = await Promise.all([
            fredrik.waitForEvent('download'),
            fredrik.getByRole('button', { name: 'Hämta filen för att skicka den' }).click(),
        ]);
        assert.equal(download.suggestedFilename(), run + '.xml');
        file = readFileSync(await download.path(), 'utf8');
        assert.match(file, new RegExp(`<MsgId>${run}</MsgId>`));
        await press(eva, 'Hämta filen för att skicka den');
        assert.match((await problemsOf(eva)).join(' '), /hämtades av Fredrik Wiklund/);
        assert.equal(await stage(eva), 'Hos banken');
        assert.equal((await eva.request.get(`${eva.home}/payouts/runs/${run}/file`)).status(), 403);
        assert.equal((await maria.request.get(`${maria.home}/payouts/runs/${run}`)).status(), 200);
        assert.equal((await maria.request.get(`${maria.home}/payouts/runs/${run}/file`)).status(), 403);
        assert.equal((await anna.request.get(`${anna.home}/payouts/runs`)).status(), 404);
        assert.equal(await (await rolf.request.get(`${rolf.home}/payouts/runs/${run}/file`)).text(), file);
        await rolf.goto(rolf.home + '/payouts/runs/' + run);
        assert.match(await rolf.locator('main').innerText(), /Filen lästes för granskning[^]*Rolf Hedlund/);
    });

    const answerOf = (entries) =>
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>' +
        '<GrpHdr><MsgId>J1</MsgId><CreDtTm>2026-11-24T15:00:00</CreDtTm></GrpHdr><Ntfctn><Id>1</Id><Acct><Id>' +
        `<IBAN>SE4550000000058398257466</IBAN></Id></Acct>${entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
    const entry = (id, amount, reference) =>
        `<Ntry><Amt Ccy="SEK">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${new Date().toISOString().slice(0, 10)}` +
        `</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef><BkTxCd/><NtryDtls><TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`;
    const upload = async (page, name, text, button) => {
        await page.setInputFiles('input[name=file]', { name, mimeType: 'application/xml', buffer: Buffer.from(text) });
        await press(page, button);
        return page.locator('[role=status]').innerText();
    };

    it('are settled by what the bank answers, once', async () => {
        const payments = [...file.matchAll(/<EndToEndId>([^<]+)<[^]*?<InstdAmt[^>]*>([^<]+)</g)];
        const many = payments.length;
        const booked = payments.map(([, id, amount]) => entry(id, amount, 'J-' + id)).join('');
        const text = answerOf(booked + entry('U1999-000001', '12.00', 'J-2'));
        await eva.goto(eva.home + '/payouts/bank-answers');
        assert.match(await upload(eva, 'a.xml', text, 'Prova först'), new RegExp(`inget är sparat: ${many} betalda, 0 avvisade, 0 återbetalda, 1 att titta på`));
        assert.match(await upload(eva, 'a.xml', text, 'Läs in'), new RegExp(`${many} betalda, 0 avvisade, 0 återbetalda, 1 att titta på, 0 noterade, 0 redan kända`));
        assert.match(await upload(eva, 'b.xml', text, 'Läs in'), new RegExp(`0 betalda, 0 avvisade, 0 återbetalda, 0 att titta på, 0 noterade, ${many + 1} redan kända`));
        await eva.goto(eva.home + '/payouts/runs/' + run);
        assert.equal(await stage(eva), 'Besvarad');
    });

    it('leave what cannot be matched to a person', async () => {
        await eva.goto(eva.home + '/payouts/bank-answers');
        await eva.locator('table.list tbody a').first().click();
        await eva.waitForURL(/bank-answers\/\d+/);
        await fill(eva, { payment: 'U1999-000001' });
        await press(eva, 'Para ihop');
        assert.match((await problemsOf(eva)).join(' '), /finns inte här/);
        await fill(eva, { reason: 'Gäller en annan förvaltning.' });
        await press(eva, 'Lägg åt sidan');
        assert.match(await eva.locator('main').innerText(), /lagd åt sidan|lagt åt sidan/i);
        await eva.goto(eva.home + '/payouts/bank-answers?state=set_aside');
        assert.match(await eva.locator('table.list tbody').innerText(), /Gäller en annan förvaltning/);
    });

    it('are all in order', () => {
        const said = server.verify();
        assert.equal(said.code, 0, said.out + said.errors);
    });
});
