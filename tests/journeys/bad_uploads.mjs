// Uploads, fields and bodies that are too many, too large or not what they say they are: refused where they were chosen,
// with all that was typed kept, while others are served.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fill, largePdf, pause, signIn, startBrowser, startServer, submit } from './journey.mjs';
import { applications, attach, openForm, register } from './application.mjs';

describe('what is too much', () => {
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

    it('101 fields are well, 1001 are refused', async () => {
        const application = applications.investment_support();
        await openForm(anna, 'investment_support');
        await fill(anna, application.fields);
        await attach(anna, application.documents);
        await anna.evaluate((rows) => {
            const form = document.querySelector('main form.form');
            for (let row = 2; row <= rows; ++row) {
                for (const [part, value] of [
                    ['line', 'premises'],
                    ['description', `Rad ${row}`],
                    ['amount', '100'],
                ]) {
                    const name = `cost_${row}_${part}`;
                    document.getElementsByName(name).forEach((one) => one.remove());
                    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
                }
            }
        }, 40);
        const fields = await anna.evaluate(
            () => [...new FormData(document.querySelector('main form.form')).keys()].length,
        );
        assert.ok(fields > 101, `${fields} fields`);
        await submit(anna);
        assert.match(anna.url(), /\/cases\/RUN-/);
        assert.match(await anna.locator('#application').textContent(), /Rad 40/);
        await openForm(anna, 'service_grant');
        await fill(anna, { organisation_name: 'Många fält AB' });
        await anna.evaluate(() => {
            const form = document.querySelector('main form.form');
            for (let i = 0; i < 1001; ++i) {
                form.append(
                    Object.assign(document.createElement('input'), { type: 'hidden', name: `x${i}`, value: '1' }),
                );
            }
        });
        const [answer] = await Promise.all([
            anna.waitForResponse((each) => each.request().method() === 'POST'),
            submit(anna),
        ]);
        assert.equal(answer.status(), 413);
        assert.match(await anna.locator('main').innerText(), /för många fält\. Högst 1000/);
    });

    it('a file of 21 MB is refused at its field, and what was typed stands', async () => {
        const before = cases();
        const application = applications.service_grant();
        await openForm(anna, 'service_grant');
        await fill(anna, application.fields);
        await anna.setInputFiles('[name=action_plan]', largePdf(server, 21));
        await submit(anna);
        assert.match(await anna.locator('#field-action_plan-error').innerText(), /för stor\. Högst 20 MB/);
        assert.equal(await anna.locator('[name=organisation_name]').inputValue(), application.fields.organisation_name);
        assert.match(await anna.locator('main').innerText(), /Välj filerna igen|filer.* igen/i);
        assert.equal(cases(), before);
    });

    it('an upload of 30 MB is answered with a page that says so, and going back brings the form as it was typed', async () => {
        const application = applications.service_grant();
        await openForm(anna, 'service_grant');
        await fill(anna, application.fields);
        await anna.setInputFiles('[name=action_plan]', largePdf(server, 30));
        const [answer] = await Promise.all([
            anna.waitForResponse((each) => each.request().method() === 'POST'),
            submit(anna),
        ]);
        assert.equal(answer.status(), 413);
        assert.match(await anna.locator('main').innerText(), /för stort: högst 25 MB på en gång/);
        await anna.goBack();
        assert.equal(await anna.locator('[name=organisation_name]').inputValue(), application.fields.organisation_name);
    });

    it('an .exe named .pdf, a page named .pdf, and a .pdf that is empty, are refused at the field', async () => {
        const files = {
            signed_application: {
                name: 'ansokan.pdf',
                mimeType: 'application/pdf',
                buffer: Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00'),
            },
            annual_accounts: {
                name: 'bokslut.pdf',
                mimeType: 'application/pdf',
                buffer: Buffer.from('<html><script>1</script></html>'),
            },
            action_plan: { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
        };
        const application = applications.service_grant();
        await openForm(anna, 'service_grant');
        await fill(anna, application.fields);
        for (const [name, file] of Object.entries(files)) await anna.setInputFiles(`[name=${name}]`, file);
        const before = cases();
        await submit(anna);
        assert.match(await anna.locator('#field-signed_application-error').innerText(), /Filtypen tas inte emot/);
        assert.match(await anna.locator('#field-annual_accounts-error').innerText(), /Filtypen tas inte emot/);
        assert.match(await anna.locator('#field-action_plan-error').innerText(), /Filen är tom/);
        assert.equal(await anna.locator('[name=description]').inputValue(), application.fields.description);
        assert.equal(cases(), before);
    });

    it('a document added to a case: the refusal stands at its field, in the open form', async () => {
        await register(anna, 'service_grant');
        const before = await anna.locator('#documents .files > li').count();
        await anna.locator('#documents summary').click();
        await anna.setInputFiles('[name=file]', {
            name: 'yttrande.pdf',
            mimeType: 'application/pdf',
            buffer: Buffer.from('MZ\x90\x00'),
        });
        await anna.selectOption('[name=kind]', 'opinion');
        await anna.selectOption('[name=direction]', 'out');
        await anna.locator('#documents form button[type=submit]').click();
        await anna.waitForLoadState('load');
        assert.match(await anna.locator('#field-file-error').innerText(), /Filtypen tas inte emot/);
        assert.ok(await anna.locator('[name=file]').isVisible());
        assert.equal(await anna.locator('[name=kind]').inputValue(), 'opinion');
        assert.equal(await anna.locator('[name=direction]').inputValue(), 'out');
        assert.equal(await anna.locator('#documents .files > li').count(), before);
    });

    it('a body that never ends is cut off at its limit or its deadline, and others are served meanwhile', async () => {
        const sent = (head, piece, every) =>
            new Promise((resolve) => {
                const begun = Date.now();
                let answer = '';
                let timer;
                const socket = connect(server.port, '127.0.0.1', () => {
                    socket.write(head);
                    timer = setInterval(() => socket.writable && socket.write(piece), every);
                });
                socket.on('data', (data) => (answer += data));
                socket.on('error', () => {});
                socket.on('close', () => {
                    clearInterval(timer);
                    resolve({ answer, seconds: (Date.now() - begun) / 1000 });
                });
            });
        const head = (length) => `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${length}\r\n\r\n`;
        const chunk = `10000\r\n${'x'.repeat(65536)}\r\n`;
        const endless = sent(head('Transfer-Encoding: chunked'), chunk, 1);
        const drops = Array.from({ length: 20 }, () => sent(head('Content-Length: 100000'), 'x', 500));
        for (let i = 0; i < 10; ++i) {
            assert.equal((await fetch(server.url + '/sign-in')).status, 200);
            await pause(100);
        }
        assert.match((await endless).answer, /^HTTP\/1\.1 413 /);
        for (const each of await Promise.all(drops)) {
            assert.match(each.answer, /^HTTP\/1\.1 408 /);
            assert.ok(each.seconds < 45, `${each.seconds} s`);
        }
    });
});
