// The case road as people go it in the browser, in all four forms of 2024:1243: from the application to the closed case,
// and the ways that leave it. After each step the state, the newest event of the diary and the money are looked at.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { minor, pdf, signIn, startBrowser, startServer, stateOf, step, submit } from './journey.mjs';
import {
    answerChecklist,
    applications,
    assign,
    caseUrl,
    eventsOf,
    expectAt,
    goTo,
    lookUpAndAsk,
    press,
    propose,
    register,
    write,
} from './application.mjs';

describe('the case road', () => {
    let server, browser, anna, bo, maria, cecilia, eva;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        [anna, bo, maria, cecilia, eva] = await Promise.all(
            ['anna.handlaggare', 'bo.handlaggare', 'maria.programansvarig', 'cecilia.chef', 'eva.ekonom'].map((name) =>
                signIn(browser, server.url, name),
            ),
        );
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const ore = (kronor) => Math.round(kronor * 100);

    const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

    // The case page's own figures, in öre.
    async function moneyOf(page, number) {
        await goTo(page, number);
        const rows = await page
            .locator('.money-panel', { hasText: 'Kvar att betala' })
            .first()
            .locator(':scope > div')
            .evaluateAll((nodes) =>
                nodes.map((node) => [node.querySelector('dt').innerText, node.querySelector('dd').innerText]),
            );
        return Object.fromEntries(rows.map(([name, text]) => [name, minor(text)]));
    }

    // The fund as the ledger has it, in öre.
    function fundOf(name) {
        const [row] =
            server.sql(`SELECT b.allocated_ore, b.reserved_ore, b.granted_ore, b.paid_ore, b.released_ore, b.repaid_ore
            FROM fund_balance b JOIN fund f ON f.id = b.fund_id WHERE f.name = '${name}'`);
        const [allocated, reserved, granted, paid, released, repaid] = row.map(Number);
        return { allocated, reserved, granted, paid, released, repaid };
    }

    const change = (from, to) =>
        Object.fromEntries(
            Object.keys(from)
                .filter((name) => from[name] !== to[name])
                .map((name) => [name, to[name] - from[name]]),
        );

    // From the application to the case that its decider has before her.
    async function toDecision(form, application, proposal) {
        const number = await register(anna, form, application);
        await expectAt(anna, 'Inkommen', 'Ansökan registrerad', 'Anna Åström');
        assert.equal(await anna.locator('#documents .files > li').count(), application.documents.length);
        assert.equal((await moneyOf(anna, number))['Sökt'], ore(application.sought));
        await assign(maria, number, 'Anna Åström', 'Maria Sjödin');
        await answerChecklist(anna, number);
        if (form !== 'home_delivery_grant') await lookUpAndAsk(anna, number, today());
        const before = fundOf(application.fund);
        await propose(anna, number, { fund: application.fund, ...proposal }, 'Anna Åström');
        assert.deepEqual(
            change(before, fundOf(application.fund)),
            proposal.amount ? { reserved: ore(application.sought) } : {},
        );
        await press(anna, number, 'Lämna för beslut', 'Under beslut', 'Anna Åström');
        return number;
    }

    // Decision by another person, letter as PDF, dispatch.
    async function toGranted(number, application, granted) {
        await goTo(anna, number);
        assert.equal(
            await anna.getByRole('button', { name: 'Besluta om bifall' }).count(),
            0,
            'who prepared has no button to decide',
        );
        const before = fundOf(application.fund);
        await press(cecilia, number, 'Besluta om bifall', 'Beslutad – bifall', 'Cecilia Öberg');
        assert.deepEqual(change(before, fundOf(application.fund)), {
            reserved: -ore(application.sought),
            granted: ore(application.sought),
        });
        await letterOf(anna, number);
        await press(anna, number, 'Expediera beslutet', granted, 'Anna Åström');
        assert.equal((await moneyOf(anna, number))['Kvar att betala'], ore(application.sought));
    }

    async function letterOf(page, number) {
        await goTo(page, number);
        const link = page.getByRole('link', { name: 'Öppna beslutsbrevet' });
        const answer = await page.request.get(page.home + (await link.getAttribute('href')));
        assert.equal(answer.headers()['content-type'], 'application/pdf');
        const bytes = await answer.body();
        assert.ok(bytes.subarray(0, 5).equals(Buffer.from('%PDF-')), 'the letter begins with %PDF-');
        assert.ok(bytes.length > 5000, `the letter is ${bytes.length} bytes`);
    }

    // Attest by a third person and the bank's day; what is paid is what is said.
    async function pay(number, application, amount, state) {
        const before = fundOf(application.fund);
        const paidBefore = (await moneyOf(eva, number))['Utbetalt'];
        await write(eva, number, 'Attestera utbetalningen', {}, state, 'Eva Norén', 'Till betalning');
        await write(eva, number, 'Registrera betalning', { reason: 'Betald utanför körning.' }, state, 'Eva Norén', 'Betald');
        assert.deepEqual(change(before, fundOf(application.fund)), { paid: ore(amount) });
        assert.equal((await moneyOf(eva, number))['Utbetalt'], paidBefore + ore(amount));
    }

    // A condition that no payment goes before: it stands in the way of the step, is found in the list, and is settled.
    async function settle(number, condition, step) {
        await goTo(anna, number);
        assert.equal(await anna.getByRole('link', { name: step, exact: true }).count(), 0, 'the step is not open');
        const why = anna.locator('[id^=proceeding-]', { hasText: `Villkoret ”${condition}” ska vara uppfyllt` });
        assert.equal(await why.count(), 1, 'the case says what it waits for');
        await anna.goto(anna.home + '/conditions?kind=permit');
        await anna.locator(`tr:has(a[href$="/${number}"]) .primary a`).click();
        await anna.getByText('Uppfyllt', { exact: true }).click();
        await anna.locator('[name=note]').fill('Bygglovet kom i dag.');
        await submit(anna);
        await anna.waitForURL(/#conditions$/);
        assert.match(await anna.locator('#conditions').innerText(), /Uppfyllt[\s\S]*Bygglovet kom i dag\./);
        assert.match((await eventsOf(anna))[0], /^Villkor antecknat .*Bygglovet kom i dag/);
    }

    async function close(number) {
        await write(anna, number, 'Avsluta ärendet', {}, 'Avslutad', 'Anna Åström');
        assert.equal((await moneyOf(anna, number))['Kvar att betala'], 0);
    }

    it('investment support: two claims with expenditure, one cut, and what is not used goes back', async () => {
        const application = applications.investment_support();
        const number = await toDecision('investment_support', application, {
            outcome: 'approved',
            amount: '100 000',
            conditions: 'Klar 2026-09-30.',
            blocking: 'Visa bygglov.',
        });
        await toGranted(number, application, 'Pågår');
        const row = (n, invoice, amount, invoiceOn = '2026-05-02') => ({
            [`row_${n}_supplier`]: 'Dala Kylteknik Demo AB',
            [`row_${n}_invoice_number`]: invoice,
            [`row_${n}_cost_line`]: 'premises',
            [`row_${n}_invoice_on`]: invoiceOn,
            [`row_${n}_paid_on`]: '2026-05-20',
            [`row_${n}_net`]: amount,
        });
        await write(
            anna,
            number,
            'Registrera ansökan om utbetalning',
            { ...row(1, 'R-1', '60 000,00'), ...row(2, 'R-2', '20 000') },
            'Pågår',
            'Anna Åström',
            'Granskas',
        );
        await settle(number, 'Visa bygglov.', 'Granska och godkänn');
        await write(
            anna,
            number,
            'Granska och godkänn',
            { approved_2: '10 000', reason_2: 'Frakt ersätts inte.' },
            'Pågår',
            'Anna Åström',
            'Till attest',
        );
        await goTo(anna, number);
        assert.match(await anna.locator('#claims').innerText(), /Frakt ersätts inte\./);
        await pay(number, application, 35000, 'Pågår');
        await write(
            anna,
            number,
            'Registrera ansökan om utbetalning',
            { ...row(1, 'R-3', '80 000'), final: true },
            'Pågår',
            'Anna Åström',
            'Granskas',
        );
        await goTo(anna, number);
        assert.equal(await anna.locator('[id^=proceeding-]', { hasText: 'Slutrapporten ska finnas' }).count(), 1);
        await anna.locator('#documents summary').click();
        await anna.setInputFiles('#documents [name=file]', pdf('slutrapport.pdf'));
        await anna.selectOption('#documents [name=kind]', 'final_report');
        await Promise.all([
            anna.waitForResponse((response) => response.request().method() === 'POST'),
            anna.locator('#documents form button[type=submit]').click(),
        ]);
        await anna.waitForLoadState('load');
        await write(anna, number, 'Granska och godkänn', {}, 'Pågår', 'Anna Åström', 'Till attest');
        await pay(number, application, 40000, 'Pågår');
        const before = fundOf(application.fund);
        await close(number);
        assert.deepEqual(change(before, fundOf(application.fund)), { released: ore(25000) });
        assert.equal((await moneyOf(anna, number))['Återfört'], ore(25000));
    });

    for (const [form, name] of [
        ['service_grant', 'service grant'],
        ['operating_support', 'operating support'],
    ]) {
        it(`${name}: paid directly, all of it`, async () => {
            const application = applications[form]();
            const amount = application.fields.amount_sought;
            const number = await toDecision(form, application, {
                outcome: 'approved',
                amount,
                conditions: 'Öppet minst 20 timmar i veckan.',
            });
            await toGranted(number, application, 'Beviljad');
            await press(anna, number, 'Förbered utbetalning', 'Beviljad', 'Anna Åström', 'Till attest');
            await pay(number, application, application.sought, 'Beviljad');
            await close(number);
        });
    }

    it('home delivery: a year in arrears on the real outcome, the rest goes back', async () => {
        const application = applications.home_delivery_grant();
        const number = await toDecision('home_delivery_grant', application, { outcome: 'approved', amount: '90 000' });
        await toGranted(number, application, 'Beviljad');
        await write(
            anna,
            number,
            'Registrera årets utfall',
            { net_cost: '150 000,00', households: '28', occasions: '2 100'.replace(' ', '') },
            'Beviljad',
            'Anna Åström',
            'Granskas',
        );
        await write(anna, number, 'Granska och godkänn', {}, 'Beviljad', 'Anna Åström', 'Till attest');
        await pay(number, application, 75000, 'Beviljad');
        const before = fundOf(application.fund);
        await close(number);
        assert.deepEqual(change(before, fundOf(application.fund)), { released: ore(15000) });
    });

    for (const form of Object.keys(applications)) {
        it(`${form}: rejection, with its letter`, async () => {
            const application = applications[form]();
            const number = await toDecision(form, application, { outcome: 'rejected', amount: null, fund: null });
            await goTo(cecilia, number);
            assert.doesNotMatch(await cecilia.locator('#next').innerText(), /Besluta om bifall/, 'only what is proposed is offered');
            await press(cecilia, number, 'Besluta om avslag', 'Beslutad – avslag', 'Cecilia Öberg');
            await letterOf(anna, number);
            await press(anna, number, 'Expediera beslutet', 'Avslutad', 'Anna Åström');
            assert.equal((await moneyOf(anna, number))['Beviljat'], 0);
        });

        it(`${form}: back to review, then withdrawn; the reservation goes back`, async () => {
            const application = applications[form]();
            const before = fundOf(application.fund);
            const number = await toDecision(form, application, {
                outcome: 'approved',
                amount: application.fields.amount_sought,
                conditions: 'Enligt beslutet.',
            });
            await goTo(cecilia, number);
            await step(cecilia, 'Tillbaka till beredning');
            await submit(cecilia);
            assert.match(
                await cecilia.locator('#problems').innerText(),
                /Skriv en motivering/,
                'without a reason it stays',
            );
            await write(
                cecilia,
                number,
                'Tillbaka till beredning',
                { reason: 'Komplettera skälen med kommunens yttrande.' },
                'Under beredning',
                'Cecilia Öberg',
            );
            assert.match((await eventsOf(cecilia))[0], /Komplettera skälen/);
            assert.deepEqual(change(before, fundOf(application.fund)), {});
            await propose(anna, number, {
                outcome: 'approved',
                amount: application.fields.amount_sought,
                fund: application.fund,
                conditions: 'Enligt beslutet.',
            });
            await write(
                anna,
                number,
                'Återkallad av sökanden',
                { reason: 'Sökanden ringde och drog tillbaka ansökan.' },
                'Avslutad',
                'Anna Åström',
            );
            assert.match((await eventsOf(anna))[1], /Sökanden ringde/);
            assert.deepEqual(change(before, fundOf(application.fund)), {}, 'no money is left behind');
        });
    }

    it('another officer may take the case over before the proposal', async () => {
        const number = await register(anna, 'service_grant');
        await assign(maria, number, 'Anna Åström');
        await goTo(maria, number);
        await step(maria, 'Byt handläggare');
        await maria.locator('[name=officer]').selectOption({ label: 'Bo Lindgren' });
        await submit(maria);
        assert.equal(await stateOf(maria), 'Under beredning');
        assert.match((await eventsOf(maria))[0], /^Byt handläggare .*Bo Lindgren/);
        await answerChecklist(bo, number);
        assert.match(await bo.url(), new RegExp(number));
        assert.equal(await bo.goto(caseUrl(bo, number)).then((r) => r.status()), 200);
    });

    it('every balance, chain and two-person rule is in order at the end', () => {
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out + verified.errors);
        assert.match(verified.out, /all in order/);
    });
});
