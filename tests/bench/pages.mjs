// What a page costs the person: bytes over the wire the first time and the next, and the time until it answers to a hand, in
// Chromium bound to one core. node pages.mjs PROGRAM FOLDER PORT, on a folder of many cases with the demo accounts.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pause, signIn, startBrowser } from '../journeys/journey.mjs';

const [, , program, folder, port] = process.argv;
const home = `http://127.0.0.1:${port}`;
const times = 7;
const goal = 100_000; // bytes of the queue the first time
const server = spawn(program, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--data', folder], { stdio: 'ignore' });

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Encoded bytes of everything that a visit fetches, headers with them.
async function visit(page, client, url) {
    let bytes = 0;
    const count = (event) => (bytes += event.encodedDataLength);
    client.on('Network.loadingFinished', count);
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    client.off('Network.loadingFinished', count);
    const ms = await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
    return { bytes, ms };
}

try {
    for (let tries = 0; ; ++tries) {
        const ready = await fetch(home + '/health/ready').then((answer) => answer.ok, () => false);
        if (ready) break;
        if (tries === 600) throw new Error('the server did not start');
        await pause(100);
    }
    execFileSync('taskset', ['-p', '-c', '0', String(process.pid)], { stdio: 'ignore' }); // the browser is its child
    const browser = await startBrowser();
    const signedIn = async () => {
        const page = await signIn(browser, home, 'anna.handlaggare');
        const client = await page.context().newCDPSession(page);
        await client.send('Network.enable');
        return { page, client };
    };
    const { page } = await signedIn();
    await page.goto(home + '/cases?stage=closed&order=number');
    const one = new URL(await page.locator('table.list td.primary a').first().getAttribute('href'), home).pathname;
    console.log(`${''.padEnd(46)} ${'first bytes'.padStart(12)} ${'next bytes'.padStart(12)} ${'usable after'.padStart(14)}`);
    for (const [what, path] of [['work queue', '/cases?stage=open&order=number'], ['case page', one], ['page of a manager', '/overview?year=2026']]) {
        const { page: fresh, client } = await signedIn();
        await client.send('Network.clearBrowserCache');
        const first = await visit(fresh, client, home + path);
        const next = [];
        for (let i = 0; i < times; ++i) next.push(await visit(fresh, client, home + path));
        const told = what === 'work queue' ? ` (goal: the first under ${goal} bytes)` : '';
        console.log(
            `${what.padEnd(46)} ${String(first.bytes).padStart(12)} ${String(median(next.map((each) => each.bytes))).padStart(12)}` +
                ` ${(median(next.map((each) => each.ms)).toFixed(0) + ' ms').padStart(14)}${told}`,
        );
        await fresh.context().close();
    }
    await browser.close();
} finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
}
