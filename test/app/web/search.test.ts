import { expect } from "chai";

import { catchRequests, openPage, type Sent, until } from "./page";

const html = `
    <form class="search" action="http://localhost/recipes">
        <input name="q" value=""><input type="hidden" name="tag" value="soup"><select name="sort"><option value="" selected></option></select>
    </form>
    <div id="results"><p class="count" role="status">2 recipes</p><b>old</b></div>`;

describe("instant search", () => {
    let page: ReturnType<typeof openPage>;
    let requests: ReturnType<typeof catchRequests>;

    beforeEach(async () => {
        page = openPage(html);
        requests = catchRequests();
        const { instantSearch } = await import("../../../app/web/search.ts");
        instantSearch(document.querySelector("form")!);
    });
    afterEach(async () => {
        requests.restore();
        await page.close();
    });

    const results = () => document.getElementById("results")!.innerHTML;
    const type = (text: string) => {
        const input = document.querySelector("input")!;
        input.value = text;
        input.dispatchEvent(new page.window.Event("input", { bubbles: true }) as unknown as Event);
    };

    it("shows the results of the page that the form would open, at its address", async () => {
        const sent = requests.next();
        type("carrot");
        (await sent).answer('<p>other</p><div id="results"><b>new</b></div>');
        await until(() => results() === "<b>new</b>");
        expect((await sent).address).to.equal("http://localhost/recipes?q=carrot&tag=soup");
        await until(() => page.window.location.href === "http://localhost/recipes?q=carrot&tag=soup");
    });

    it("sends one search for what is typed at once", async () => {
        const sent = requests.next();
        type("c");
        type("ca");
        expect((await sent).address).to.include("q=ca&");
        expect(requests.sent).to.have.length(1);
    });

    it("gives up a search when another one follows", async () => {
        let sent = requests.next();
        type("car");
        const first = await sent;
        sent = requests.next();
        type("carrot");
        (await sent).answer('<div id="results">carrot</div>');
        await until(() => results() === "carrot");
        expect(first.init.signal?.aborted).to.equal(true);
    });

    it("asks for all recipes without a word and a tag", async () => {
        document.querySelector<HTMLInputElement>('[name="tag"]')!.value = "";
        const sent = requests.next();
        type("");
        expect((await sent).address).to.equal("http://localhost/recipes");
    });

    for (const [name, end] of [
        [
            "the server is busy",
            (request) => {
                request.answer("<h1>Service Unavailable</h1>", 503);
            },
        ],
        [
            "the server fails",
            (request) => {
                request.answer("<h1>Internal Server Error</h1>", 500);
            },
        ],
        [
            "nothing answers",
            (request) => {
                request.fail();
            },
        ],
    ] as [string, (request: Sent) => void][]) {
        it(`says that the results are old where ${name}, and shows new ones with the next search`, async () => {
            const status = () => document.querySelector('#results [role="status"]')?.textContent;
            let sent = requests.next();
            type("carrot");
            end(await sent);
            await until(() => status() !== "2 recipes");
            expect(status()).to.include("Press Search to try again");
            expect(document.querySelector("#results b")!.textContent).to.equal("old");
            expect(page.window.location.href).to.equal("http://localhost/recipes");
            sent = requests.next();
            type("carrots");
            (await sent).answer('<div id="results"><p role="status">1 recipe</p></div>');
            await until(() => status() === "1 recipe");
        });
    }

    it("says nothing about a search that another one has taken the place of", async () => {
        let sent = requests.next();
        type("car");
        await sent;
        sent = requests.next();
        type("carrot");
        await sent;
        await new Promise((resolve) => setImmediate(resolve));
        expect(document.querySelector('#results [role="status"]')!.textContent).to.equal("2 recipes");
    });

    it("shows what is wrong with a search, as the page says it", async () => {
        const sent = requests.next();
        type("carrot");
        (await sent).answer('<div id="results"><p role="status">The search must be text</p></div>', 400);
        await until(() => results().includes("must be text"));
    });
});
