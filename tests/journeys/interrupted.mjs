// What is under way when the session has run out or the database dies: the person is told, nothing is half saved, and
// what was typed is there to be sent again.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
    fill,
    fillSignIn,
    killDatabaseUntil,
    problemsOf,
    signIn,
    startBrowser,
    startServer,
    submit,
    until,
} from './journey.mjs';
import { applications, caseUrl, eventsOf, goTo, openForm, register } from './application.mjs';

let server, browser;

before(async () => {
    server = await startServer();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

const count = (what) => Number(server.sql(`SELECT COUNT(*) FROM ${what}`)[0][0]);

describe('a session that has run out', () => {
    const runOut = () => server.sql('UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR');

    // Signs in again on the page that asks for it.
    async function signInAgain(page, username) {
        assert.match(page.url(), /\/sign-in\?next=/);
        await fillSignIn(page, username);
        assert.match(await page.locator('h1').innerText(), /Det du hade skrivit finns kvar/);
    }

    it('a half-filled application: after sign-in what was typed is shown, sent on, and mended where it is wrong', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        const before = count('aid_case');
        const application = applications.service_grant();
        const typed = {
            ...application.fields,
            description: 'Första raden med å ä ö.\n"Andra" raden & <b>tredje</b>',
            amount_sought: '12,345',
        };
        await openForm(anna, 'service_grant');
        await fill(anna, typed);
        runOut();
        await submit(anna);
        await signInAgain(anna, 'anna.handlaggare');
        const shown = await anna.locator('main').innerText();
        for (const name of ['organisation_name', 'amount_sought', 'measures'])
            assert.ok(shown.includes(typed[name]), name);
        assert.ok(shown.includes('"Andra" raden & <b>tredje</b>'));
        assert.match(shown, /Om du hade valt filer behöver du välja dem på nytt/);
        await submit(anna);
        assert.deepEqual((await problemsOf(anna)).length, 1);
        assert.match(await anna.locator('#field-amount_sought-error').innerText(), /två decimaler/);
        for (const name of ['organisation_name', 'description', 'amount_sought', 'measures', 'received_on']) {
            assert.equal(await anna.locator(`main form.form [name=${name}]`).inputValue(), typed[name], name);
        }
        assert.equal(count('aid_case'), before);
        await fill(anna, { amount_sought: '12 345' });
        await submit(anna);
        assert.match(anna.url(), /\/cases\/RUN-/);
        assert.equal(count('aid_case'), before + 1);
        assert.match(
            await anna.locator('#application').innerText(),
            /Första raden med å ä ö\.\s+"Andra" raden & <b>tredje<\/b>/,
        );
        await anna.context().close();
    });

    it('a note on a case comes to its case; another person does not get to see it', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        const number = await register(anna, 'service_grant');
        await anna.locator('[name=note]').fill('Samtal med sökanden, Åsa Öberg.');
        runOut();
        await anna.locator('#diary form button[type=submit]').click();
        await anna.waitForURL(/\/sign-in\?next=/);
        const resume = decodeURIComponent(new URL(anna.url()).searchParams.get('next'));
        const bo = await signIn(browser, server.url, 'bo.handlaggare');
        assert.equal((await bo.goto(bo.home + resume)).status(), 404);
        await bo.context().close();
        await signInAgain(anna, 'anna.handlaggare');
        await submit(anna);
        await goTo(anna, number);
        assert.match((await eventsOf(anna))[0], /Samtal med sökanden, Åsa Öberg\./);
        await anna.context().close();
    });

    it('a page that was only looked at leads back to itself', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        runOut();
        await anna.goto(anna.home + '/cases?stage=open&q=livs');
        await fillSignIn(anna, 'anna.handlaggare');
        assert.match(anna.url(), /\/cases\?stage=open&q=livs$/);
        await anna.context().close();
    });

    it('who has signed out is given nothing back', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        await openForm(anna, 'service_grant');
        await fill(anna, { organisation_name: 'Hemligt AB' });
        server.sql('UPDATE session SET ended_at = UTC_TIMESTAMP(6) WHERE ended_at IS NULL');
        await submit(anna);
        assert.match(anna.url(), /\/sign-in$/);
        assert.equal(count("parked_form WHERE fields LIKE '%Hemligt AB%'"), 0);
        await anna.context().close();
    });
});

describe('a database that dies', () => {
    const ready = () =>
        until(
            'the server is ready again',
            async () => (await fetch(server.url + '/health/ready')).status === 200,
            30000,
        );

    it('a page and a form are answered 503 in plain words, and the server serves again by itself', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        const before = [count('aid_case'), count('organisation'), count('document')];
        const application = applications.service_grant();
        await openForm(anna, 'service_grant');
        await fill(anna, application.fields);
        let answer;
        await killDatabaseUntil(server, async () => {
            if ((await fetch(server.url + '/health/ready')).status !== 503) return false;
            const page = await fetch(server.url + '/sign-in');
            assert.ok([200, 503].includes(page.status), 'a page without data may be shown');
            [answer] = await Promise.all([
                anna.waitForResponse((each) => each.request().method() === 'POST', { timeout: 20000 }),
                submit(anna),
            ]);
            return true;
        });
        assert.equal(answer.status(), 503);
        assert.match(answer.headers()['content-type'], /^text\/html/);
        const said = await anna.locator('main').innerText();
        assert.match(said, /Systemet kan inte nås just nu/);
        assert.match(said, /Inget har sparats/);
        assert.match(said, /Det du skrev finns kvar på den här sidan/);
        assert.equal(/SQL|mariadb|exception|mysql/i.test(said), false);
        await ready();
        assert.deepEqual(
            [count('aid_case'), count('organisation'), count('document')],
            before,
            'nothing is half saved',
        );
        await anna.locator('main form button[type=submit]').click();
        await anna.waitForURL(/\/cases\/RUN-/);
        assert.equal(count('aid_case'), before[0] + 1);
        assert.match(await anna.locator('main').innerText(), new RegExp(application.fields.organisation_name));
        await anna.context().close();
    });

    it('killed again and again under requests: what was answered is saved once, all else not at all', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        const number = await register(anna, 'service_grant');
        await goTo(anna, number);
        const csrf = await anna.locator('#diary form [name=csrf]').inputValue();
        const answers = new Map();
        let next = 0;
        const writeOne = async () => {
            const text = `Anteckning nummer ${++next}.`;
            const form = { csrf, form_key: `nyckel-${next}`, note: text };
            const answer = await anna.request.post(`${caseUrl(anna, number)}/notes`, {
                form,
                maxRedirects: 0,
                timeout: 60000,
            });
            const unknown = answer.status() === 503 && !/Inget har sparats/.test(await answer.text());
            answers.set(text, { status: answer.status(), unknown });
        };
        // Three people write one note after the other; the database is killed in the midst of it.
        for (let round = 0; round < 3; ++round) {
            const begun = answers.size;
            const lanes = [1, 2, 3].map(async () => {
                for (let i = 0; i < 5; ++i) await writeOne();
            });
            await until('some are answered', () => answers.size >= begun + 4);
            process.kill(await until('there is a database', () => server.databasePid()), 'SIGKILL');
            await Promise.all(lanes);
            await ready();
        }
        await writeOne();
        await goTo(anna, number);
        const diary = await anna.locator('#diary .timeline').innerText();
        const statuses = [...answers.values()].map((answer) => answer.status);
        // Where the database died while it committed, the answer says that it is not known: then once or not at all.
        for (const [text, { status, unknown }] of answers) {
            const times = diary.split(text).length - 1;
            assert.ok([303, 503].includes(status), `${text} was answered ${status}`);
            const right = status === 303 ? times === 1 : unknown ? times <= 1 : times === 0;
            assert.ok(right, `${text} was answered ${status}${unknown ? ', unknown,' : ''} and is there ${times} times`);
        }
        assert.equal(statuses.at(-1), 303, 'it goes on by itself');
        assert.ok(statuses.filter((status) => status === 303).length >= 12, `answers: ${statuses}`);
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out + verified.errors);
        assert.match(verified.out, /all in order/);
        await anna.context().close();
    });
});
