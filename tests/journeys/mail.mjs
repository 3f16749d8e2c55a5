// Mail out against a real SMTP server: encrypted or not at all, tried again when it was put off, shown when it was refused,
// and never sent twice by itself, however the server that sends it dies. And in: bounces and answers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dataFolder, fill, pause, program, run, runWith, signIn, startBrowser, startServer, submit, until } from './journey.mjs';
import { goTo, register } from './application.mjs';
import { certificateIn, startMailServer } from './mail_server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bygd-mail-'));
const certificate = certificateIn(folder);
const other = certificateIn(folder, 'other');
const password = 'hemligt-lösenord';
writeFileSync(join(folder, 'password'), password + '\n');

let post, place, server, browser, anna;

const settings = (more = {}) => ({
    BYGDESTOD_MAIL_HOST: 'localhost',
    BYGDESTOD_MAIL_PORT: String(post.port),
    BYGDESTOD_MAIL_FROM: 'Region Dalarna <stod@region.example>',
    BYGDESTOD_MAIL_CA: certificate.ca,
    BYGDESTOD_MAIL_USER: 'bygdestod',
    BYGDESTOD_MAIL_PASSWORD_FILE: join(folder, 'password'),
    ...more,
});

async function start(more) {
    server = await startServer({ place, settings: settings(more) });
    anna = await signIn(browser, server.url, 'anna.handlaggare');
}
async function restart(more) {
    await anna?.context().close();
    await server.end();
    await start(more);
}

const row = (where) => {
    const [found] = server.sql(`SELECT id, state, attempts, message_id, recipient, version FROM outbox WHERE ${where}`);
    if (!found?.[0]) return null;
    const [id, state, attempts, messageId, recipient, version] = found;
    return { id: Number(id), state, attempts: Number(attempts), messageId, recipient, version: Number(version) };
};
const acknowledgement = (number) =>
    row(`mail = 'application_received' AND case_id = (SELECT id FROM aid_case WHERE diary_number = '${number.replace(/-/, ' ').replace(/-/, '/')}')`);
const reaches = (number, state) =>
    until(`${number} is ${state}`, () => (acknowledgement(number)?.state === state ? acknowledgement(number) : null), 30000);
// What only time would do: the next try, or the end of the lease of a dead server.
const hurry = (id) =>
    server.sql(`UPDATE outbox SET next_try_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ${id};
                UPDATE outbox SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ${id} AND lease_until IS NOT NULL`);
const copies = (mail) => post.taken.filter((message) => message.source.includes(`Message-ID: <${mail.messageId}>`));

before(async () => {
    browser = await startBrowser();
    post = await startMailServer({ certificate, user: 'bygdestod', password });
    place = dataFolder();
    await start();
});
after(async () => {
    await browser?.close();
    await server?.end();
    place?.remove();
    await post?.stop();
    rmSync(folder, { recursive: true, force: true });
});

describe('the road of a message', () => {
    it('an application is acknowledged: encrypted, once, in the log and on the case', async () => {
        const number = await register(anna, 'service_grant');
        const mail = await reaches(number, 'sent');
        const [message] = copies(mail);
        assert.equal(copies(mail).length, 1);
        assert.ok(message.secure);
        assert.deepEqual(message.to, [mail.recipient]);
        assert.match(message.source, /\r\nFrom: Region Dalarna <stod@region\.example>\r\n/);
        assert.equal(post.heard.some((line) => /^(AUTH|MAIL|RCPT|DATA)/i.test(line)), false, String(post.heard));
        await goTo(anna, number);
        assert.match(await anna.locator('#mail').innerText(), /Bekräftelse på ansökan Skickat/);
        assert.match(await anna.locator('#diary').innerText(), /E-post skickades/);
        await anna.goto(server.url + '/mail?view=sent');
        assert.match(await anna.locator('table.list').innerText(), new RegExp(number.replace(/^(\w+)-(\d+)-/, '$1 $2/')));
    });

    it('the officer sees what a step sends before it is taken, and the applicant gets just that', async () => {
        const number = await register(anna, 'service_grant');
        await goTo(anna, number);
        const conflict = anna.locator('#conflict button[value=no]');
        if (await conflict.count()) await conflict.click();
        await anna.goto(`${server.url}/cases/${number}/actions/assign`);
        await submit(anna);
        await anna.goto(`${server.url}/cases/${number}/actions/request_supplement`);
        const preview = await anna.locator('#preview').innerText();
        assert.match(preview, /Detta skickas/);
        assert.match(preview, /Vi behöver fler uppgifter, RUN/);
        await fill(anna, { question: 'Skicka senaste bokslutet. 121212-1212' });
        await submit(anna);
        const id = `(SELECT id FROM aid_case WHERE diary_number = '${number.replace(/^(\w+)-(\d+)-/, '$1 $2/')}')`;
        await until('the supplement is asked for', () => row(`mail = 'supplement_requested' AND case_id = ${id}`)?.state === 'sent', 30000);
        const mail = row(`mail = 'supplement_requested' AND case_id = ${id}`);
        const source = copies(mail)[0].source.replace(/=\r\n/g, '');
        assert.match(source, /med vanlig post/);
        assert.equal(source.includes('bokslutet'), false, 'what is asked goes by post unless the region allows it');
        assert.equal(source.includes('121212'), false);
    });

    it('put off: waits and is then sent, once', async () => {
        post.answers.end = 'later';
        const number = await register(anna, 'service_grant');
        const waiting = await until('it was put off', () => (acknowledgement(number)?.attempts === 1 && acknowledgement(number).state === 'queued' ? acknowledgement(number) : null), 30000);
        assert.equal(copies(waiting).length, 0);
        post.answers.end = 'ok';
        hurry(waiting.id);
        const sent = await reaches(number, 'sent');
        assert.equal(sent.messageId, waiting.messageId);
        assert.equal(copies(sent).length, 1);
    });

    it('refused: is shown with the words of the server, and sent again to another address by a person', async () => {
        post.answers.rcpt = 'never';
        const number = await register(anna, 'service_grant');
        const failed = await reaches(number, 'failed');
        post.answers.rcpt = 'ok';
        await anna.goto(`${server.url}/mail/${failed.id}`);
        assert.match(await anna.locator('main').innerText(), /550 5\.1\.1 Okänd mottagare/);
        await anna.locator('[name=recipient]').fill('fel@adress');
        await submit(anna);
        assert.match(await anna.locator('#field-recipient-error').innerText(), /e-postadress/i);
        await anna.locator('[name=recipient]').fill('ratt@example.org');
        await submit(anna);
        const sent = await reaches(number, 'sent');
        assert.deepEqual(copies(sent)[0].to, ['ratt@example.org']);
    });
});

describe('never twice', () => {
    it('the answer to the text is lost: not sent again by itself, and with the same Message-ID by a person', async () => {
        post.answers.end = 'cut';
        const number = await register(anna, 'service_grant');
        const unknown = await reaches(number, 'unknown');
        post.answers.end = 'ok';
        hurry(unknown.id);
        await pause(7000);
        assert.equal(acknowledgement(number).state, 'unknown');
        assert.equal(copies(unknown).length, 1);
        await anna.goto(`${server.url}/mail/${unknown.id}`);
        assert.match(await anna.locator('main').innerText(), /kan ha kommit fram/);
        await submit(anna);
        await reaches(number, 'sent');
        assert.equal(copies(unknown).length, 2, 'the same message, by which the receiver knows it');
    });

    it('killed between the text and its note: unknown after the lease, not sent again', async () => {
        let arrived;
        const there = new Promise((resolve) => (arrived = resolve));
        post.answers.end = async (message) => {
            post.taken.push(message); // it has the message, and the one that sent it never hears so
            arrived(message);
            await new Promise(() => {});
        };
        const number = await register(anna, 'service_grant');
        await there;
        assert.equal(acknowledgement(number).state, 'sending');
        await server.end('SIGKILL');
        post.answers.end = 'ok';
        await anna.context().close();
        await start();
        const left = acknowledgement(number);
        assert.equal(left.state, 'sending', 'nobody knows yet that it is dead');
        await pause(6000);
        assert.equal(acknowledgement(number).state, 'sending');
        hurry(left.id);
        await reaches(number, 'unknown');
        await pause(6000);
        assert.equal(copies(left).length, 1);
        assert.equal(server.verify().code, 0);
    });

    it('killed before the end of the text: sent once by the next', async () => {
        post.answers.rcpt = 'later';
        const number = await register(anna, 'service_grant');
        await until('it is tried', () => acknowledgement(number)?.attempts === 1, 30000);
        post.answers.rcpt = 'ok';
        server.sql(`UPDATE outbox SET state = 'taken', holder = 'dead', lease_until = UTC_TIMESTAMP(6) + INTERVAL 10 MINUTE WHERE id = ${acknowledgement(number).id}`);
        await server.end('SIGKILL');
        await anna.context().close();
        await start();
        await pause(6000);
        assert.equal(acknowledgement(number).state, 'taken', 'while the lease runs, nobody takes it');
        hurry(acknowledgement(number).id);
        const sent = await reaches(number, 'sent');
        assert.equal(copies(sent).length, 1);
    });

    it('killed again and again while it sends: no message reaches the mail server twice', async () => {
        post.answers.end = async () => {
            await pause(Math.random() * 60);
            return 'ok';
        };
        const [[first]] = server.sql('SELECT MAX(id) FROM outbox');
        const numbers = [];
        for (let i = 0; i < 6; ++i) numbers.push(await register(anna, 'service_grant'));
        // Each is queued many times over under keys of its own.
        server.sql(`INSERT INTO outbox (message_key, message_id, mail, case_id, recipient, recipient_name, subject, body, state, queued_at, next_try_at)
            SELECT CONCAT('copy:', o.id, ':', n.n), CONCAT('copy-', o.id, '-', n.n, '@region.example'), o.mail, o.case_id, 'butik@example.org', o.recipient_name, o.subject, o.body, 'queued', o.queued_at, UTC_TIMESTAMP(6)
            FROM outbox o JOIN (SELECT 1 n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8) n WHERE o.id > ${first}`);
        for (let round = 0; round < 8; ++round) {
            const before = post.taken.length;
            await until('some more are sent', () => post.taken.length >= before + 3, 40000);
            await pause(Math.random() * 40);
            await server.end('SIGKILL');
            await anna.context().close();
            await start();
            server.sql(`UPDATE outbox SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE lease_until IS NOT NULL`);
        }
        post.answers.end = 'ok';
        await until('all have an end', () => server.sql(`SELECT COUNT(*) FROM outbox WHERE id > ${first} AND state IN ('queued', 'taken', 'sending')`)[0][0] === '0', 90000);
        const counts = new Map();
        for (const { source } of post.taken) {
            const id = source.match(/Message-ID: <(.*?)>/)[1];
            counts.set(id, (counts.get(id) ?? 0) + 1);
        }
        const states = server.sql(`SELECT message_id, state FROM outbox WHERE id > ${first}`);
        for (const [id, state] of states) {
            const times = counts.get(id) ?? 0;
            if (state === 'sent') assert.equal(times, 1, `${id} is sent and arrived ${times} times`);
            else if (state === 'unknown') assert.ok(times <= 1, `${id} is unknown and arrived ${times} times`);
            else assert.ok(state === 'no_address' || times === 0, `${id} is ${state} and arrived ${times} times`);
        }
        assert.ok(states.filter(([, state]) => state === 'sent').length > 30);
        assert.equal(server.verify().code, 0);
    });
});

describe('encrypted, or not at all', () => {
    const stays = async (what) => {
        const taken = post.taken.length;
        const number = await register(anna, 'service_grant');
        await until('it is tried', () => acknowledgement(number)?.attempts === 1 && acknowledgement(number).state === 'queued', 30000);
        assert.equal(post.taken.length, taken);
        assert.equal(post.heard.some((line) => /^(AUTH|MAIL|RCPT|DATA)/i.test(line)), false, String(post.heard));
        await anna.goto(`${server.url}/mail/${acknowledgement(number).id}`);
        assert.match(await anna.locator('main').innerText(), what);
    };

    it('a certificate of another authority is refused', async () => {
        await restart({ BYGDESTOD_MAIL_CA: other.ca });
        await stays(/certificate|SSL/i);
    });

    it('a server without STARTTLS gets nothing', async () => {
        await post.stop();
        post = await startMailServer({ user: 'bygdestod', password });
        await restart();
        await stays(/STARTTLS/);
    });

    it('a password without TLS stops the start', async () => {
        await anna.context().close();
        await server.end();
        const ended = runWith({ env: { ...process.env, ...settings({ BYGDESTOD_MAIL_TLS: 'none' }) } }, 'mail', 'test', '--data', place.data);
        assert.equal(ended.code, 1);
        assert.match(ended.errors, /only goes over TLS/);
        await post.stop();
        post = await startMailServer({ certificate, user: 'bygdestod', password });
        await start();
    });
});

describe('where the region lets letters go by mail', () => {
    it('the decision is attached as the PDF that is filed in the case', async () => {
        await restart({ BYGDESTOD_MAIL_LETTERS: 'yes' });
        const [[number]] = server.sql("SELECT diary_number FROM aid_case WHERE state = 'decided_approved' LIMIT 1");
        await goTo(anna, number.replace(/[ /]/g, '-'));
        const conflict = anna.locator('#conflict button[value=no]');
        if (await conflict.count()) await conflict.click();
        const make = anna.locator('form[action$="/letter"] button');
        if (await make.count()) await make.click();
        await anna.goto(`${server.url}/cases/${number.replace(/[ /]/g, '-')}/actions/dispatch`);
        assert.match(await anna.locator('#preview').innerText(), /Brevet bifogas/);
        await submit(anna);
        const id = `(SELECT id FROM aid_case WHERE diary_number = '${number}')`;
        const sent = await until('it is sent', () => {
            const mail = row(`mail = 'decision_dispatched' AND case_id = ${id}`);
            return mail?.state === 'sent' ? mail : null;
        }, 30000);
        const { source } = copies(sent)[0];
        const part = source.slice(source.indexOf('Content-Disposition: attachment'));
        const bytes = Buffer.from(part.slice(part.indexOf('\r\n\r\n'), part.indexOf('\r\n--=_')), 'base64');
        assert.ok(bytes.subarray(0, 5).equals(Buffer.from('%PDF-')), bytes.subarray(0, 20).toString());
        const [[hash]] = server.sql(`SELECT d.sha256 FROM outbox_attachment a JOIN document d ON d.id = a.document_id WHERE a.outbox_id = ${sent.id}`);
        assert.equal(createHash('sha256').update(bytes).digest('hex'), hash);
    });
});

describe('mail in', () => {
    const give = (source) => runWith({ input: source.replace(/\r?\n/g, '\n') }, 'mail-in', '--data', place.data);

    const bounce = (mail, action, status) => `From: MAILER-DAEMON@mx.example.org
To: stod@region.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-${mail.id}-${action}@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grans"

--grans
Content-Type: text/plain

Det gick inte.
--grans
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ${mail.recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 Mailbox
 does not exist

--grans
Content-Type: message/rfc822

Message-ID: <${mail.messageId}>
Subject: Om ansökan

text
--grans--
`;

    it('a bounce is visible on the case, and once', async () => {
        const number = await register(anna, 'service_grant');
        const mail = await reaches(number, 'sent');
        assert.match(give(bounce(mail, 'delayed', '4.4.1')).out, /bounce, delayed/);
        assert.equal(acknowledgement(number).state, 'sent');
        assert.match(give(bounce(mail, 'failed', '5.1.1')).out, /bounce, bounced/);
        assert.match(give(bounce(mail, 'failed', '5.1.1')).out, /known already/);
        assert.equal(acknowledgement(number).state, 'bounced');
        await goTo(anna, number);
        assert.match(await anna.locator('#mail').innerText(), /Studsade[\s\S]*5\.1\.1 550 5\.1\.1 Mailbox does not exist/);
        assert.equal((await anna.locator('#diary').innerText()).split('E-post studsade').length, 2);
    });

    it('an answer is filed in its case with what is attached; one that says too little waits for a person', async () => {
        const number = await register(anna, 'service_grant');
        const mail = await reaches(number, 'sent');
        const answer = (subject, id, more = '') => `From: =?iso-8859-1?Q?=C5sa_=D6berg?= <asa@example.org>
To: stod@region.example
Subject: ${subject}
Message-ID: <${id}@example.org>
${more}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Hej, h=C3=A4r kommer bokslutet.
--b
Content-Type: application/pdf
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename*=UTF-8''bokslut%20%C3%A5r.pdf

${Buffer.from('%PDF-1.4\n% bokslut\n%%EOF\n').toString('base64')}
--b
Content-Type: application/x-msdownload
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="program.exe"

${Buffer.from('MZ\x90\x00').toString('base64')}
--b--
`;
        const shown = number.replace(/^(\w+)-(\d+)-/, '$1 $2/');
        assert.match(give(answer(`SV: Begäran, ${shown}`, 'a1')).out, /filed, number/);
        assert.match(give(answer(`SV: Begäran, ${shown}`, 'a1')).out, /known already/);
        assert.match(give(answer('SV: utan nummer', 'a2', `In-Reply-To: <${mail.messageId}>\n`)).out, /filed, answer/);
        assert.match(give(answer('Vem vet', 'a3')).out, /waiting, no_number/);
        assert.match(give(answer('Re: RUN 2099/9999', 'a4')).out, /waiting, no_case/);
        assert.match(give(answer('Frånvarande', 'a5', 'Auto-Submitted: auto-replied\n')).out, /waiting, automatic/);
        assert.match(give('inte ett brev').out, /waiting, unreadable/);
        await goTo(anna, number);
        const documents = await anna.locator('#documents').innerText();
        assert.match(documents, /E-post SV Begäran, RUN/);
        assert.match(documents, /bokslut år\.pdf/);
        assert.equal(documents.includes('program.exe'), false);
        assert.match(await anna.locator('#diary').innerText(), /E-post kom in[\s\S]*från Åsa Öberg <asa@example\.org>/);
        await anna.goto(server.url + '/mail/incoming');
        const panel = anna.locator('section.panel', { hasText: 'Vem vet' });
        await panel.locator('[name=diary_number]').fill('RUN 2099/0001');
        await panel.getByRole('button', { name: 'Lägg i ärendet' }).click();
        assert.match(await anna.locator('main').innerText(), /inget ärende med det numret/);
        await panel.locator('[name=diary_number]').fill(shown);
        await panel.getByRole('button', { name: 'Lägg i ärendet' }).click();
        await anna.waitForLoadState('load');
        assert.equal(await anna.locator('section.panel', { hasText: 'Vem vet' }).count(), 0);
        await goTo(anna, number);
        assert.match(await anna.locator('#documents').innerText(), /E-post Vem vet/);
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out);
    });
});

describe('the calendar of a person', () => {
    it('is for whoever has the address, until it is changed', async () => {
        const make = async () => {
            await anna.goto(server.url + '/account/calendar');
            const address = await anna.locator('#field-address').inputValue();
            await submit(anna);
            return address;
        };
        const first = await make();
        const answer = await fetch(first);
        assert.equal(answer.status, 200);
        assert.match(answer.headers.get('content-type'), /^text\/calendar/);
        const text = await answer.text();
        assert.match(text, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
        assert.ok(text.split('BEGIN:VEVENT').length > 2);
        for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
        const second = await make();
        assert.equal((await fetch(first)).status, 404);
        assert.equal((await fetch(second)).status, 200);
        assert.equal((await fetch(server.url + '/calendar/gissning.ics')).status, 404);
        const [[hash]] = server.sql('SELECT token_hash FROM calendar_feed');
        assert.equal(second.includes(hash), false);
        assert.equal(readFileSync(join(place.data, 'accounts'), 'utf8').includes(second), false);
    });
});

describe('the commands', () => {
    // Not spawnSync: the mail server it talks to is in this very process.
    const ended = (words) =>
        new Promise((resolve) => {
            const child = spawn(program, words, { env: { ...process.env, ...settings() } });
            let out = '';
            child.stdout.on('data', (data) => (out += data));
            child.stderr.on('data', (data) => (out += data));
            child.on('exit', (code) => resolve({ code, out }));
        });

    it('list what there is and try the mail server', async () => {
        assert.match(run('mail', 'list', '--view', 'bounced', '--data', place.data).out, /bounced {2}RUN \d{4}\/\d{4} {2}application_received/);
        const tried = await ended(['mail', 'test', '--data', place.data]);
        assert.match(tried.out, /ready/);
        assert.equal(tried.code, 0, tried.out);
    });
});
