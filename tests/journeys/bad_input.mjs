// What people type and send by mistake or by ill will, met in the browser: a message at the field, a summary that leads
// there, everything typed kept, and nothing saved until it is right.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, minor, problemsOf, signIn, startBrowser, startServer, submit } from './journey.mjs';
import {
    applications,
    bankgiro,
    nextNumber,
    openForm,
    organisationNumber,
    plusgiro,
    register,
    withCheckDigit,
} from './application.mjs';

// The same number with another last digit.
const spoiled = (number) => number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10);

describe('bad input', () => {
    let server, browser, anna;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        anna = await signIn(browser, server.url, 'anna.handlaggare');
    });
    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const cases = () => Number(server.sql('SELECT COUNT(*) FROM aid_case')[0][0]);

    // A form filled in well; then one field after the other is written wrong.
    async function filledForm(form) {
        const application = applications[form]();
        await openForm(anna, form);
        await fill(anna, application.fields);
        return application.fields;
    }

    // Sends the form with these fields wrong: each has its message and its link, what was typed stands there still, and
    // no case has come of it. Gives what the messages say.
    async function refused(wrong) {
        const before = cases();
        await fill(anna, wrong);
        const [answer] = await Promise.all([
            anna.waitForResponse((each) => each.request().method() === 'POST'),
            submit(anna),
        ]);
        assert.equal(answer.status(), 422);
        assert.equal(cases(), before);
        const said = {};
        for (const [name, value] of Object.entries(wrong)) {
            said[name] = await anna.locator(`#field-${name}-error`).innerText();
            const field = anna.locator(`#field-${name}`);
            assert.equal(await field.inputValue(), value, 'what was typed stands there');
            assert.equal(await field.getAttribute('aria-invalid'), 'true');
            assert.match(await field.getAttribute('aria-describedby'), new RegExp(`field-${name}-error`));
            await anna.locator(`#problems a[href="#field-${name}"]`).first().click();
            assert.equal(
                await field.evaluate((node) => node === document.activeElement),
                true,
                'the summary leads there',
            );
        }
        assert.equal((await problemsOf(anna)).length, Object.keys(wrong).length, 'nothing else is wrong');
        return said;
    }

    async function expectTyped(typed) {
        for (const [name, value] of Object.entries(typed)) {
            const field = anna.locator(`main form[method=post] [name="${name}"]`);
            const kind = await field.first().evaluate((node) => node.type);
            if (kind === 'checkbox') assert.equal(await field.isChecked(), value, name);
            else if (kind === 'radio')
                assert.ok(await anna.locator(`[name="${name}"][value="${value}"]`).isChecked(), name);
            else assert.equal(await field.inputValue(), value, `what was typed in ${name} stands there`);
        }
    }

    // "Sökt" on the case page, as it is written there.
    const sought = () => anna.locator('.money-panel > div', { hasText: 'Sökt' }).first().locator('dd').innerText();

    async function accepted(form, right) {
        const application = applications[form]();
        Object.assign(application.fields, right);
        return register(anna, form, application);
    }

    describe('numbers with a check digit', () => {
        it('organisation number, bankgiro and plusgiro: each says at its field that the check digit is wrong', async () => {
            const typed = await filledForm('operating_support');
            const wrong = {
                organisation_number: spoiled(organisationNumber(nextNumber())),
                payee_number: spoiled(bankgiro('101')),
            };
            const said = await refused(wrong);
            assert.match(said.organisation_number, /^Organisationsnumret stämmer inte: kontrollsiffran är fel/);
            assert.match(said.payee_number, /^Bankgironumret stämmer inte: kontrollsiffran är fel/);
            await expectTyped({ ...typed, ...wrong });
            await fill(anna, { organisation_number: typed.organisation_number, payee_kind: 'plusgiro' });
            const other = await refused({ payee_number: spoiled(plusgiro('101')) });
            assert.match(other.payee_number, /^Plusgironumret stämmer inte: kontrollsiffran är fel/);
        });

        for (const [what, number, said] of [
            ['nine digits', '559901001', /tio siffror/],
            ['letters', '55990I-0019', /tio siffror/],
            ['a day that is none', withCheckDigit('640230323'), /datum som finns/],
            ['nothing', '', /Ange organisationsnumret/],
        ]) {
            it(`organisation number: ${what}`, async () => {
                await fill(anna, { payee_kind: 'bankgiro', payee_number: bankgiro('101') });
                assert.match((await refused({ organisation_number: number })).organisation_number, said);
            });
        }
    });

    describe('amounts', () => {
        before(() => filledForm('service_grant'));

        for (const [text, said] of [
            ['12,345', /två decimaler/],
            ['-1', /negativ/],
            ['1e9', /Ange (ett )?belopp/],
            ['1.250,50', /Ange (ett )?belopp/],
            ['ett tusen', /Ange (ett )?belopp/],
            ['0', /noll/],
            ['100 000 000 000', /för stort/],
            ['999999999999999999999', /för stort/],
        ]) {
            it(`"${text}" is refused at the field`, async () => {
                assert.match((await refused({ amount_sought: text })).amount_sought, said);
            });
        }

        it('"1 250,5" is 1 250,50 kr', async () => {
            await accepted('service_grant', { amount_sought: '1 250,5' });
            const shown = await sought();
            assert.equal(minor(shown), 125050);
            assert.equal(shown.replace(/\s/g, ' '), '1 250,50 kr');
        });

        it('"99 999 999 999,99" is the largest amount of limits.hpp, and kept to the öre', async () => {
            await accepted('service_grant', { amount_sought: '99 999 999 999,99' });
            assert.equal(minor(await sought()), 9999999999999);
        });
    });

    describe('dates', () => {
        before(() => filledForm('service_grant'));

        for (const day of ['2026-02-30', '2025-02-29', '2100-02-29', '2026-13-01', '2026-00-10']) {
            it(`${day} is no day`, async () => {
                assert.match((await refused({ received_on: day })).received_on, /finns inte i kalendern/);
            });
        }
        for (const day of ['20260301', '1 mars 2026', '26-03-01', '']) {
            it(`"${day}" is not written as a day`, async () => {
                assert.match((await refused({ received_on: day })).received_on, /åååå-mm-dd|Ange ett datum/);
            });
        }
        it('a day to come is no day of receipt', async () => {
            assert.match((await refused({ received_on: '2099-01-01' })).received_on, /efter i dag/);
        });
        it('2024-02-29 is a day', async () => {
            await accepted('investment_support', {
                received_on: '2024-02-29',
                start_on: '2028-02-29',
                end_on: '2028-03-31',
            });
            assert.match(await anna.locator('main').innerText(), /Inkom\s+2024-02-29/);
            assert.match(await anna.locator('#application').innerText(), /2028-02-29/);
        });
    });

    describe('names', () => {
        const odd = {
            organisation_name: `Åäö é "Citat" 'Enkel' <script>window.hit=1</script> & Söner AB`,
            outlet_name: '=1+1 <img src=x onerror=window.hit=1>',
            place: `@SUM(A1) "Öst"`,
            contact_name: '+46 <b>Öberg</b>',
            description: '=HYPERLINK("http://x")\n</textarea><script>window.hit=1</script> – en åtgärd',
        };

        it('stand as they were typed, everywhere they are shown, and run nowhere', async () => {
            const number = await accepted('service_grant', odd);
            const told = [];
            anna.on('dialog', (dialog) => told.push(dialog.message()));
            anna.on('pageerror', (error) => told.push(error.message));
            const text = async () => (await anna.locator('main').innerText()).replace(/\s+/g, ' ');
            const shows = async (where, ...values) => {
                for (const value of values)
                    assert.ok((await text()).includes(value.replace(/\s+/g, ' ')), `${where}: ${value}`);
                assert.equal(await anna.evaluate(() => window.hit), undefined, where);
                assert.equal(await anna.locator('main script, main img').count(), 0, where);
            };
            const page = `${anna.home}/cases/${number}`;
            const diaryNumber = (await anna.locator('.page-head .lead').innerText()).split(' · ')[0];
            await shows('case page', odd.organisation_name, `${odd.outlet_name}, ${odd.place}`, odd.description);
            assert.ok((await anna.title()).includes('=1+1 <img'), 'the title of the page');
            await anna.goto(page + '/actions/assign');
            await shows('a step', odd.outlet_name);
            for (const query of ['=1+1', '<script>', `"Citat"`, 'åäö É', diaryNumber]) {
                await anna.goto(`${anna.home}/cases?q=${encodeURIComponent(query)}`);
                await shows(`queue, search for ${query}`, odd.organisation_name, odd.outlet_name, diaryNumber);
                assert.equal(await anna.locator('main [name=q]').inputValue(), query);
            }
            const organisation = await anna
                .goto(page)
                .then(() =>
                    anna.locator('a[href^="/providers/organisations/"]', { hasText: 'Åäö é' }).getAttribute('href'),
                );
            await anna.goto(anna.home + organisation);
            await shows('organisation', odd.organisation_name, odd.outlet_name, odd.contact_name);
            await anna.goto(
                `${anna.home}/cases/new/service_grant?organisation_number=${
                    server.sql(
                        `SELECT o.number FROM organisation o JOIN aid_case c ON c.organisation_id = o.id WHERE c.diary_number = '${diaryNumber}'`,
                    )[0][0]
                }`,
            );
            assert.equal(await anna.locator('[name=organisation_name]').inputValue(), odd.organisation_name);
            assert.deepEqual(told, []);
        });

        it('a note with markup is text', async () => {
            await accepted('service_grant', {});
            const note = `<script>window.hit=1</script> "é" 'ö' & =1+1\nandra raden`;
            await anna.locator('[name=note]').fill(note);
            await anna.locator('#diary form button[type=submit]').click();
            await anna.waitForLoadState('load');
            assert.equal((await anna.locator('#diary .said').first().innerText()).trim(), note);
            assert.equal(await anna.evaluate(() => window.hit), undefined);
        });

        it('a name longer than fits is told at the field, and not cut', async () => {
            await filledForm('service_grant');
            const long = await refused({ organisation_name: 'å'.repeat(201) });
            assert.match(long.organisation_name, /Högst 200 tecken/i);
        });
    });

    describe('another county, missing documents', () => {
        it("an application for another county's kommun is sent there", async () => {
            await openForm(anna, 'service_grant');
            const offered = await anna
                .locator('[name=municipality] option')
                .evaluateAll((all) => all.map((one) => one.value));
            assert.equal(offered.length, 16, 'the fifteen kommuner of the county, and none chosen');
            // Who sends another one all the same is told where to.
            const before = cases();
            const application = applications.service_grant();
            const { municipality, ...rest } = application.fields;
            assert.equal(municipality, '2062');
            await fill(anna, rest);
            await anna.locator('[name=municipality]').evaluate((node) => {
                node.add(new Option('Uppsala', '0380'));
                node.value = '0380';
            });
            await submit(anna);
            assert.match(
                await anna.locator('#field-municipality-error').innerText(),
                /Uppsala ligger i ett annat län\. .*\(23 §\)/,
            );
            assert.equal(
                await anna.locator('[name=municipality]').inputValue(),
                '0380',
                'what was chosen stands there',
            );
            assert.equal(cases(), before);
        });

        it('a missing required document: the step says which, and leads to where it is added', async () => {
            const application = applications.service_grant();
            application.documents = ['signed_application'];
            const number = await register(anna, 'service_grant', application);
            const missing = (await anna.locator('#documents .note').allInnerTexts()).join('\n');
            assert.match(missing, /Årsredovisning/);
            assert.match(missing, /Handlingsplan/);
            const maria = await signIn(browser, server.url, 'maria.programansvarig');
            await maria.goto(`${maria.home}/cases/${number}/actions/assign`);
            await maria.locator('[name=officer]').selectOption({ label: 'Anna Åström' });
            await submit(maria);
            await maria.context().close();
            await anna.goto(`${anna.home}/cases/${number}`);
            const blocked = anna.locator('#next .blocked li', { hasText: 'Årsredovisning' }).first();
            assert.match(await blocked.innerText(), /Handlingen ”Årsredovisning.*” saknas/);
            await blocked.locator('a').click();
            assert.match(anna.url(), /#documents$/);
            assert.ok(await anna.locator('#documents').isVisible());
        });
    });

    describe("another role's address", () => {
        it('is not there: 404, for pages as for forms, and the same as an address that never was', async () => {
            const number = server.sql('SELECT diary_number FROM aid_case LIMIT 1')[0][0];
            const admin = await signIn(browser, server.url, 'admin');
            for (const path of [
                '/cases',
                `/cases/${number}`,
                '/cases/new/service_grant',
                `/cases/${number}/actions/assign`,
            ]) {
                const answer = await admin.goto(admin.home + path);
                assert.equal(answer.status(), 404, path);
                assert.match(await admin.locator('main').innerText(), /finns inte/);
                assert.equal((await admin.content()).includes(number + ' '), false);
            }
            await admin.context().close();
            for (const path of ['/admin/users', '/admin/users/1', '/nowhere']) {
                const answer = await anna.goto(anna.home + path);
                assert.equal(answer.status(), 404, path);
                assert.match(await anna.locator('main').innerText(), /finns inte/);
            }
            for (const each of ['/admin/users', '/cases/UNKNOWN-2026-0001/notes', '/cases/UNKNOWN-2026-0001/actions']) {
                await anna.goto(anna.home + '/account');
                const csrf = await anna.locator('[name=csrf]').first().inputValue();
                const answer = await anna.request.post(anna.home + each, {
                    form: { csrf, form_key: 'k' + Date.now(), note: 'x' },
                });
                assert.equal(answer.status(), 404, each);
            }
        });
    });

    it('every balance, chain and two-person rule is in order after all this', () => {
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out + verified.errors);
    });
});
