import { expect } from "chai";

import { catchRequests, openPage, until } from "./page";

const html = `
    <form class="search" action="http://localhost/recipes">
        <input name="q" value=""><input type="hidden" name="tag" value="soup"><select name="sort"><option value="" selected></option></select>
    </form>
    <div id="results">old</div>`;

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

    it("leaves the page as it is where the answer is another one, or none", async () => {
        for (const answer of ["<h1>Service Unavailable</h1>", undefined]) {
            const sent = requests.next();
            type("carrot");
            const request = await sent;
            if (answer === undefined) {
                request.fail();
            } else {
                request.answer(answer, 503);
            }
            await new Promise((resolve) => setImmediate(resolve));
            expect(results()).to.equal("old");
        }
        expect(page.window.location.href).to.equal("http://localhost/recipes");
    });
});
