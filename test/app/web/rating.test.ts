import { expect } from "chai";

import { catchRequests, openPage, until } from "./page";

const section = (text: string) => `
    <section id="rating"><p>${text}</p>
        <form method="post" action="http://localhost/recipes/1/ratings"><button name="stars" value="4">4</button></form>
    </section>`;

describe("instant rating", () => {
    let page: ReturnType<typeof openPage>;
    let requests: ReturnType<typeof catchRequests>;
    let plainly: string[];

    beforeEach(async () => {
        page = openPage(section("old"));
        requests = catchRequests();
        plainly = [];
        page.window.HTMLFormElement.prototype.submit = function () {
            plainly.push(...[...new page.window.FormData(this)].map(([name, value]) => `${name}=${String(value)}`));
        };
        const { instantRating } = await import("../../../app/web/rating.ts");
        instantRating(document.getElementById("rating")!);
    });
    afterEach(async () => {
        requests.restore();
        await page.close();
    });

    const text = () => document.querySelector("#rating p")!.textContent;
    const rate = (by: "button" | "nothing" = "button") => {
        const submitter = by === "button" ? page.window.document.querySelector("button")! : undefined;
        const event = new page.window.SubmitEvent("submit", { bubbles: true, cancelable: true, submitter });
        page.window.document.querySelector("form")!.dispatchEvent(event);
        return event;
    };

    it("shows the new rating in its place, and keeps the keyboard where it was", async () => {
        const sent = requests.next();
        expect(rate().defaultPrevented).to.equal(true);
        const request = await sent;
        expect(document.getElementById("rating")!.getAttribute("aria-busy")).to.equal("true");
        expect([request.address, request.init.method, String(request.init.body as URLSearchParams)]).to.deep.equal([
            "http://localhost/recipes/1/ratings",
            "POST",
            "stars=4",
        ]);
        request.answer(section("new"));
        await until(() => !document.getElementById("rating")!.hasAttribute("aria-busy"));
        expect(text()).to.equal("new");
        expect(document.activeElement?.getAttribute("value")).to.equal("4");
        expect(plainly).to.deep.equal([]);
    });

    for (const [name, end] of [
        [
            "the server refuses it",
            (request) => {
                request.answer(section("new"), 401);
            },
        ],
        [
            "the answer is another page",
            (request) => {
                request.answer("<h1>Sign in</h1>");
            },
        ],
        [
            "nothing answers",
            (request) => {
                request.fail();
            },
        ],
    ] as [string, (request: Awaited<ReturnType<typeof requests.next>>) => void][]) {
        it(`sends the form as without the script where ${name}`, async () => {
            const sent = requests.next();
            rate();
            end(await sent);
            await until(() => plainly.length > 0);
            expect(plainly).to.deep.equal(["stars=4"]);
            expect(text()).to.equal("old");
        });
    }

    it("sends a double click once: no second rating while one is on its way", async () => {
        const sent = requests.next();
        rate();
        const request = await sent;
        expect(rate().defaultPrevented).to.equal(true);
        expect(requests.sent).to.have.length(1);
        request.answer(section("new"));
        await until(() => !document.getElementById("rating")!.hasAttribute("aria-busy"));
        rate();
        expect(requests.sent).to.have.length(2);
        expect(plainly).to.deep.equal([]);
    });

    it("leaves a form alone that no button has sent", () => {
        expect(rate("nothing").defaultPrevented).to.equal(false);
        expect(requests.sent).to.deep.equal([]);
    });
});
