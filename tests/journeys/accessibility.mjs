// What axe can judge of a page as it stands, by the rules of WCAG 2.2 AA and good practice: one line a fault.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// Only faults are told of: what passes need not be gathered, node by node.
const told = { resultTypes: ['violations'] };

export async function faultsOf(page, where, options = rules) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate((asked) => globalThis.axe.run(document, asked), { ...told, ...options });
    return violations.map(
        (violation) =>
            `${where}: ${violation.id} at ${violation.nodes
                .slice(0, 2)
                .map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? ''))
                .join('; ')}`,
    );
}
