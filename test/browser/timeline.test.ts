import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

import { timeline } from "../../delivery/report/timeline";
import type { Release } from "../../delivery/release/release";
import * as releases from "../delivery/releases";
import { overflow, violations } from "./axe";
import { startChromium } from "./chromium";

/** What the pages look like; git doesn't keep them. */
const pictures = path.join(__dirname, "screenshots");

const { good, underWay, rolledBack, crashLoop, aborted, gateFailed, short, hostile } = releases;
const long = releases.long({ seconds: 3 * 86_400, count: 4_000, workloads: 3 });
const all: Record<string, Release> = {
    good,
    underWay,
    rolledBack,
    crashLoop,
    aborted,
    gateFailed,
    short,
    hostile,
    long,
};

const views = [
    ["light", 360],
    ["dark", 1280],
] as const;

describe("the timeline in a browser", function () {
    let browser: Browser;
    let stop: () => Promise<void>;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "timeline-"));
    const contexts: BrowserContext[] = [];

    before(async () => {
        ({ browser, stop } = await startChromium());
        fs.mkdirSync(pictures, { recursive: true });
    });
    afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
    after(async () => {
        await stop();
        fs.rmSync(folder, { recursive: true });
    });

    /** The file of a release as a reader opens it, and whatever it complains about or asks a network for. */
    async function open(release: Release, options: BrowserContextOptions = {}) {
        const file = path.join(folder, "timeline.html");
        fs.writeFileSync(file, timeline(release, new Date(releases.after(200))));
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        contexts.push(context);
        const page = await context.newPage();
        const complaints: string[] = [];
        const requests: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        page.on("dialog", (dialog) => complaints.push(dialog.message()));
        page.on("request", (request) => requests.push(request.url()));
        await page.goto(pathToFileURL(file).href);
        return { page, complaints, requests, address: pathToFileURL(file).href };
    }

    for (const [name, release] of Object.entries(all)) {
        for (const [colorScheme, width] of views) {
            it(`shows ${name} at ${width} pixels in ${colorScheme}: accessible, and nothing beyond its edge`, async () => {
                const options = { colorScheme, viewport: { width, height: 900 } };
                const { page, complaints, requests, address } = await open(release, options);
                const picture = path.join(pictures, `${name}-${colorScheme}-${width}.png`);
                await page.screenshot({ path: picture, fullPage: true });
                await openDetails(page);
                expect(await overflow(page)).to.equal(0);
                expect(requests).to.deep.equal([address]);
                expect(complaints).to.deep.equal([]);
                expect(await violations(page)).to.deep.equal([]);
            });
        }
    }

    it("says the same without scripts", async () => {
        const { page } = await open(rolledBack, { javaScriptEnabled: false });
        const text = await page.locator("main").innerText();
        expect(text).to.include("Rolled back\n").and.to.include("27 of 270 requests failed at green");
        expect(text).to.include("Failed requests").and.to.include("Images");
    });

    it("opens its details from the keyboard", async () => {
        const { page } = await open(rolledBack);
        expect(await page.getByText("27 of 270 requests failed against 2 of 2104").isVisible()).to.equal(false);
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        expect(await page.getByText("27 of 270 requests failed against 2 of 2104").isVisible()).to.equal(true);
    });

    it("prints what is folded too, dark on light", async () => {
        const { page } = await open(rolledBack, { colorScheme: "dark" });
        await page.emulateMedia({ media: "print" });
        expect(await page.getByText("27 of 270 requests failed against 2 of 2104").isVisible()).to.equal(true);
        const background = await computed(page, "body", "backgroundColor");
        expect(background).to.equal("rgb(255, 255, 255)");
    });

    it("runs no script of a hostile journal and makes no element of it", async () => {
        const { page, complaints } = await open(hostile);
        expect(await page.locator("script, img, a").count()).to.equal(0);
        expect(await page.locator("h1").innerText()).to.equal("Rolled back");
        expect(complaints).to.deep.equal([]);
    });

    it("keeps blue and green apart without their colors: one line is broken", async () => {
        const { page } = await open(good);
        const dashes = (color: string) => computed(page, `path.line.${color}`, "strokeDasharray");
        expect(await dashes("blue")).to.equal("none");
        expect(await dashes("green")).to.not.equal("none");
    });
});

async function openDetails(page: Page): Promise<void> {
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
}

function computed(page: Page, selector: string, property: string): Promise<string> {
    return page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).${property}`);
}
