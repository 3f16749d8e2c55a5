// nginx with the configuration that is shipped (backend/http/nginx.conf.example) in front of the server, as in
// production: TLS, whose request it is, what is too large or too slow, and the requests whose end is in doubt.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { largePdf, pause, signIn, startBrowser, startServer, until } from './journey.mjs';
import { openForm, register } from './application.mjs';

const shipped = readFileSync(new URL('../../backend/http/nginx.conf.example', import.meta.url), 'utf8');

async function freePort() {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

// The shipped file with the places of this machine in it, and patience that a test can wait for.
function configured(folder, server, plain, tls) {
    let text = shipped;
    const put = (from, to) => {
        assert.equal(text.split(from).length, 2, `"${from}" stands once in the shipped file`);
        text = text.replace(from, to);
    };
    put('server 127.0.0.1:8080;', `server 127.0.0.1:${server};`);
    put('listen 80 default_server;', `listen 127.0.0.1:${plain} default_server;`);
    put('listen 443 ssl default_server;', `listen 127.0.0.1:${tls} ssl default_server;`);
    put('listen 443 ssl;', `listen 127.0.0.1:${tls} ssl;`);
    put('server_name bygdestod.example.se;', 'server_name localhost;');
    put('/etc/ssl/certs/bygdestod.pem', `${folder}/site.pem`);
    put('/etc/ssl/private/bygdestod.key', `${folder}/site.key`);
    put('client_body_timeout 30s;', 'client_body_timeout 2s;');
    return text.replaceAll('client_header_timeout 15s;', 'client_header_timeout 2s;');
}

function makeCertificate(folder) {
    const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
    const made = spawnSync('openssl', [
        ...words.split(' '),
        '-keyout',
        `${folder}/site.key`,
        '-out',
        `${folder}/site.pem`,
    ]);
    assert.equal(made.status, 0, String(made.stderr));
}

async function startProxy(server) {
    const folder = mkdtempSync(join(tmpdir(), 'bygd-nginx-'));
    const [plain, tls] = [await freePort(), await freePort()];
    makeCertificate(folder);
    writeFileSync(join(folder, 'site.conf'), configured(folder, server.port, plain, tls));
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (each) => `${each}_temp_path ${folder}/${each};`,
    );
    // What Debian's own nginx.conf says around a site, as far as it matters here.
    writeFileSync(
        join(folder, 'nginx.conf'),
        `${process.getuid() === 0 ? 'user root;' : ''} worker_processes 1; daemon off; pid ${folder}/pid;
         error_log ${folder}/error.log info; events { worker_connections 512; }
         http { access_log ${folder}/access.log; gzip on; ${places.join(' ')} include ${folder}/site.conf; }`,
    );
    const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]);
    let said = '';
    child.stderr.on('data', (data) => (said += data));
    const proxy = { folder, plain, tls, url: `https://localhost:${tls}` };
    const ended = new Promise((resolve) => child.on('exit', resolve));
    proxy.stop = async () => {
        child.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true });
    };
    await until(
        `nginx answers: ${said}`,
        async () => (await talk(proxy, 'GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n')).ok,
    );
    return proxy;
}

// Sends bytes to the proxy as they are, and gives everything that comes back until it closes (or not, within the time).
function talk(proxy, bytes, { longest = 8000, tls = true, name = 'localhost' } = {}) {
    return new Promise((resolve) => {
        const chunks = [];
        let closed = false;
        const place = { host: '127.0.0.1', port: tls ? proxy.tls : proxy.plain };
        const socket = tls
            ? connectTls({ ...place, servername: name, rejectUnauthorized: false }, () => socket.write(bytes))
            : connectPlain(place, () => socket.write(bytes));
        const done = () => {
            clearTimeout(timer);
            socket.destroy();
            const text = Buffer.concat(chunks).toString('latin1');
            const statuses = [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map((found) => found[1]);
            resolve({ text, closed, statuses, status: statuses[0], ok: statuses[0] === '200' });
        };
        const timer = setTimeout(done, longest);
        socket.on('data', (data) => chunks.push(data));
        socket.on('error', (error) => {
            chunks.push(Buffer.from(`\n${error.code ?? error.message}`));
            closed = true;
            done();
        });
        socket.on('close', () => {
            closed = true;
            done();
        });
    });
}

const get = (target, headers = '') =>
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}Connection: close\r\n\r\n`;

describe('behind nginx', () => {
    let server, proxy, browser;

    before(async () => {
        server = await startServer({ settings: { BYGDESTOD_PROXY: '127.0.0.1' } });
        proxy = await startProxy(server);
        browser = await startBrowser();
    });
    after(async () => {
        await browser?.close();
        await proxy?.stop();
        await server?.stop();
    });

    const atDesk = (name) => signIn(browser, proxy.url, name, { ignoreHTTPSErrors: true });

    it('a case is registered over TLS, with cookies that never go without it', async () => {
        const anna = await atDesk('anna.handlaggare');
        const cookies = await anna.context().cookies();
        const session = cookies.find((cookie) => cookie.name.startsWith('__Host-'));
        assert.ok(session, `cookies: ${cookies.map((cookie) => cookie.name)}`);
        for (const cookie of cookies) assert.ok(cookie.secure && cookie.httpOnly, cookie.name);
        await register(anna, 'service_grant');
        const answer = await anna.goto(proxy.url + '/cases');
        assert.match(answer.headers()['strict-transport-security'], /max-age=31536000/);
        assert.equal(
            answer.headers()['content-encoding'],
            undefined,
            'no compressed page beside the token of its form',
        );
        assert.equal(answer.headers().server, 'nginx', 'without its version');
        await anna.context().close();
    });

    it('plain http is sent on to https, other names get no answer', async () => {
        const moved = await talk(proxy, get('/cases?q=1'), { tls: false });
        assert.equal(moved.status, '301');
        assert.match(moved.text, /Location: https:\/\/bygdestod\.example\.se\/cases\?q=1\r\n/);
        const other = await talk(proxy, get('/sign-in'), { name: 'other.example' });
        assert.deepEqual(other.statuses, []);
        assert.match(other.text, /ALERT|ECONNRESET|unrecognized/i);
    });

    it('what a client says of its own address is not believed', async () => {
        const form = 'username=bo.handlaggare&password=not-the-right-one';
        const statuses = [];
        for (let i = 1; i <= 7; ++i) {
            const answer = await talk(
                proxy,
                `POST /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.${i}\r\nForwarded: for=192.0.2.${i}\r\n` +
                    'Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n' +
                    `Content-Length: ${form.length}\r\n\r\n${form}`,
            );
            statuses.push(answer.status);
        }
        assert.equal(statuses[0], '422');
        assert.equal(statuses.at(-1), '429', `after five failures one waits: ${statuses}`);
    });

    // Where nginx reads a request in one certain way of its own, and the server gets it written anew, with one length.
    const madeWhole = new Set([
        'chunk size of nine digits',
        'chunk line with bare feed',
        'trailer that is none',
        'endless trailer',
        'host with a person',
        'header without colon',
        'bare line feeds',
        'one bare line feed',
        'HTTP/1.10',
        'two spaces',
        'raw å in target',
        'fragment in target',
        'absolute target',
        'unknown expectation',
        'empty lines',
        'FOO',
        '101 headers',
    ]);

    it('a request whose end is in doubt ends there, or reaches the server as one that has an end', async () => {
        const printed = spawnSync(process.env.FRAMING_VECTORS, [], { encoding: 'utf8' });
        assert.equal(printed.status, 0, printed.stderr);
        const vectors = JSON.parse(printed.stdout);
        assert.ok(vectors.length > 50);
        // Behind most of them stands a second request: here one whose route the server's log names.
        const canary = 'GET /accessibility HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
        const carriedOut = () => server.log().filter((line) => line.route === '/accessibility').length;
        const seen = () =>
            readFileSync(join(proxy.folder, 'access.log'), 'utf8').split('"GET /accessibility ').length - 1;
        assert.deepEqual([carriedOut(), seen()], [0, 0]);
        await Promise.all(
            vectors.map(async (vector) => {
                const sent = Buffer.from(vector.sent, 'base64')
                    .toString('latin1')
                    .replaceAll('GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n', canary)
                    .replace(/^(\S+ \S+ \S+\r?\n)Host: x\r\n/, '$1Host: localhost\r\n');
                const answer = await talk(proxy, Buffer.from(sent, 'latin1'), { longest: 5000 });
                const told = `${vector.name}: ${answer.statuses.join(', ')}, ${answer.closed ? 'closed' : 'open'}`;
                if (madeWhole.has(vector.name)) {
                    assert.ok(answer.statuses.length <= 2, told);
                } else {
                    assert.ok(answer.closed && answer.statuses.length <= 1, told);
                    assert.match(answer.status ?? '400', /^(400|405|414|431|501|505)$/, told);
                }
            }),
        );
        await pause(200);
        assert.ok(seen() > 5, 'the canary can be seen');
        assert.equal(carriedOut(), seen(), 'the server carried out no request that nginx did not see as one');
        assert.equal((await talk(proxy, get('/health/live'))).status, '200');
    });

    it('what is too large is told in Swedish, by the server at the field and by nginx for all of it', async () => {
        const anna = await atDesk('anna.handlaggare');
        await openForm(anna, 'service_grant');
        await anna.setInputFiles('[name=action_plan]', largePdf(server, 21));
        await Promise.all([
            anna.waitForResponse((answer) => answer.request().method() === 'POST'),
            anna.locator('main form.form .form-actions button').click(),
        ]);
        await anna.waitForLoadState('load');
        assert.match(await anna.locator('#field-action_plan-error').innerText(), /Högst 20 MB/);
        await openForm(anna, 'service_grant');
        await anna.setInputFiles('[name=action_plan]', largePdf(server, 30));
        const [answer] = await Promise.all([
            anna.waitForResponse((each) => each.request().method() === 'POST'),
            anna.locator('main form.form .form-actions button').click(),
        ]);
        assert.equal(answer.status(), 413);
        await anna.waitForLoadState('load');
        assert.match(await anna.locator('body').innerText(), /Det du skickade är för stort[^]*högst 25 MB/);
        await anna.context().close();
    });

    // Said for our name alone it did not count: nginx asks the default server, for it does not know the name yet.
    it('forty slow clients keep nobody out, and are let go', async () => {
        const slow = Array.from({ length: 40 }, () =>
            talk(proxy, 'GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', { longest: 15000 }),
        );
        const endless = talk(
            proxy,
            'POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nusername=',
            { longest: 15000 },
        );
        for (let i = 0; i < 5; ++i) assert.equal((await talk(proxy, get('/sign-in'))).status, '200');
        for (const each of await Promise.all([...slow, endless])) {
            assert.ok(each.closed, 'the connection is ended');
            assert.match(each.status ?? '408', /^408$/);
        }
    });

    it('while the server is away nginx says so in Swedish, and the site comes back by itself', async () => {
        const port = server.port;
        await server.end();
        const away = await talk(proxy, get('/cases'));
        assert.equal(away.status, '503');
        assert.match(away.text, /Retry-After: 30\r\n/);
        assert.match(Buffer.from(away.text, 'latin1').toString('utf8'), /Bygdestöd svarar inte just nu/);
        server = await startServer({
            place: server.place,
            listen: `127.0.0.1:${port}`,
            settings: { BYGDESTOD_PROXY: '127.0.0.1' },
        });
        await until('the site is back', async () => (await talk(proxy, get('/sign-in'))).ok);
    });
});
