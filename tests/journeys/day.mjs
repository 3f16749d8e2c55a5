// What the days of the six roles share: one server, one person at a desk, an eye over each page that is come to in the
// state it is in, and what may go wrong on any day: the network, the session, a colleague.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf } from './accessibility.mjs';
import { fillSignIn, signIn, startBrowser, startServer, until } from './journey.mjs';

export const today = (from = 0) =>
    new Date(Date.now() + from * 86400000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

// DAY_PICTURES names a folder in which each page that is looked at is drawn, on a desk and on a phone.
const pictures = process.env.DAY_PICTURES;

export async function beginDay(role, options) {
    const server = await startServer(options);
    const browser = await startBrowser();
    const faults = [];
    let drawn = 0;

    async function draw(page, what) {
        const name = `${String(++drawn).padStart(2, '0')}-${what.toLowerCase().replace(/[^a-zåäö0-9]+/g, '-')}`;
        mkdirSync(join(pictures, role), { recursive: true });
        for (const width of [1280, 400]) {
            await page.setViewportSize({ width, height: 900 });
            await page.evaluate(() => document.fonts.ready);
            await page.screenshot({ path: join(pictures, role, `${name}-${width}.png`), fullPage: true });
        }
        await page.setViewportSize({ width: 1280, height: 900 });
    }

    // axe is a script too: where there are none it judges the same page, shown once more beside.
    async function faultsOfCopy(page, what) {
        const context = await browser.newContext({ viewport: page.viewportSize(), locale: 'sv-SE' });
        const beside = await context.newPage();
        const body = (await page.content()).replace(/<script[^]*?<\/script>/g, '');
        await beside.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
        await beside.goto(page.url());
        const found = await faultsOf(beside, what);
        await context.close();
        return found;
    }

    const day = {
        server,
        browser,

        // Somebody at a desk: `options` as Playwright's newContext.
        async desk(username, options) {
            const page = await signIn(browser, server.url, username, options);
            page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
            return page;
        },

        // The page as it stands: what axe finds, whether it says what it is, and its picture.
        async look(page, what) {
            faults.push(...(await (page.scriptless ? faultsOfCopy(page, what) : faultsOf(page, what))));
            const title = await page.title();
            const headings = await page.locator('h1').count();
            if (!title || headings !== 1) faults.push(`${what}: title "${title}", ${headings} h1`);
            if (pictures) await draw(page, what);
        },

        // The same page where a phone or a desk at 400 % shows it: nothing beside the window, and the way on within reach.
        async narrow(page, what, reachable) {
            await page.setViewportSize({ width: 320, height: 800 });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            if (wide > 320) faults.push(`${what}: ${wide} px wide in a window of 320`);
            faults.push(...(await faultsOf(page, `${what} (320 px)`)));
            const box = await reachable.boundingBox();
            assert.ok(box && box.x >= 0 && box.x + box.width <= 320, `${what}: it is not all in the window`);
            await page.setViewportSize({ width: 1280, height: 900 });
        },

        // What a person works in without scripts: signed in anew, and left when it is done.
        async withoutScript(username, work) {
            const page = await day.desk(username, { javaScriptEnabled: false });
            page.scriptless = true;
            await work(page);
            await page.context().close();
        },

        one: (statement) => server.sql(statement)[0]?.[0],
        count: (what) => Number(server.sql(`SELECT COUNT(*) FROM ${what}`)[0][0]),

        async end() {
            await browser.close();
            await server.stop();
        },

        // The last thing of each day: no page had a fault, nothing failed inside, and every balance and chain is in order.
        inOrder() {
            assert.deepEqual(faults, []);
            assert.deepEqual(server.log().filter((line) => line.level === 'error'), []);
            const verified = server.verify();
            assert.equal(verified.code, 0, verified.out + verified.errors);
            assert.match(verified.out, /all in order/);
        },
    };
    return day;
}

export const numberIn = (text) => Number(text.replace(/\D/g, ''));
export const caseAddress = (diaryNumber) => '/cases/' + diaryNumber.replace(/[ /]/g, '-');

// Presses what sends a form, and waits for the page after it.
export async function send(page, button) {
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), button.click()]);
    await page.waitForLoadState('load');
}

// The network is away while a form is sent; the person is told, and nothing has left the desk.
export async function sendOffline(page, button) {
    await page.context().setOffline(true);
    await button.click();
    await until('it says that there is no network', () => page.locator('#unsent').isVisible());
    await page.context().setOffline(false);
}

// The form comes to the house and is saved, and the answer is lost on its way: the browser shows a page of its own. Then the
// person goes back.
export async function sendAndLoseAnswer(page, button) {
    let came = 0;
    let status = 0;
    await page.route('**', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        ++came;
        const sent = route.request();   // past the browser, which must not see what the answer would have set
        const headers = await sent.allHeaders();
        for (const name of Object.keys(headers)) if (/^(:|host$|content-length$|connection$)/.test(name)) delete headers[name];
        const answer = await fetch(sent.url(), { method: 'POST', headers, body: sent.postDataBuffer(), redirect: 'manual' });
        status = answer.status;
        return route.abort('connectionreset');
    });
    await Promise.all([page.waitForEvent('requestfailed', (request) => request.method() === 'POST'), button.click()]);
    await until('the browser shows a page of its own', () => page.url().startsWith('chrome-error:'));
    await page.unroute('**');
    assert.deepEqual([came, status], [1, 303], 'it came once, and was taken');
    await page.goBack({ timeout: 60000 });
}

// The session has run out while somebody was typing: asked to sign in, and then shown what was typed.
export async function sendAfterTheSession(day, page, username, button) {
    day.server.sql(
        `UPDATE session s JOIN user_account u ON u.id = s.user_id SET s.last_seen_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR WHERE u.username = '${username}'`,
    );
    await send(page, button);
    assert.match(page.url(), /\/sign-in\?next=/);
    await day.look(page, 'sign in again');
    await fillSignIn(page, username);
    assert.match(await page.locator('h1').innerText(), /Det du hade skrivit finns kvar/);
    await day.look(page, 'what was typed');
}

export async function signOut(page) {
    await page.locator('details.person summary').click();
    await send(page, page.getByRole('button', { name: 'Logga ut' }));
    assert.match(page.url(), /\/sign-in$/);
    await page.goBack();
    assert.match(page.url(), /\/sign-in/, 'the way back shows nothing to whoever sits down next');
}
