// What every journey stands on: a server of its own with the demo data on a private database, a real browser, and a few
// words for what a person does. Nothing leaves the machine.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const password = 'lanthandel-i-dalarna';

// Starts `bygdestod serve --demo` on a free port. BYGDESTOD names the program.
export async function startServer() {
    const folder = mkdtempSync(join(tmpdir(), 'bygd-j-'));
    const program = process.env.BYGDESTOD ?? 'build/release/bygdestod';
    const child = spawn(program, ['serve', '--demo', '--data', join(folder, 'var'), '--listen', '127.0.0.1:0']);
    let printed = '', errors = '';
    child.stderr.on('data', (data) => { errors = (errors + data).slice(-20000); });
    const url = await new Promise((resolve, reject) => {
        child.stdout.on('data', (data) => {
            printed += data;
            const found = printed.match(/http:\/\/127\.0\.0\.1:\d+/);
            if (found) resolve(found[0]);
        });
        child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${errors}`)));
    });
    return {
        url, folder, pid: child.pid,
        async stop() {
            const gone = new Promise((resolve) => child.on('exit', resolve));
            child.kill('SIGTERM');
            await gone;
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

export async function startBrowser() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
               '--disable-component-update', '--disable-sync'],
    });
}

// A person at a desk of their own: own cookies. `options` as Playwright's newContext.
export async function signIn(browser, url, username, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    await page.goto(url + '/sign-in');
    await page.fill('[name=username]', username);
    await page.fill('[name=password]', password);
    await page.click('main button[type=submit]');
    await page.waitForURL((where) => !where.pathname.startsWith('/sign-in'));
    page.home = url;
    return page;
}

// The one button or link of the step's own name on the case page.
export async function step(page, label) {
    await page.locator('#next').getByRole('button', { name: label, exact: true })
        .or(page.locator('#next').getByRole('link', { name: label, exact: true })).first().click();
}

export async function stateOf(page) {
    return (await page.locator('.page-head .status').first().innerText()).trim();
}

export const pdf = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% en handling\n%%EOF\n') });
