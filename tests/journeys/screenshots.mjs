// Takes the pictures of the README from the product itself, with its demo data: node screenshots.mjs FOLDER.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { signIn, startBrowser, startServer } from './journey.mjs';

const folder = process.argv[2];
if (!folder) {
    console.error('node screenshots.mjs FOLDER');
    process.exit(2);
}
mkdirSync(folder, { recursive: true });
const server = await startServer();
const browser = await startBrowser();
try {
    const of = async (username, path, name) => {
        const page = await signIn(browser, server.url, username, { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 });
        await page.goto(server.url + path);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(folder, name) });
        await page.context().close();
    };
    // One she has in hand and has said to have no conflict of interest in.
    const [[number]] = server.sql(
        "SELECT c.diary_number FROM aid_case c JOIN user_account u ON u.id = c.officer_id" +
            " JOIN conflict_declaration d ON d.case_id = c.id AND d.user_id = u.id" +
            " WHERE u.username = 'anna.handlaggare' AND c.state = 'in_review' AND c.form = 'investment_support' ORDER BY c.id LIMIT 1",
    );
    await of('anna.handlaggare', '/cases?stage=open&order=number', 'queue.png');
    await of('anna.handlaggare', '/cases/' + number.replace(/[ /]/g, '-'), 'case.png');
    await of('maria.programansvarig', '/overview', 'overview.png');
} finally {
    await browser.close();
    await server.stop();
}
