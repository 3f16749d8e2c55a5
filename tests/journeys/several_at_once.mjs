// Two people on one case, and one person who presses twice: nobody's change is lost or made twice, and what the second
// had typed stands there still.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fill, pause, pdf, signIn, startBrowser, startServer, step, submit, until } from './journey.mjs';
import { applications, attach, caseUrl, eventsOf, goTo, openForm, register } from './application.mjs';

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
const diaryNumberOn = async (page) => (await page.locator('.page-head .lead').first().innerText()).split(' · ')[0];
const eventsIn = (diaryNumber, condition) =>
    count(`diary_event e JOIN aid_case c ON c.id = e.case_id WHERE c.diary_number = '${diaryNumber}' AND ${condition}`);

describe('two officers on one case', () => {
    let anna, bo;
    before(async () => {
        anna = await signIn(browser, server.url, 'anna.handlaggare');
        bo = await signIn(browser, server.url, 'bo.handlaggare');
    });

    const changed = async (page) => {
        assert.match(await page.locator('#problems').innerText(), /Ärendet har ändrats sedan du öppnade det/);
    };

    // Bo answers the first item of the checklist: the case is another one afterwards.
    async function boChanges(number) {
        await goTo(bo, number);
        await bo.locator('#checklist input[type=radio][value=yes]').first().check();
        await bo.locator('#checklist button[type=submit]').click();
        await bo.waitForLoadState('load');
        assert.match((await eventsOf(bo))[0], /^Checklistan ifylld .*Bo Lindgren/);
    }

    it('a step: the second is told, its text stands, and sent again it counts', async () => {
        const number = await register(anna, 'service_grant');
        await step(anna, 'Återkallad av sökanden');
        const reason = 'Sökanden ringde: "vi väntar till nästa år" – å ä ö.\nTvå rader.';
        await anna.locator('[name=reason]').fill(reason);
        await boChanges(number);
        await submit(anna);
        await changed(anna);
        assert.equal(await anna.locator('[name=reason]').inputValue(), reason);
        assert.equal((await eventsOf(bo)).length, 2, 'nothing but the registration and the checklist');
        await submit(anna);
        assert.match(await anna.locator('.page-head span.status').first().innerText(), /Avslutad/);
        assert.match((await eventsOf(anna)).join('\n'), /Två rader\./);
    });

    it('the checklist: the answers and comments of the second stand, beside what the first has saved', async () => {
        const number = await register(anna, 'service_grant');
        const notes = anna.locator('#checklist input[name^=note_]');
        await anna.locator('#checklist input[type=radio][value=no]').nth(1).check();
        await notes.nth(1).fill('Underskrift av <obehörig> & "okänd"');
        await boChanges(number);
        await anna.locator('#checklist button[type=submit]').click();
        await anna.waitForLoadState('load');
        await changed(anna);
        assert.equal(await notes.nth(1).inputValue(), 'Underskrift av <obehörig> & "okänd"');
        assert.ok(await anna.locator('#checklist input[type=radio][value=no]').nth(1).isChecked());
        assert.ok(
            await anna.locator('#checklist input[type=radio][value=yes]').first().isChecked(),
            'the answer of Bo',
        );
        await anna.locator('#checklist button[type=submit]').click();
        await anna.waitForLoadState('load');
        assert.match((await eventsOf(anna))[0], /^Checklistan ifylld .*Anna Åström/);
        await anna.reload();
        assert.equal(await notes.nth(1).inputValue(), 'Underskrift av <obehörig> & "okänd"');
    });

    it('an answer without its comment is refused at its item, and the other answers stand', async () => {
        await register(anna, 'service_grant');
        await anna.locator('#checklist input[type=radio][value=yes]').first().check();
        await anna.locator('#checklist input[name^=note_]').first().fill('Stämmer.');
        await anna.locator('#checklist input[type=radio][value=no]').nth(1).check();
        await anna.locator('#checklist button[type=submit]').click();
        await anna.waitForLoadState('load');
        assert.match(await anna.locator('#checklist li').nth(1).innerText(), /Skriv en kommentar när svaret är nej/);
        assert.equal(await anna.locator('#checklist input[name^=note_]').first().inputValue(), 'Stämmer.');
        assert.ok(await anna.locator('#checklist input[type=radio][value=no]').nth(1).isChecked());
        assert.equal((await eventsOf(anna)).length, 1);
    });

    it('a step that is no longer open: the text stands', async () => {
        const number = await register(anna, 'service_grant');
        await step(anna, 'Återkallad av sökanden');
        await anna.locator('[name=reason]').fill('Min motivering.');
        await goTo(bo, number);
        await step(bo, 'Återkallad av sökanden');
        await bo.locator('[name=reason]').fill('Bo hann före.');
        await submit(bo);
        await submit(anna);
        assert.equal(await anna.locator('#problems').count(), 1);
        assert.equal(await anna.locator('[name=reason]').inputValue(), 'Min motivering.');
        await goTo(anna, number);
        assert.equal((await eventsOf(anna)).join('\n').includes('Min motivering.'), false);
    });

    it('two notes at once are both kept, in one diary', async () => {
        const number = await register(anna, 'service_grant');
        await goTo(bo, number);
        for (const [page, text] of [
            [anna, 'Från Anna'],
            [bo, 'Från Bo'],
        ])
            await page.locator('[name=note]').fill(text);
        await Promise.all(
            [anna, bo].map(async (page) => {
                await page.locator('#diary form button[type=submit]').click();
                await page.waitForLoadState('load');
            }),
        );
        await goTo(anna, number);
        const events = (await eventsOf(anna)).join('\n');
        assert.match(events, /Från Anna/);
        assert.match(events, /Från Bo/);
    });

    after(async () => {
        await anna.context().close();
        await bo.context().close();
    });
});

describe('a button pressed twice counts once', () => {
    let number = 100;

    // Of each kind: who presses it, what is filled in before, the button, and what there is one more of afterwards.
    const kinds = {
        'register an application': {
            async open(desk) {
                const page = await desk('anna.handlaggare');
                const application = applications.service_grant();
                await openForm(page, 'service_grant');
                await fill(page, application.fields);
                await attach(page, application.documents);
                const name = application.fields.organisation_name;
                return {
                    page,
                    button: page.locator('main form.form .form-actions button[type=submit]'),
                    made: () => [
                        count(`aid_case c JOIN organisation o ON o.id = c.organisation_id WHERE o.name = '${name}'`),
                        count(`organisation WHERE name = '${name}'`),
                    ],
                };
            },
        },
        'add a note': onCase('kind = "note"', async (page) => {
            await page.locator('[name=note]').fill('En gång.');
            return page.locator('#diary form button[type=submit]');
        }),
        'save the checklist': onCase('kind = "checklist_answered"', async (page) => {
            await page.locator('#checklist input[type=radio][value=yes]').first().check();
            return page.locator('#checklist button[type=submit]');
        }),
        'add a document': onCase('kind = "document_added"', async (page) => {
            await page.locator('#documents summary').click();
            await page.setInputFiles('[name=file]', pdf('bilaga.pdf'));
            return page.locator('#documents form button[type=submit]');
        }),
        'a step with a form': onCase(
            'action = "assign"',
            async (page) => {
                await page.goto(page.url() + '/actions/assign');
                await page.selectOption('[name=officer]', { index: 1 }); // nobody is chosen for who is no officer
                return page.locator('main form.form .form-actions button[type=submit]');
            },
            'maria.programansvarig',
        ),
        'a step that is a button alone': {
            async open(desk) {
                const open = "SELECT diary_number FROM aid_case WHERE stage <> 'closed' ORDER BY stage DESC, id";
                const numbers = server.sql(open).slice(0, 40);
                for (const who of ['cecilia.chef', 'anna.handlaggare', 'eva.ekonom', 'david.direktor']) {
                    const page = await desk(who);
                    for (const [each] of numbers) {
                        const url = `${page.home}/cases/${each.replace(/[ /]/g, '-')}`;
                        const html = await (await page.request.get(url)).text();
                        if (!/action="[^"]*\/actions">/.test(html)) continue;
                        await page.goto(url);
                        const form = page.locator('#next .offers form').first();
                        const action = await form.locator('[name=action]').inputValue();
                        return {
                            page,
                            button: form.locator('button'),
                            made: () => [eventsIn(each, `action = '${action}'`)],
                        };
                    }
                }
                return null; // the demo has few, and each way takes one
            },
        },
        'open a link to Länsstyrelsen': {
            async open(desk) {
                const page = await desk('anna.handlaggare');
                await page.goto(page.home + '/payment-services/new');
                for (const name of ['outlet', 'kind', 'direction']) {
                    await page.locator(`main form [name=${name}]`).selectOption({ index: 1 });
                }
                await page.fill('[name=their_diary_number]', `${++number}-2026`);
                const mine = number;
                return {
                    page,
                    button: page.locator('main form.form .form-actions button[type=submit]'),
                    made: () => [count(`payment_service_link WHERE their_diary_number = '${mine}-2026'`)],
                };
            },
        },
        'save an API token': {
            async open(desk) {
                const page = await desk('bo.handlaggare');
                await page.goto(page.home + '/account/tokens/new');
                const name = `Nyckel ${++number}`;
                await page.fill('[name=name]', name);
                return {
                    page,
                    button: page.locator('main form .form-actions button[type=submit]'),
                    made: () => [count(`api_token WHERE name = '${name}'`)],
                };
            },
        },
        'add a person': {
            async open(desk) {
                const page = await desk('admin');
                await page.goto(page.home + '/admin/users/new');
                const username = `ny.person${++number}`;
                await fill(page, { username, display_name: 'Ny Person', password: 'en-hel-mening-om-butiken' });
                await page.locator('[name=roles][value=officer]').check();
                return {
                    page,
                    button: page.locator('main form .form-actions button[type=submit]'),
                    made: () => [count(`user_account WHERE username = '${username}'`)],
                };
            },
        },
        'set up a fund': {
            async open(desk) {
                const page = await desk('maria.programansvarig');
                await page.goto(page.home + '/budget/new');
                const code = `DUBBEL-${++number}`;
                await fill(page, {
                    name: `Pott ${number}`,
                    code,
                    year: '2026',
                    amount: '1 000',
                    text: 'Regleringsbrev',
                });
                await page.locator('main [name=source]').first().check();
                return {
                    page,
                    button: page.locator('main form .form-actions button[type=submit]'),
                    made: () => [
                        count(`fund WHERE code = '${code}'`),
                        count(`ledger_entry l JOIN fund f ON f.id = l.fund_id WHERE f.code = '${code}'`),
                    ],
                };
            },
        },
    };

    function onCase(event, prepare, who = 'anna.handlaggare') {
        return {
            async open(desk) {
                const anna = await desk('anna.handlaggare');
                const made = await register(anna, 'service_grant');
                const diaryNumber = await diaryNumberOn(anna);
                const page = await desk(who);
                await page.goto(caseUrl(page, made));
                const button = await prepare(page);
                return { page, button, made: () => [eventsIn(diaryNumber, event.replaceAll('"', "'"))] };
            },
        };
    }

    // Each person has one desk with JavaScript and one without.
    const desks = new Map();
    const deskOf = (javaScriptEnabled) => async (who) => {
        const key = `${who} ${javaScriptEnabled}`;
        if (!desks.has(key)) desks.set(key, await signIn(browser, server.url, who, { javaScriptEnabled }));
        return desks.get(key);
    };

    const twice = async (button, made) => {
        const before = String(made());
        await button.dblclick();
        await until('it counts', () => String(made()) !== before);
        await pause(300); // for a second effect, were there one
        await button.page().waitForLoadState('load');
    };
    const ways = {
        'two clicks': twice,
        'two clicks, without JavaScript': twice,
        'sent three times at the same moment': async (button) => {
            const statuses = await button.evaluate(async (node) => {
                const form = node.form;
                const body = () => {
                    const data = new FormData(form);
                    return form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
                };
                const send = () =>
                    fetch(form.getAttribute('action'), { method: 'POST', body: body(), redirect: 'manual' });
                return (await Promise.all([send(), send(), send()])).map((answer) => answer.type + answer.status);
            });
            assert.deepEqual(statuses, Array(3).fill('opaqueredirect0'), 'each is told where the result is');
        },
    };

    for (const [what, kind] of Object.entries(kinds)) {
        it(what, async () => {
            for (const [way, press] of Object.entries(ways)) {
                const desk = deskOf(way !== 'two clicks, without JavaScript');
                const opened = await kind.open(desk);
                assert.ok(opened || way !== 'two clicks', 'there is such a button');
                if (!opened) continue;
                const { page, button, made } = opened;
                const before = made();
                await press(button, made);
                assert.deepEqual(
                    made(),
                    before.map((each) => each + 1),
                    `${way}: one more, and no other`,
                );
                assert.equal(await page.locator('#problems').count(), 0, way);
            }
        });
    }

    it('and everything is in order at the end', () => {
        const verified = server.verify();
        assert.equal(verified.code, 0, verified.out + verified.errors);
        assert.deepEqual(
            server.log().filter((line) => line.level === 'error'),
            [],
        );
    });
});
