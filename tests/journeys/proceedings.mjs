// What runs beside a case, as people go it in the browser: a change while a claim is open, a recovery with set-off and
// repayment, an appeal that is too late and one that goes to court, and a decision by the board with its minutes.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, problemsOf, signIn, startBrowser, startServer, stateOf, step, submit } from './journey.mjs';
import {
    answerChecklist,
    applications,
    assign,
    besideOf,
    declare,
    eventsOf,
    goTo,
    lookUpAndAsk,
    press,
    propose,
    register,
    write,
} from './application.mjs';

const day = (from = 0) =>
    new Date(Date.now() + from * 86400000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

describe('what runs beside a case', () => {
    let server, browser, anna, maria, cecilia, david, eva, kept;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [anna, maria, cecilia, david, eva] = await Promise.all(
            ['anna.handlaggare', 'maria.programansvarig', 'cecilia.chef', 'david.direktor', 'eva.ekonom'].map((name) =>
                signIn(browser, server.url, name),
            ),
        );
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    async function toDecision(form, application, proposal) {
        const number = await register(anna, form, application);
        await assign(maria, number, 'Anna Åström', 'Maria Sjödin');
        await answerChecklist(anna, number);
        await lookUpAndAsk(anna, number, day());
        await propose(anna, number, proposal, 'Anna Åström');
        await press(anna, number, 'Lämna för beslut', 'Under beslut', 'Anna Åström');
        return number;
    }

    async function toOngoing(application) {
        const number = await toDecision('investment_support', application, {
            outcome: 'approved',
            amount: '100 000',
            fund: application.fund,
        });
        await press(cecilia, number, 'Besluta om bifall', 'Beslutad – bifall', 'Cecilia Öberg');
        await press(anna, number, 'Expediera beslutet', 'Pågår', 'Anna Åström');
        return number;
    }

    const claimOf = (invoice, amount) => ({
        row_1_supplier: 'Dala Kylteknik Demo AB',
        row_1_invoice_number: invoice,
        row_1_cost_line: 'premises',
        row_1_invoice_on: '2026-05-02',
        row_1_paid_on: '2026-05-20',
        row_1_net: amount,
    });

    // Sends the form whose address ends so.
    async function send(page, action) {
        await Promise.all([
            page.waitForResponse((response) => response.request().method() === 'POST'),
            page.locator(`form[action$="${action}"] button[type=submit]`).first().click(),
        ]);
        await page.waitForLoadState('load');
    }

    const plain = (text) => text.replace(/\s+/g, ' ').trim();

    // What a panel beside the case says, "debt" of a recovery for example.
    async function known(page, heading, label) {
        const panel = page.locator('[id^=proceeding-]', { hasText: heading }).first();
        return plain(await panel.locator(`dt:text-is("${label}") + dd`).first().innerText());
    }

    const hear = async (number, state) => {
        const asked = { question: 'Vi överväger att kräva tillbaka stödet.', due_on: day(14) };
        await write(anna, number, 'Kommunicera inför beslut', asked, state, 'Anna Åström', 'Kommunicering');
        const answered = { answered_on: day(), answer: 'Mottagaren har inget att invända.' };
        await write(anna, number, 'Avsluta kommuniceringen', answered, state, 'Anna Åström', 'Under beredning');
    };

    it('a change is decided while a claim is open; the claim says what differs and goes on', async () => {
        const application = applications.investment_support();
        const number = await toOngoing(application);
        kept = { number, application };
        await write(anna, number, 'Registrera ansökan om utbetalning', claimOf('Ä-1', '80 000'), 'Pågår', 'Anna Åström', 'Granskas');
        await write(anna, number, 'Granska och godkänn', {}, 'Pågår', 'Anna Åström', 'Till attest');
        const asked = { asked_on: day(), request_text: 'Disken blev billigare än vi trodde.' };
        await write(anna, number, 'Registrera begäran om ändring', asked, 'Pågår', 'Anna Åström');
        await declare(anna, number);
        await step(anna, 'Skriv förslag till beslut');
        await fill(anna, { proposal_outcome: 'approved', amount: '130 000', reasons: 'Underlaget är mindre.' });
        await submit(anna);
        assert.notDeepEqual(await problemsOf(anna), [], 'more than was sought is refused');
        assert.equal(await anna.locator('[name=reasons]').inputValue(), 'Underlaget är mindre.', 'what was typed stays');
        await fill(anna, { amount: '90 000' });
        await submit(anna);
        assert.deepEqual(await problemsOf(anna), []);
        await press(anna, number, 'Lämna för beslut', 'Pågår', 'Anna Åström');
        await press(david, number, 'Besluta om ändringen', 'Pågår', 'David Ekström');
        await press(anna, number, 'Expediera beslutet', 'Pågår', 'Anna Åström');
        const panel = await anna.locator('[id^=proceeding-]', { hasText: 'Utbetalning' }).first().innerText();
        assert.match(plain(panel), /beviljat 100 000 kr blev 90 000 kr/, 'the open claim says what the change has altered');
        await write(anna, number, 'Granska och godkänn', {}, 'Pågår', 'Anna Åström', 'Till attest');
        await write(eva, number, 'Attestera utbetalningen', {}, 'Pågår', 'Eva Norén', 'Till betalning');
    });

    it('a recovery: heard, decided, set off against the next payment, the rest repaid', async () => {
        const { number } = kept;
        await write(eva, number, 'Registrera betalning', { reason: 'Betald utanför körning.' }, 'Pågår', 'Eva Norén');
        const found = { found_on: day(), request_text: 'Disken används i en annan butik.' };
        await write(anna, number, 'Pröva återkrav', found, 'Pågår', 'Anna Åström');
        await hear(number, 'Pågår');
        await declare(anna, number);
        await step(anna, 'Skriv förslag till beslut');
        await fill(anna, { ground: 'wrong_information', amount: '40 000,01', reasons: 'Stödet har använts till annat.' });
        await submit(anna);
        assert.match(plain((await problemsOf(anna)).join()), /40 000/, 'no more than was paid');
        await fill(anna, { amount: '10 000' });
        await submit(anna);
        await press(anna, number, 'Lämna för beslut', 'Pågår', 'Anna Åström');
        await press(david, number, 'Besluta om återkrav', 'Pågår', 'David Ekström');
        await press(anna, number, 'Expediera beslutet', 'Pågår', 'Anna Åström', 'Fordran');
        assert.equal(await known(anna, 'Återkrav', 'Kvar av kravet'), '10 000 kr');

        await write(anna, number, 'Registrera ansökan om utbetalning', claimOf('Ä-2', '20 000'), 'Pågår', 'Anna Åström');
        await write(anna, number, 'Granska och godkänn', {}, 'Pågår', 'Anna Åström');
        await declare(eva, number);
        await step(eva, 'Attestera utbetalningen');
        const field = eva.locator('[name^=set_off_]');
        await field.fill('10 000,01');
        await submit(eva);
        assert.match(plain((await problemsOf(eva)).join()), /10 000/, 'no more than the debt');
        assert.equal(await field.inputValue(), '10 000,01');
        await field.fill('6 000');
        await submit(eva);
        assert.equal(await stateOf(eva), 'Pågår');
        await eva.goto(eva.home + '/payouts?stage=to_pay');
        assert.match(plain(await eva.locator('tr', { hasText: number.replace(/-(\d+)-/, ' $1/') }).innerText()), /till mottagaren 4 000 kr/);
        await write(eva, number, 'Registrera betalning', { reason: 'Betald utanför körning.' }, 'Pågår', 'Eva Norén');
        assert.equal(await known(eva, 'Återkrav', 'Kvar av kravet'), '4 000 kr');
        assert.match((await eventsOf(eva)).slice(0, 2).join(), /Återkrav avräknat mot utbetalning/);

        await write(eva, number, 'Registrera återbetalning', { amount: '4 000', booked_on: day() }, 'Pågår', 'Eva Norén');
        await press(eva, number, 'Avsluta fordran', 'Pågår', 'Eva Norén');
        assert.equal(await known(eva, 'Återkrav', 'Kvar av kravet'), '0 kr');
    });

    it('an appeal: too late it is dismissed, in time it goes to court and comes back judged', async () => {
        const application = applications.service_grant();
        const number = await toDecision('service_grant', application, { outcome: 'rejected', amount: null, fund: null });
        await press(cecilia, number, 'Besluta om avslag', 'Beslutad – avslag', 'Cecilia Öberg');
        await press(anna, number, 'Expediera beslutet', 'Avslutad', 'Anna Åström');
        const appeal = { received_on: day(), appellant: 'Resans Handel AB', request_text: 'Vi yrkar att stödet beviljas.' };
        await declare(anna, number);
        await step(anna, 'Registrera överklagande');
        const chosen = anna.locator('[name=decision]');
        if ((await chosen.inputValue()) === '') await chosen.selectOption({ index: 1 });
        await fill(anna, appeal);
        await submit(anna);
        assert.equal(await besideOf(anna), 'Överklagande inkommet');
        await step(anna, 'Överklagat i rätt tid');
        await fill(anna, { delivered_on: day(-40) });
        await submit(anna);
        assert.notDeepEqual(await problemsOf(anna), [], 'forty days after the delivery is too late');
        await fill(anna, { delivered_on: day() });
        await submit(anna);
        assert.equal(await besideOf(anna), 'I rätt tid');
        const sent = { court: 'Förvaltningsrätten i Falun', sent_on: day() };
        await write(anna, number, 'Överlämna till domstolen', sent, 'Avslutad', 'Anna Åström', 'Hos domstolen');
        const judged = { judgment: 'upheld', judged_on: day(), court_number: '1234-26', request_text: 'Rätten avslår överklagandet.' };
        await write(anna, number, 'Registrera dom', judged, 'Avslutad', 'Anna Åström', 'Avgjort av domstol');
        assert.match((await eventsOf(anna))[0], /mål 1234-26/);
    });

    it('the board decides: agenda, minutes, and the list of decisions by delegation', async () => {
        const application = applications.operating_support();
        const number = await toDecision('operating_support', application, {
            outcome: 'approved',
            amount: application.fields.amount_sought,
            fund: application.fund,
        });
        await maria.goto(maria.home + '/board');
        await fill(maria, { name: 'Utvecklingsnämnden', held_on: day() });
        await submit(maria);
        const meeting = maria.url();
        assert.match(meeting, /\/board\/\d+/);
        const add = maria.locator('form[action$="/items"]');
        await add.locator('[name=diary_number]').fill('RUN 2026/9999');
        await send(maria, '/items');
        assert.notDeepEqual(await problemsOf(maria), [], 'no such case');
        await add.locator('[name=diary_number]').fill(number.replace(/-(\d+)-/, ' $1/'));
        await send(maria, '/items');
        assert.equal(await maria.locator('#agenda tbody tr').count(), 1);
        await goTo(cecilia, number);
        assert.doesNotMatch(await cecilia.locator('#next').innerText(), /^Besluta om bifall$/m, 'what is on the agenda is the board’s');

        await send(maria, '/close');
        await send(maria, '/hold');
        await maria.getByRole('link', { name: 'Registrera beslut' }).click();
        await maria.locator('form[action$="/decision"] [name=paragraph]').fill('14');
        await maria.locator('form[action$="/decision"] [name=no_conflict]').check();
        await send(maria, '/decision');
        assert.deepEqual(await problemsOf(maria), []);
        await goTo(anna, number);
        assert.equal(await stateOf(anna), 'Beslutad – bifall');
        assert.match((await eventsOf(anna)).slice(0, 2).join(), /Utvecklingsnämnden/);

        await maria.goto(meeting);
        await fill(maria, { minutes: 'RUN 2026/777', report_paragraph: '15' });
        await send(maria, '/confirm');
        assert.deepEqual(await problemsOf(maria), []);
        const reported = await maria.locator('#reported').innerText();
        assert.match(reported, /§ 15/);
        assert.match(reported, /Cecilia Öberg/, 'what was decided by delegation is told to the board (KL 6:40)');
        assert.doesNotMatch(reported, new RegExp(number.replace(/-(\d+)-/, ' $1/')), 'its own decision is not');
    });

    it('every balance, chain and two-person rule is in order at the end', () => {
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out + verified.errors);
        assert.match(verified.out, /all in order/);
    });
});
