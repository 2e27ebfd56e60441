import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

import { type App, startApp } from "./app";
import { overflow, violations } from "./axe";
import { startChromium } from "./chromium";

/** What the pages look like; git doesn't keep them. */
const pictures = path.join(__dirname, "screenshots");

const views = [
    ["light", 390],
    ["dark", 390],
    ["light", 1280],
    ["dark", 1280],
] as const;

const soup = {
    title: "Unicorn soup",
    description: "Warm, and quickly made.",
    ingredients: ["500 g unicorn", "1 l water"],
    steps: ["Cut the unicorn.", "Boil them for 20 minutes."],
    tags: ["soup", "quick"],
    servings: 2,
    minutes: 30,
    difficulty: "easy",
};

describe("the app in a browser", function () {
    let app: App;
    let browser: Browser;
    const stops: (() => Promise<void>)[] = [];
    let recipe: string;
    const contexts: BrowserContext[] = [];

    before(async () => {
        const chromium = await startChromium();
        stops.push(chromium.stop);
        browser = chromium.browser;
        app = await startApp();
        stops.push(app.stop);
        fs.mkdirSync(pictures, { recursive: true });
        recipe = await add(soup);
        await add({ ...soup, title: "Griffin bread", tags: ["bread"], description: "" });
    });
    afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
    after(async () => {
        for (const stop of stops.reverse()) {
            await stop();
        }
    });

    async function add(content: object): Promise<string> {
        const headers = { "Content-Type": "application/json" };
        const answer = await fetch(`${app.open}/api/v1/recipes`, {
            method: "POST",
            headers,
            body: JSON.stringify(content),
        });
        expect(answer.status).to.equal(201);
        return `/recipes/${((await answer.json()) as { id: string }).id}`;
    }

    /** As another visitor does. */
    async function rate(recipe: string, client: string, stars: number): Promise<void> {
        const headers = { "Content-Type": "application/json", "Client-Key": client };
        const body = JSON.stringify({ stars });
        const answer = await fetch(`${app.open}/api/v1${recipe}/rating`, { method: "PUT", headers, body });
        expect(answer.status).to.equal(200);
    }

    /** A page, and whatever it complains about. */
    async function open(address: string, options: BrowserContextOptions = {}) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        contexts.push(context);
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(address);
        return { page, complaints };
    }

    /** By the key alone, as somebody who has no mouse gets there. */
    async function tabTo(page: Page, text: string): Promise<void> {
        for (let steps = 0; steps < 100; steps++) {
            await page.keyboard.press("Tab");
            // As a stylesheet may hide a part of it: a star, for one.
            const focused = await page.evaluate<string>("document.activeElement.textContent");
            if (focused.replace("★", "").trim() === text) return;
        }
        expect.fail(`no way to ${text} by the key Tab`);
    }

    async function signIn(page: Page): Promise<void> {
        await page.getByLabel("The editor's key").fill(app.editorKey);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("button", { name: "Sign out" }).waitFor();
    }

    async function fill(page: Page, title: string): Promise<void> {
        await page.getByLabel("Title").fill(title);
        await page.getByLabel("Ingredients").fill("1 tea bag\nwater");
        await page.getByLabel("Steps").fill("Boil.\nWait.");
        await page.getByLabel("Servings").fill("1");
    }

    const pages: [name: string, address: () => string][] = [
        ["home", () => `${app.guarded}/`],
        ["search", () => `${app.guarded}/recipes?q=unicorn&tag=soup`],
        ["search without a result", () => `${app.guarded}/recipes?q=unobtainium`],
        ["recipe", () => app.guarded + recipe],
        ["recipe of an editor", () => `${app.open + recipe}?done=rated`],
        ["form", () => `${app.open}/recipes/new`],
        ["sign-in", () => `${app.guarded}/sign-in`],
        ["the API", () => `${app.guarded}/api`],
        ["no page", () => `${app.guarded}/nowhere`],
    ];
    for (const [name, address] of pages) {
        for (const [colorScheme, width] of views) {
            it(`shows ${name} at ${width} pixels in ${colorScheme}: accessible, and nothing beyond its edge`, async () => {
                const { page, complaints } = await open(address(), { colorScheme, viewport: { width, height: 900 } });
                const picture = `app-${name.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
                await page.screenshot({ path: path.join(pictures, picture), fullPage: true });
                expect(await overflow(page)).to.equal(0);
                expect(complaints.filter((text) => name !== "no page" || !text.includes("404"))).to.deep.equal([]);
                expect(await violations(page)).to.deep.equal([]);
            });
        }
    }

    it("finds axe content with a form that has problems, in light and dark", async () => {
        for (const colorScheme of ["light", "dark"] as const) {
            const { page } = await open(`${app.open}/recipes/new`, {
                colorScheme,
                viewport: { width: 320, height: 800 },
            });
            await page.getByRole("button", { name: "Add the recipe" }).click();
            await page.getByText("There is a problem").waitFor();
            expect(await overflow(page)).to.equal(0);
            expect(await violations(page)).to.deep.equal([]);
        }
    });

    it("says that a key is wrong, also to who can't see it, and takes the right one then", async () => {
        const { page } = await open(`${app.guarded}/sign-in`);
        await page.getByLabel("The editor's key").fill("open sesame");
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByText("This is not the editor's key.").first().waitFor();
        expect(await page.title()).to.match(/^Not signed in/);
        expect(await violations(page)).to.deep.equal([]);
        await signIn(page);
    });

    for (const javaScriptEnabled of [true, false]) {
        const how = javaScriptEnabled ? "with scripts" : "without scripts";

        it(`signs in, adds, edits, rates and signs out ${how}`, async () => {
            const { page } = await open(`${app.guarded}/`, { javaScriptEnabled });
            await page.getByRole("link", { name: "Sign in" }).click();
            await signIn(page);
            await page.getByRole("link", { name: "Add a recipe" }).click();
            await fill(page, `Tea ${how}`);
            await page.getByLabel("Servings").fill("many");
            await page.getByRole("button", { name: "Add the recipe" }).click();
            await page.getByRole("link", { name: "Servings must be a whole number." }).click();
            expect(await page.getByLabel("Ingredients").inputValue()).to.equal("1 tea bag\nwater");
            await page.getByLabel("Servings").fill("1");
            await page.getByRole("button", { name: "Add the recipe" }).click();
            await page.getByText("The recipe was added.").waitFor();
            await page.getByRole("link", { name: "Edit this recipe" }).click();
            await page.getByLabel("Title").fill(`Green tea ${how}`);
            await page.getByRole("button", { name: "Save the changes" }).click();
            await page.getByRole("heading", { name: `Green tea ${how}` }).waitFor();
            expect(page.url()).to.include("/recipes/green-tea-");
            await page.getByRole("button", { name: "4 stars" }).click();
            await page.getByText("4.0 of 5 stars, 1 rating").first().waitFor();
            await page.getByRole("button", { name: "2 stars" }).click();
            await page.getByText("2.0 of 5 stars, 1 rating").first().waitFor();
            await page.getByRole("button", { name: "Sign out" }).click();
            await page.getByRole("link", { name: "Sign in" }).waitFor();
        });

        it(`searches ${how}`, async () => {
            const { page } = await open(`${app.guarded}/`, { javaScriptEnabled });
            await page.getByLabel("Search for a recipe").fill("unicorn");
            await page.getByRole("button", { name: "Search" }).click();
            await page.getByRole("link", { name: "Unicorn soup" }).click();
            await page.getByRole("heading", { name: "Unicorn soup" }).waitFor();
        });
    }

    it("shows results while somebody types, and keeps the keyboard where it is", async () => {
        const { page, complaints } = await open(`${app.guarded}/recipes`);
        await page.getByLabel("Search for a recipe").pressSequentially("griffin br");
        await page.getByText("1 recipe", { exact: true }).waitFor();
        await page.waitForURL(/q=griffin\+br$/);
        expect(await page.evaluate("document.activeElement.id")).to.equal("q");
        expect(complaints).to.deep.equal([]);
    });

    it("shows what others rate while the page is open", async () => {
        const address = await add({ ...soup, title: "Phoenix roast" });
        const { page, complaints } = await open(app.guarded + address);
        await page.getByText("Not rated yet").waitFor();
        for (const [client, stars, text] of [
            ["first-reader-0001", 5, "5.0 of 5 stars, 1 rating"],
            ["second-reader-0001", 4, "4.5 of 5 stars, 2 ratings"],
        ] as const) {
            await rate(address, client, stars);
            await page.locator("#rating .average", { hasText: text }).waitFor();
        }
        await page.reload();
        expect(await page.locator("#rating .average").innerText()).to.equal("4.5 of 5 stars, 2 ratings");
        await rate(address, "second-reader-0001", 1);
        await page.locator(".lead .average", { hasText: "★ 3.0" }).waitFor();
        expect(complaints).to.deep.equal([]);
    });

    it("is used from the keyboard alone", async () => {
        const { page } = await open(`${app.open}/`);
        await page.keyboard.press("Tab");
        expect(await page.evaluate("document.activeElement.textContent")).to.equal("Skip to the content");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        await page.keyboard.type("unicorn");
        await page.keyboard.press("Enter");
        await page.waitForURL(/q=unicorn$/);
        await tabTo(page, "Unicorn soup");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Unicorn soup" }).waitFor();
        await tabTo(page, "5 stars");
        await page.keyboard.press("Enter");
        await page
            .getByText(/5\.0 of 5 stars, 1 rating/)
            .first()
            .waitFor();
        await page.waitForFunction("document.activeElement.value === '5'");
    });

    it("keeps what was typed when the sign-in has ended meanwhile", async () => {
        const { page } = await open(`${app.guarded}/sign-in?next=/recipes/new`);
        await signIn(page);
        await fill(page, "Long thought about");
        await page.context().clearCookies();
        await page.getByRole("button", { name: "Add the recipe" }).click();
        await page.getByText("nothing that you typed is lost").waitFor();
        const other = await page.context().newPage();
        await other.goto(`${app.guarded}/sign-in`);
        await signIn(other);
        await page.getByRole("button", { name: "Add the recipe" }).click();
        await page.getByText("The recipe was added.").waitFor();
    });

    it("shows two changes at once to the second one", async () => {
        const address = await add({ ...soup, title: "Twice" });
        const [first, second] = [await open(`${app.open + address}/edit`), await open(`${app.open + address}/edit`)];
        await first.page.getByLabel("Title").fill("Theirs");
        await first.page.getByRole("button", { name: "Save the changes" }).click();
        await first.page.getByText("Your changes were saved.").waitFor();
        await second.page.getByLabel("Title").fill("Mine");
        await second.page.getByRole("button", { name: "Save the changes" }).click();
        await second.page.getByText("Somebody else has changed this recipe").waitFor();
        expect(await second.page.locator(".theirs").innerText()).to.equal("Theirs");
        expect(await violations(second.page)).to.deep.equal([]);
        await second.page.getByRole("button", { name: "Save the changes" }).click();
        await second.page.getByRole("heading", { name: "Mine" }).waitFor();
    });

    it("runs nothing of a hostile recipe and makes no element of it", async () => {
        const evil = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
        const address = await add({ ...soup, title: evil, description: evil, ingredients: [evil], steps: [evil] });
        const { page, complaints } = await open(app.open + address);
        await page.getByRole("heading", { name: evil }).waitFor();
        expect(await page.locator("main script, main img").count()).to.equal(0);
        expect(complaints).to.deep.equal([]);
    });
});
