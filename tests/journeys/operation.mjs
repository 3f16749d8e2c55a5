// How the program is run, stopped, killed and misused, as the person at the terminal sees it: each refusal is one clear
// sentence and exit code 1, nothing is left running, and nothing that was saved is lost.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
    dataFolder,
    killDatabaseUntil,
    program,
    run,
    runWith,
    signIn,
    startBrowser,
    startServer,
    until,
} from './journey.mjs';
import { applications, register, withCheckDigit } from './application.mjs';

const isRunning = (pid) => existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
const nobody = 65534;
const isRoot = process.getuid() === 0;

function answers(port) {
    return new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(true));
        socket.on('error', () => resolve(false));
        socket.on('connect', () => socket.destroy());
    });
}

// Nothing but one sentence of ours on standard error, and exit code 1.
function expectOneSentence(ended, sentence) {
    assert.equal(ended.code, 1, ended.out + ended.errors);
    assert.match(ended.errors, sentence);
    assert.match(ended.errors, /^bygdestod: [A-Z'/][^\n]*\.\n$/);
    assert.equal(ended.out, '');
}

describe('start and stop', () => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
        it(`${signal} ends server and database, with exit code 0`, async () => {
            const server = await startServer();
            const database = server.databasePid();
            assert.ok(isRunning(database));
            assert.match(server.printed, /^Bygdestöd: http:\/\/127\.0\.0\.1:\d+\/\n( {2}\S+ {2}\S+ {2}\(.+\)\n){5,}$/);
            assert.deepEqual(await server.end(signal), { code: 0, signal: null });
            assert.equal(isRunning(database), false, 'the database is gone with it');
            assert.equal(await answers(server.port), false);
            assert.ok(server.log().some((line) => line.event === 'server.stopping'));
            assert.deepEqual(
                server.log().filter((line) => line.level !== 'info'),
                [],
                'a clean end says nothing alarming',
            );
            server.place.remove();
        });
    }

    it('kill -9 of server and database: the next start recovers by itself, and what was answered is there', async () => {
        const browser = await startBrowser();
        const place = dataFolder();
        try {
            let server = await startServer({ place });
            let anna = await signIn(browser, server.url, 'anna.handlaggare');
            const number = await register(anna, 'service_grant');
            const database = server.databasePid();
            process.kill(database, 'SIGKILL');
            await server.end('SIGKILL');
            await until('the database is gone', () => !isRunning(database));
            server = await startServer({ place });
            anna = await signIn(browser, server.url, 'anna.handlaggare');
            const answer = await anna.goto(`${server.url}/cases/${number}`);
            assert.equal(answer.status(), 200);
            const verified = server.verify();
            assert.equal(verified.code, 0, verified.out + verified.errors);
            assert.match(verified.out, /all in order/);
            assert.deepEqual(await server.end(), { code: 0, signal: null });
        } finally {
            await browser.close();
            place.remove();
        }
    });

    it('kill -9 of the server alone: its database ends too, and the next start takes over', async () => {
        const place = dataFolder();
        const server = await startServer({ place });
        const database = server.databasePid();
        await server.end('SIGKILL');
        const again = await startServer({ place });
        assert.equal(isRunning(database), false);
        assert.notEqual(again.databasePid(), database);
        await again.stop();
    });
});

describe('what cannot be', () => {
    let server;
    before(async () => {
        server = await startServer();
    });
    after(() => server.stop());

    it('a port that is taken', async () => {
        const taken = createServer();
        await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
        const port = taken.address().port;
        const place = dataFolder();
        const ended = run('serve', '--data', place.data, '--listen', `127.0.0.1:${port}`);
        taken.close();
        place.remove();
        expectOneSentence(ended, new RegExp(`127\\.0\\.0\\.1:${port}: another program uses that port`));
    });

    it('an address that is none, said before anything else is done', () => {
        for (const listen of ['8080', '127.0.0.1:', '127.0.0.1:http', '127.0.0.1:65536', '127.0.0.1:-1']) {
            const place = dataFolder({ loaded: false });
            const ended = run('serve', '--data', place.data, '--listen', listen);
            expectOneSentence(ended, new RegExp(`'${listen}' is no address HOST:PORT`));
            assert.equal(existsSync(place.data), false);
            place.remove();
        }
    });

    it('a data folder in use, which goes on being used', async () => {
        for (const words of [['serve', '--listen', '127.0.0.1:0'], ['demo'], ['migrate']]) {
            expectOneSentence(
                run(...words, '--data', server.data),
                new RegExp(`is in use by another bygdestod \\(process ${server.pid}\\)`),
            );
        }
        assert.equal((await fetch(server.url + '/health/ready')).status, 200);
        assert.equal(server.verify().code, 0, 'a question beside the server is welcome');
    });

    it('a folder without rights', (t) => {
        const folder = mkdtempSync(join(tmpdir(), 'bygd-j-'));
        mkdirSync(join(folder, 'closed'));
        chmodSync(folder, 0o755);
        chmodSync(join(folder, 'closed'), 0o555);
        const account = isRoot ? { uid: nobody, gid: nobody } : {};
        if (runWith(account, '--help').code !== 0) {
            rmSync(folder, { recursive: true });
            return t.skip('the account nobody may not run the program where it was built');
        }
        const ended = runWith({ ...account, cwd: folder }, 'serve', '--data', join(folder, 'closed', 'var'));
        chmodSync(join(folder, 'closed'), 0o755);
        rmSync(folder, { recursive: true });
        return expectOneSentence(ended, /has no right to use .*\/closed/);
    });

    it('a data folder that is a file', () => {
        const folder = mkdtempSync(join(tmpdir(), 'bygd-j-'));
        writeFileSync(join(folder, 'var'), 'not a folder');
        const ended = run('serve', '--data', join(folder, 'var'));
        rmSync(folder, { recursive: true });
        expectOneSentence(ended, /var is not a folder/);
    });

    it('a full disk', (t) => {
        const folder = mkdtempSync(join(tmpdir(), 'bygd-j-'));
        const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'none', folder]);
        if (mounted.status !== 0) {
            rmSync(folder, { recursive: true });
            return t.skip('a small disk may not be mounted here');
        }
        try {
            expectOneSentence(
                run('serve', '--data', join(folder, 'var')),
                /The disk of .*var has [0-7] MB free; the database needs at least 100 MB\./,
            );
            spawnSync('dd', ['if=/dev/zero', `of=${folder}/filler`, 'bs=64k']);
            expectOneSentence(run('serve', '--data', join(folder, 'new')), /The disk of .* (is full|has 0 MB free)/);
        } finally {
            spawnSync('umount', [folder]);
            rmSync(folder, { recursive: true });
        }
        return undefined;
    });

    it('a mistyped setting, in the file or in the environment', () => {
        const folder = mkdtempSync(join(tmpdir(), 'bygd-j-'));
        const file = join(folder, 'bygdestod.properties');
        const wrong = {
            'database.ulr = mysql://a:b@127.0.0.1:1/c': 'database.ulr',
            'databse.url = mysql://a:b@127.0.0.1:1/c': 'databse.url',
            'database = mysql://a:b@127.0.0.1:1/c': 'database',
            'database.url.ca = x': 'database.url.ca',
            'listen = 127.0.0.1:1\nlisten.port = 8080': 'listen.port',
            'lisen = 127.0.0.1:1': 'lisen',
        };
        for (const [text, name] of Object.entries(wrong)) {
            writeFileSync(file, text + '\n');
            const sentence = new RegExp(`There is no setting '${name.replaceAll('.', '\\.')}' \\(`);
            expectOneSentence(run('verify', '--config', file), sentence);
            expectOneSentence(runWith({ cwd: folder }, 'verify'), sentence);
        }
        const env = { ...process.env, BYGDESTOD_DATABSE_URL: 'mysql://a:b@127.0.0.1:1/c' };
        expectOneSentence(runWith({ env }, 'verify'), /There is no setting BYGDESTOD_DATABSE_URL \(environment\)/);
        // Rightly named, they are read: a database that is not there is asked for, and no private one is made.
        writeFileSync(file, `database.url = mysql://a:b@127.0.0.1:1/c\ndata = ${folder}/var\nproxy = 127.0.0.1\n`);
        expectOneSentence(
            run('verify', '--config', file),
            /Cannot use the database c at 127\.0\.0\.1:1 as a: .*connect/,
        );
        assert.equal(existsSync(join(folder, 'var')), false);
        expectOneSentence(run('verify', '--config', join(folder, 'nowhere')), /Cannot read .*nowhere/);
        rmSync(folder, { recursive: true });
    });

    it('a proxy that has no address', () => {
        const place = dataFolder();
        const env = { ...process.env, BYGDESTOD_PROXY: '127.0.0.1, proxy.example' };
        const ended = runWith({ env }, 'serve', '--data', place.data, '--listen', '127.0.0.1:0');
        place.remove();
        expectOneSentence(ended, /'proxy\.example' is no address of a proxy/);
    });
});

describe('the command line', () => {
    const commands = run('--help')
        .out.split('\n')
        .slice(1)
        .map((line) => line.match(/^ {2}([a-z]+)(?: |$)/)?.[1])
        .filter(Boolean);

    it('names every subcommand', () => {
        for (const name of ['serve', 'demo', 'report', 'verify', 'check', 'user', 'migrate']) {
            assert.ok(commands.includes(name), `${name} is not among ${commands}`);
        }
    });

    for (const name of commands) {
        it(`${name} --help says what it does, its options and every default`, () => {
            const help = run(name, '--help');
            assert.equal(help.code, 0);
            assert.equal(help.errors, '');
            assert.match(help.out, new RegExp(`bygdestod ${name}`));
            assert.match(help.out, /--data DIR .*\(default: \/.*var\)/);
            assert.match(help.out, /--config FILE .*\(default: bygdestod\.properties/);
            assert.match(help.out, /listen, BYGDESTOD_LISTEN\n.*\(default: 127\.0\.0\.1:8080\)/);
            assert.match(help.out, /proxy, BYGDESTOD_PROXY\n.*\(default: none\)/);
        });
    }

    it('what is written wrong ends with 2 and names it', () => {
        for (const [words, said] of [
            [['serv'], /serv/],
            [['serve', '--port', '1'], /--port/],
            [['serve', '--listen'], /--listen/],
            [['verify', 'everything'], /everything/],
            [[], /bygdestod --help/],
        ]) {
            const ended = run(...words);
            assert.equal(ended.code, 2, `${words}: ${ended.errors}`);
            assert.match(ended.errors, said);
            assert.match(ended.errors, /^bygdestod: [^\n]+\n$/);
            assert.equal(ended.out, '');
        }
    });

    it('the program is where the journeys think it is', () => assert.ok(existsSync(program)));
});

describe('what it tells of itself', () => {
    let server, browser;
    before(async () => {
        server = await startServer();
        browser = await startBrowser();
    });
    after(async () => {
        await browser.close();
        await server.stop();
    });

    it('is live and ready, and ready no more while its database is dead', async () => {
        const ask = async (path) => {
            const answer = await fetch(server.url + path);
            return [answer.status, await answer.text()];
        };
        assert.deepEqual(await ask('/health/live'), [200, 'live\n']);
        assert.deepEqual(await ask('/health/ready'), [200, 'ready\n']);
        await killDatabaseUntil(server, async () => (await ask('/health/ready'))[0] === 503);
        assert.deepEqual(await ask('/health/live'), [200, 'live\n']);
        await until('it is ready again', async () => (await ask('/health/ready'))[0] === 200, 30000);
    });

    it('writes one line a request, with no personal number and nothing that was typed', async () => {
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        const personal = withCheckDigit('640823323');
        const application = applications.service_grant();
        Object.assign(application.fields, {
            organisation_number: personal,
            organisation_kind: 'sole_trader',
            organisation_name: 'Hemligt Namn Enskild Firma',
        });
        await register(anna, 'service_grant', application);
        await anna.goto(`${server.url}/cases?q=${personal}`);
        await anna.goto(`${server.url}/cases/new/service_grant?organisation_number=${personal}`);
        const before = server.errors.length;
        const answer = await anna.goto(`${server.url}/cases?q=640823-3234`);
        const id = answer.headers()['x-request-id'];
        const mine = () =>
            server.errors
                .slice(before)
                .split('\n')
                .filter((line) => line.includes(id));
        await until('the line is written', () => mine().length > 0);
        assert.equal(mine().length, 1);
        const line = JSON.parse(mine()[0]);
        assert.equal(line.event, 'request');
        assert.deepEqual([line.method, line.route, line.status], ['GET', '/cases', '200']);
        assert.match(line.actor, /^\d+$/);
        assert.match(line.ms, /^\d+\.\d$/);
        for (const each of server.errors.split('\n').filter(Boolean)) assert.doesNotThrow(() => JSON.parse(each), each);
        for (const secret of [personal, '640823', '3234', 'Hemligt', 'lanthandel']) {
            assert.equal(server.errors.includes(secret), false, `the log holds ${secret}`);
        }
    });

    it('gives its figures without names', async () => {
        const figures = await (await fetch(server.url + '/metrics')).text();
        assert.match(figures, /bygdestod_http_requests\w*\{.*route="\/cases".*\} [1-9]/);
        assert.equal(/640823|Hemligt/.test(figures), false);
    });
});
