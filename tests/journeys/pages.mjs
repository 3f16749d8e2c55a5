// Every page a person can come to by links, as each role: it answers, says what it is, keeps the rules of WCAG 2.2 AA that
// axe can judge, in light and dark, and fits a phone. Cases in every state with the form of every step they offer, and
// forms that were refused.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { faultsOf } from './accessibility.mjs';
import { signIn, startBrowser, startServer } from './journey.mjs';

// Lists whose addresses are filters: a list is looked at as it is, and once with a filter.
const list = /^\/(cases|tasks|conditions|payouts|decisions|de-minimis|mail)$/;
// Pages alike but for whose they are: one of a kind is looked at.
const kindOf = (url) => {
    const { pathname, searchParams } = new URL(url);
    const path = pathname
        .replace(/\/[A-Z]{2,10}-\d{4}-\d+/g, '/CASE')
        .replace(/\/\d+(?=\/|$)/g, '/ID')
        .replace(/^\/budget\/(?!new$)[^/]+/, '/budget/FUND')
        .replace(/^\/projects\/[^/]+/, '/projects/PROJECT');
    const keys = [...new Set(searchParams.keys())].sort();
    return path + '?' + (list.test(path) && keys.length > 0 ? 'filtered' : keys.join('&'));
};
// What is no page: files, and what leads away or ends the visit.
const isPage = (url) =>
    !/\/(assets|api|health|metrics|documents|sign-out)(\/|$)/.test(url.pathname) &&
    !/[?&](format|after|before)=/.test(url.search) && !/\.(pdf|xlsx|csv|html|json|ics|zip|si)$/.test(url.pathname);

describe('every page', () => {
    let server, browser;
    const looked = new Set();
    const faults = [];

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
    });

    after(async () => {
        await browser?.close();
        await server?.stop();
    });

    const judge = async (page, where, options) => faults.push(...(await faultsOf(page, where, options)));

    // As it stands in the window: in light on a desk, in dark on a phone.
    async function look(page, where) {
        await judge(page, where);
        const head = await page.evaluate(() => ({
            title: document.title,
            headings: document.querySelectorAll('h1').length,
            language: document.documentElement.lang,
        }));
        if (!head.title || head.headings !== 1 || !/^(sv|en)$/.test(head.language)) {
            faults.push(`${where}: title "${head.title}", ${head.headings} h1, language "${head.language}"`);
        }
        await page.setViewportSize({ width: 320, height: 800 });
        await page.emulateMedia({ colorScheme: 'dark' });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > 320) faults.push(`${where}: ${wide} px wide in a window of 320`);
        await judge(page, where + ' (dark, 320 px)', { runOnly: { type: 'rule', values: ['color-contrast', 'target-size'] } });
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.emulateMedia({ colorScheme: 'light' });
    }

    async function visit(page, url) {
        const answer = await page.goto(url);
        if (!answer || answer.status() !== 200) {
            faults.push(`${url}: ${answer?.status()}`);
            return [];
        }
        await look(page, url.replace(server.url, ''));
        // A link drawn in a picture has an href of another kind, so the attribute is read.
        return page.$$eval('a[href]', (links) => links.map((link) => new URL(link.getAttribute('href'), document.baseURI).href));
    }

    function listen(page) {
        page.on('console', (message) => {
            if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
        });
        page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    }

    // From the start page by links, nearest first. What others have looked at is passed by, but for the start page and the rooms
    // a role works in.
    async function walk(page, rooms) {
        const ahead = [server.url + '/'];
        for (const kind of [...looked]) {
            if (kind === '/?' || rooms.test(kind)) looked.delete(kind);
        }
        let pages = 0;
        while (ahead.length > 0) {
            const url = ahead.shift();
            const kind = kindOf(url);
            if (looked.has(kind)) continue;
            looked.add(kind);
            ++pages;
            for (const link of await visit(page, url)) {
                const target = new URL(link);
                target.hash = '';
                if (target.origin === server.url && isPage(target) && !looked.has(kindOf(target.href))) ahead.push(target.href);
            }
        }
        return pages;
    }

    const none = (what) => {
        const told = faults.splice(0);
        assert.deepEqual(told, [], what);
    };

    it('is in order before anybody signs in, and when it is not there', async () => {
        const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
        for (const path of ['/sign-in', '/accessibility']) await visit(page, server.url + path);
        await page.fill('[name=username]', 'anna.handlaggare').catch(() => page.goto(server.url + '/sign-in'));
        await page.goto(server.url + '/sign-in');
        await page.fill('[name=username]', 'anna.handlaggare');
        await page.fill('[name=password]', 'fel');
        await page.click('main button[type=submit]');
        await look(page, 'refused sign-in');
        await page.context().close();
        const anna = await signIn(browser, server.url, 'anna.handlaggare');
        await anna.goto(server.url + '/nowhere');
        await look(anna, 'not found');
        await anna.context().close();
        none('signed out');
    });

    const roles = [
        ['anna.handlaggare', 80, /^$/],
        ['maria.programansvarig', 8, /^\/(budget|overview)/],
        ['cecilia.chef', 5, /^\/(decisions|board|cases\/CASE\?)/],
        ['eva.ekonom', 12, /^\/(payouts|accounting)/],
        ['rolf.revisor', 5, /^$/],
        ['admin', 8, /^\/(admin|administration)\b/],
    ];
    for (const [username, least, rooms] of roles) {
        it(`is in order for ${username}`, async () => {
            const page = await signIn(browser, server.url, username);
            listen(page);
            const pages = await walk(page, rooms);
            await page.context().close();
            none(username);
            assert.ok(pages >= least, `${username} came to ${pages} pages only`);
        });
    }

    it('is in order for a case in every state and the form of each step', async () => {
        const cases = server.sql('SELECT MIN(diary_number), form, state FROM aid_case GROUP BY form, state ORDER BY form, state');
        assert.ok(cases.length > 20, `the demo has cases in ${cases.length} states`);
        const people = {};
        for (const name of ['anna.handlaggare', 'cecilia.chef', 'eva.ekonom']) {
            people[name] = await signIn(browser, server.url, name);
            listen(people[name]);
        }
        const states = new Set(), forms = new Set();
        for (const [number, , state] of cases) {
            const path = '/cases/' + number.replace(' ', '-').replace('/', '-');
            for (const page of Object.values(people)) {
                // A state looks alike in all forms of support; a step's form is looked at once.
                const key = state + page.url;
                const answer = await page.goto(server.url + path);
                assert.equal(answer.status(), 200, path);
                if (!states.has(key)) await judge(page, `${path} (${state})`);
                states.add(key);
                const links = await page.$$eval('a[href*="/actions/"]', (nodes) => nodes.map((node) => node.href));
                for (const link of links) {
                    const action = new URL(link).pathname.split('/').pop();
                    if (forms.has(action)) continue;
                    forms.add(action);
                    await visit(page, link);
                }
            }
        }
        for (const page of Object.values(people)) await page.context().close();
        assert.ok(forms.size > 12, `only the forms of ${[...forms].join(', ')}`);
        none('cases');
    });

    it('is in order when a form is refused', async () => {
        const page = await signIn(browser, server.url, 'anna.handlaggare');
        const forms = ['/cases/new/investment_support', '/cases/new/service_grant', '/providers/organisations/new', '/payment-services/new'];
        for (const path of forms) {
            await page.goto(server.url + path);
            await page.$$eval('main form', (nodes) => nodes.forEach((node) => (node.noValidate = true)));
            await Promise.all([
                page.waitForResponse((answer) => answer.request().method() === 'POST'),
                page.locator('main form .form-actions button[type=submit]').first().click(),
            ]);
            await page.waitForLoadState('load');
            assert.ok((await page.locator('#problems li').count()) > 0, `${path} says what is wrong`);
            await look(page, path + ' refused');
        }
        await page.context().close();
        none('refused');
    });
});
