// What every journey stands on: a server of its own with the demo data on a private database, a real browser, and a few
// words for what a person does. Nothing leaves the machine.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const password = 'lanthandel-i-dalarna';
// BYGDESTOD names the program; JOURNEY_DATA a data folder already loaded, which is copied and never touched.
export const program =
    process.env.BYGDESTOD ?? join(dirname(fileURLToPath(import.meta.url)), '../../build/release/bygdestod');

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Asks until the answer is true, so that no journey waits longer than it must.
export async function until(what, question, milliseconds = 15000) {
    const end = Date.now() + milliseconds;
    for (;;) {
        const answer = await question();
        if (answer) return answer;
        if (Date.now() > end) throw new Error(`still not so after ${milliseconds} ms: ${what}`);
        await pause(50);
    }
}

// A folder for a private database; `loaded`: with the demo data in it, when there is a copy to take.
export function dataFolder({ loaded = true } = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'bygd-j-'));
    const template = process.env.JOURNEY_DATA;
    chmodSync(folder, 0o755); // a database that root starts runs as somebody else
    if (loaded && template && existsSync(template)) {
        const copied = spawnSync('cp', ['-a', template, join(folder, 'var')]);
        if (copied.status !== 0) throw new Error(String(copied.stderr));
    }
    return { folder, data: join(folder, 'var'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

// Runs a subcommand to its end; `options` as spawnSync's.
export function runWith(options, ...words) {
    const ended = spawnSync(program, words, { encoding: 'utf8', timeout: 60000, ...options });
    return { code: ended.status, signal: ended.signal, out: ended.stdout, errors: ended.stderr };
}
export const run = (...words) => runWith({}, ...words);

// Starts `bygdestod serve --demo` on a free port, unless a `place` or `listen` says otherwise. `settings`: more of the
// environment.
export async function startServer({ place = dataFolder(), listen = '127.0.0.1:0', settings = {} } = {}) {
    const child = spawn(program, ['serve', '--demo', '--data', place.data, '--listen', listen], {
        env: { ...process.env, ...settings },
    });
    const server = { place, folder: place.folder, data: place.data, pid: child.pid, child, printed: '', errors: '' };
    child.stderr.on('data', (data) => {
        server.errors += data;
    });
    server.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
    server.url = await new Promise((resolve, reject) => {
        child.stdout.on('data', (data) => {
            server.printed += data;
            const found = server.printed.match(/http:\/\/127\.0\.0\.1:\d+/);
            if (found) resolve(found[0]);
        });
        child.on('error', reject);
        child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${server.errors.slice(-2000)}`)));
    });
    server.port = Number(new URL(server.url).port);
    server.log = () =>
        server.errors
            .split('\n')
            .filter((line) => line.startsWith('{'))
            .map((line) => JSON.parse(line));
    server.end = async (signal = 'SIGTERM') => {
        if (child.exitCode === null && child.signalCode === null) child.kill(signal);
        return server.ended;
    };
    server.stop = async () => {
        await server.end();
        place.remove();
    };
    server.verify = () => run('verify', '--data', place.data);
    server.sql = (statement) => sql(place.data, statement);
    server.databasePid = () => databaseOf(child.pid);
    return server;
}

// The database that a server has started: its child that runs mariadbd. Null while there is none.
export function databaseOf(pid) {
    for (const child of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        try {
            const [, name, parent] = readFileSync(`/proc/${child}/stat`, 'utf8').match(/\((.*)\) \S (\d+)/);
            if (Number(parent) === pid && name === 'mariadbd') return Number(child);
        } catch {
            /* it has ended */
        }
    }
    return null;
}

// Keeps killing the database of a server, each time it is started again, until the answer is true: for its retries
// outlive one death. Afterwards the server is left to get it going by itself.
export async function killDatabaseUntil(server, question) {
    let asking = true;
    const answer = until('what a dead database leads to', question, 20000).finally(() => {
        asking = false;
    });
    while (asking) {
        const pid = server.databasePid();
        if (pid) {
            try {
                process.kill(pid, 'SIGKILL');
            } catch {
                /* dead already */
            }
        }
        await pause(20);
    }
    return answer;
}

// Reads or changes the private database past the program: for what a journey cannot wait for, and for what it checks.
export function sql(data, statement) {
    const owner = readFileSync(join(data, 'accounts'), 'utf8').match(/bygdestod_owner (\S+)/)[1];
    const socket = readFileSync(join(data, 'run/socket'), 'utf8').trim();
    const asked = spawnSync(
        'mariadb',
        [
            '--no-defaults',
            `--socket=${socket}`,
            '--user=bygdestod_owner',
            '--batch',
            '--skip-column-names',
            'bygdestod',
            '-e',
            statement,
        ],
        { encoding: 'utf8', env: { ...process.env, MYSQL_PWD: owner } },
    );
    if (asked.status !== 0) throw new Error(asked.stderr);
    return asked.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t'));
}

export async function startBrowser() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    });
}

// A person at a desk of their own: own cookies. `options` as Playwright's newContext.
export async function signIn(browser, url, username, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'sv-SE', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.home = url;
    await page.goto(url + '/sign-in');
    await fillSignIn(page, username);
    return page;
}

export async function fillSignIn(page, username) {
    await page.fill('[name=username]', username);
    await page.fill('[name=password]', password);
    await page.click('main button[type=submit]');
    await page.waitForURL((where) => !where.pathname.startsWith('/sign-in'));
}

// The one button or link of the step's own name on the case page, of the case itself or of what runs beside it.
export async function step(page, label) {
    const next = page.locator('#next, [id^=proceeding-]');
    await next
        .getByRole('button', { name: label, exact: true })
        .or(next.getByRole('link', { name: label, exact: true }))
        .first()
        .click();
}

// Sends the form of the page and comes to the page after it.
export async function submit(page) {
    await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.locator('main form.form:has(.form-actions) .form-actions button[type=submit]').first().click(),
    ]);
    await page.waitForLoadState('load');
}

export async function stateOf(page) {
    return (await page.locator('.page-head span.status').first().innerText()).trim();
}

// What the summary at the top of a refused form says, one line a problem.
export async function problemsOf(page) {
    return page.locator('#problems li').allInnerTexts();
}

// Writes values into the fields of the same name: text, choice, radio button or check box.
export async function fill(page, values) {
    for (const [name, value] of Object.entries(values)) {
        const field = page.locator(`main form[method=post] [name="${name}"]`);
        const kind = await field.first().evaluate((node) => node.type);
        if (kind === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
        else if (kind === 'checkbox') await field.setChecked(Boolean(value));
        else if (kind === 'select-one') await field.selectOption(value);
        else await field.fill(value);
    }
}

export const pdf = (name, bytes = 0) => ({
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.concat([
        Buffer.from('%PDF-1.4\n% en handling\n'),
        Buffer.alloc(bytes, 0x20),
        Buffer.from('\n%%EOF\n'),
    ]),
});

// A PDF of so many MB on disk, for the browser to read from there. It lies in the folder of the server.
export function largePdf(server, megabytes) {
    const path = join(server.folder, `${megabytes}-mb.pdf`);
    writeFileSync(path, pdf('', megabytes * 1024 * 1024).buffer);
    return path;
}

// "1 234 567,50 kr" as öre.
export const minor = (text) => {
    const found = text
        .replace(/[\s\u00a0\u202f]/g, '')
        .replace('−', '-')
        .match(/-?\d+(?:,(\d\d))?(?=kr)/);
    if (!found) throw new Error(`no amount in "${text}"`);
    return Math.round(Number(found[0].replace(',', '.')) * 100);
};
