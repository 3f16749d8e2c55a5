// What applicants write in the four forms of 2024:1243, and the road of a case from there, as people go it: invented
// names, numbers with right check digits from ranges that nobody has (domain §7.1).
import assert from 'node:assert/strict';
import { fill, pdf, stateOf, step, submit } from './journey.mjs';

// The digits and the one that makes their Luhn sum a multiple of ten.
export function withCheckDigit(digits) {
    const sum = [...digits].reverse().reduce((total, digit, place) => {
        const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
    }, 0);
    return digits + String((10 - (sum % 10)) % 10);
}

let made = 0;
export const nextNumber = () => String(++made).padStart(3, '0');
export const organisationNumber = (three) => withCheckDigit('559901' + three);
export const municipalityNumber = (three) => withCheckDigit('2120009' + String(50 + (Number(three) % 50)));
export const bankgiro = (three) => withCheckDigit('5556' + three);
export const plusgiro = (three) => withCheckDigit('98765' + three.slice(-1));

function company(overrides = {}) {
    const three = nextNumber();
    return {
        organisation_number: organisationNumber(three),
        organisation_name: `Resans Handel ${three} AB`,
        organisation_kind: 'limited_company',
        contact_name: 'Åsa Öberg',
        email: 'butiken@example.org',
        phone: '0250-123 45',
        street: 'Bygatan 1',
        postal_code: '792 50',
        city: 'Mora',
        payee_kind: 'bankgiro',
        payee_number: bankgiro(three),
        outlet_name: `Resans Livs ${three}`,
        place: 'Venjan',
        municipality: '2062',
        next_outlet_km: '14,5',
        hours_per_week: '40',
        articles: '1500',
        groceries_turnover: '4 200 000',
        service_groceries: true,
        received_on: '2026-03-02',
        ...overrides,
    };
}

const declared = { other_de_minimis: 'Inget.', other_aid: 'Inget.' };

// Fields, required documents, and the amount sought in kr of each form.
export const applications = {
    investment_support: () => ({
        fields: {
            ...company(),
            ...declared,
            description: 'Ny kyldisk och frys. Den gamla läcker.',
            start_on: '2026-04-01',
            end_on: '2026-09-30',
            amount_sought: '100 000,00',
            cost_1_line: 'premises',
            cost_1_description: 'Kyl- och frysdiskar',
            cost_1_amount: '200 000',
        },
        documents: ['signed_application', 'annual_accounts', 'quotes'],
        sought: 100000,
        fund: 'Regionala utvecklingsmedel 1:1 2026',
    }),
    service_grant: () => ({
        fields: {
            ...company(),
            ...declared,
            grant_year: '2026',
            amount_sought: '120 000',
            description: 'Vägarbeten har minskat försäljningen i ett halvår.',
            measures: 'Öppettider och hyra är redan omförhandlade.',
            temporary_problems: 'yes',
            measures_insufficient: 'yes',
        },
        documents: ['signed_application', 'annual_accounts', 'action_plan'],
        sought: 120000,
        fund: 'Regionala utvecklingsmedel 1:1 2026',
    }),
    operating_support: () => ({
        fields: {
            ...company(),
            ...declared,
            grant_year: '2026',
            opening_hours: '40',
            assortment: '1500',
            open_all_year: 'yes',
            turnover: '4 200 000',
            amount_sought: '150 000,50',
        },
        documents: ['signed_application', 'annual_accounts'],
        sought: 150000.5,
        fund: 'Särskilt driftstöd, nationell pott 2026',
    }),
    home_delivery_grant: () => {
        const three = nextNumber();
        return {
            fields: {
                organisation_number: municipalityNumber(three),
                organisation_name: `Resans kommun ${three}`,
                organisation_kind: 'municipality',
                payee_kind: 'plusgiro',
                payee_number: plusgiro(three),
                municipality: '2062',
                received_on: '2026-03-02',
                grant_year: '2026',
                households: '30',
                occasions: '2400',
                net_cost: '180 000',
                amount_sought: '90 000',
                description: 'Kommunen har avtal med butikerna om hemsändning en gång i veckan.',
            },
            documents: ['signed_application', 'cost_statement'],
            sought: 90000,
            fund: 'Regionala utvecklingsmedel 1:1 2026',
        };
    },
};

export async function openForm(page, form) {
    await page.goto(`${page.home}/cases/new/${form}`);
}

export async function attach(page, documents) {
    for (const kind of documents) await page.setInputFiles(`[name="${kind}"]`, pdf(`${kind}.pdf`));
}

// Registers an application and answers its diary number, read on the case page.
export async function register(page, form, application = applications[form]()) {
    await openForm(page, form);
    await fill(page, application.fields);
    await attach(page, application.documents);
    await submit(page);
    await page.waitForURL(/\/cases\/[^/]+-\d+-\d+|\/cases\/[A-Z]/);
    return page.url().match(/\/cases\/([^/#?]+)/)[1];
}

export const caseUrl = (page, number) => `${page.home}/cases/${number}`;
export const goTo = (page, number) => page.goto(caseUrl(page, number));

// Each person says once in each case that there is no conflict of interest, when the page asks.
export async function declare(page, number) {
    await goTo(page, number);
    const button = page.locator('#conflict button[value=no]');
    if ((await button.count()) === 0) return;
    await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), button.click()]);
    await page.waitForLoadState('load');
    assert.equal(await button.count(), 0);
    await goTo(page, number);
}

// Where the newest thing beside the case stands that is still open, or else the last that was.
export async function besideOf(page) {
    return (await page.locator('[id^=proceeding-] .status').first().innerText()).trim();
}

// The diary, newest first, one line an event.
export async function eventsOf(page) {
    const events = await page.locator('#diary .timeline > li').allInnerTexts();
    return events.map((event) => event.replace(/\s+/g, ' ').trim());
}

// The state on the page, and the event among the newest two (a decision is followed by its letter) with who made it.
export async function expectAt(page, state, event, who = '') {
    assert.equal(await stateOf(page), state);
    const newest = (await eventsOf(page)).slice(0, 2);
    assert.ok(
        newest.some((each) => each.startsWith(event) && each.includes(who)),
        `the newest events are "${newest.join('" and "')}", none is "${event}" of ${who}`,
    );
}

// One step that is a button alone, seen to have happened. `beside`: where the claim or the like then stands.
export async function press(page, number, label, state, who, beside) {
    await declare(page, number);
    const before = (await eventsOf(page)).length;
    await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), step(page, label)]);
    await page.waitForLoadState('load');
    await expectAt(page, state, label, who);
    if (beside) assert.equal(await besideOf(page), beside);
    assert.ok((await eventsOf(page)).length > before, 'the diary grew');
}

// One step that has a form.
export async function write(page, number, label, values, state, who, beside) {
    await declare(page, number);
    await step(page, label);
    await page.waitForURL(/\/actions\//);
    await fill(page, values);
    await submit(page);
    assert.deepEqual(await page.locator('#problems li').allInnerTexts(), []);
    await expectAt(page, state, label, who);
    if (beside) assert.equal(await besideOf(page), beside);
}

// What the law asks to be looked up about a company and asked of its kommun before a proposal (28 §).
export async function lookUpAndAsk(page, number, day) {
    await declare(page, number);
    for (const kind of ['bolagsverket', 'skatteverket', 'kronofogden']) {
        await page.locator('#record-check summary').click();
        await fill(page, { check_kind: kind, check_result: 'clear', check_source: 'Slagning i registret' });
        await Promise.all([
            page.waitForResponse((r) => r.request().method() === 'POST'),
            page.locator('#record-check button[type=submit]').click(),
        ]);
        await page.waitForLoadState('load');
    }
    const asked = { recipient_kind: 'municipality', question: 'Behövs stödet för servicen på orten?' };
    await write(page, number, 'Begär yttrande', asked, 'Under beredning');
    await write(page, number, 'Registrera yttrande', { answer: 'Kommunen tillstyrker.', answered_on: day }, 'Under beredning');
}

export async function answerChecklist(page, number, answer = 'yes') {
    await goTo(page, number);
    for (const item of await page.locator(`#checklist input[type=radio][value=${answer}]`).all()) await item.check();
    await page.locator('#checklist button[type=submit]').click();
    await page.waitForLoadState('load');
    await expectAt(page, 'Under beredning', 'Checklistan ifylld');
}

export async function assign(page, number, officer, who) {
    await goTo(page, number);
    await step(page, 'Fördela till handläggare');
    await page.locator('[name=officer]').selectOption({ label: officer });
    await submit(page);
    await expectAt(page, 'Under beredning', 'Fördela till handläggare', who);
}

// The proposal; `amount` in kr, or null for a rejection. `conditions` is one more beside the standard ones, `blocking` one
// that no payment goes before, in a row that is asked for.
export async function propose(page, number, { outcome, amount, fund, conditions, blocking }, who) {
    await declare(page, number);
    await step(page, 'Skriv förslag till beslut');
    await page.waitForURL(/\/actions\/propose/);
    const values = {
        proposal_outcome: outcome,
        reasons: 'Stödet behövs för att servicen på orten ska finnas kvar (8 och 9 §§).',
        period_from: '2026-01-01',
        period_to: '2026-12-31',
    };
    if (amount) values.amount = amount;
    if (outcome !== 'approved') values.no_hearing_reason = 'Avslaget rör bara det som sökanden själv har uppgett.';
    await fill(page, values);
    const rows = page.locator('textarea[name^=condition_]');
    if (conditions) await rows.last().fill(conditions);
    if (blocking) {
        const before = await rows.count();
        await page.getByRole('button', { name: 'Lägg till ett villkor' }).click();
        await rows.nth(before).waitFor();
        assert.equal(await page.locator('[name=reasons]').inputValue(), values.reasons, 'what was typed is kept');
        await fill(page, {
            [`condition_${before + 1}_kind`]: 'permit',
            [`condition_${before + 1}_text`]: blocking,
            [`condition_${before + 1}_blocks_payment`]: true,
        });
    }
    if (fund) {
        const option = page.locator('[name=fund] option', { hasText: fund }).first();
        await page.locator('[name=fund]').selectOption(await option.getAttribute('value'));
    }
    await submit(page);
    assert.deepEqual(await page.locator('#problems li').allInnerTexts(), []);
    await expectAt(page, 'Föreslaget', 'Skriv förslag till beslut', who);
}
