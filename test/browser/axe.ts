import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds, all of its rules on. The page's own policy would keep a script tag out, not the debugger. */
export async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations: found } = await page.evaluate<axe.AxeResults>(
        "axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: true }, 'target-size': { enabled: true } } })",
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join("\n")}`);
}

/** How many pixels one would have to scroll to the right. */
export function overflow(page: Page): Promise<number> {
    return page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
}
