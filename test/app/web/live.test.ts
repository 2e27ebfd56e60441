import { mock } from "node:test";

import { expect } from "chai";

import { openPage } from "./page";

const html = `
    <div class="lead"><span class="average"><span aria-hidden="true">★ 4.0</span><span class="hidden">4.0 of 5 stars, 1 rating</span></span></div>
    <section id="rating"><p class="average">4.0 of 5 stars, 1 rating</p></section>`;

/** In the place of the browser's own. */
class Events extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly CLOSED = 2;
    static all: Events[] = [];
    isOpen = true;
    readyState = 1;

    constructor(readonly address: string) {
        super();
        Events.all.push(this);
    }

    close(): void {
        this.isOpen = false;
    }

    send(rating: object): void {
        this.dispatchEvent(new MessageEvent("rating", { data: JSON.stringify(rating) }));
    }

    /** It ends: for good (CLOSED) or until the browser has connected again by itself (CONNECTING). */
    end(readyState: number): void {
        this.readyState = readyState;
        this.dispatchEvent(new Event("error"));
    }
}

describe("live rating", () => {
    let page: ReturnType<typeof openPage>;

    beforeEach(async () => {
        mock.timers.enable({ apis: ["setTimeout"] });
        page = openPage(html);
        Events.all = [];
        Object.assign(globalThis, { EventSource: Events });
        look("visible");
        const { liveRating } = await import("../../../app/web/live.ts");
        liveRating("7");
    });
    afterEach(async () => {
        mock.timers.reset();
        Reflect.deleteProperty(globalThis, "EventSource");
        await page.close();
    });

    /** The visitor looks at the page, or at another one. */
    function look(state: "visible" | "hidden"): void {
        Object.defineProperty(page.window.document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new page.window.Event("visibilitychange") as unknown as Event);
    }
    const texts = () =>
        ["#rating .average", ".lead .hidden", ".lead [aria-hidden]"].map(
            (selector) => document.querySelector(selector)!.textContent,
        );

    it("shows each rating of this recipe, in words and in short", () => {
        const [events] = Events.all;
        expect(events!.address).to.equal("/api/v1/recipes/7/rating/events");
        events!.send({ average: 4.25, count: 4 });
        expect(texts()).to.deep.equal(["4.2 of 5 stars, 4 ratings", "4.2 of 5 stars, 4 ratings", "★ 4.2"]);
        events!.send({ average: 3.75, count: 4 });
        expect(texts()[2]).to.equal("★ 3.8");
        events!.send({ average: 1, count: 1 });
        expect(texts()[0]).to.equal("1.0 of 5 stars, 1 rating");
        events!.send({ average: 0, count: 0 });
        expect(texts()[0]).to.equal("Not rated yet");
    });

    it("writes nothing that stands there: a screen reader would say it again", () => {
        const before = document.querySelector("#rating .average")!.firstChild;
        Events.all[0]!.send({ average: 4, count: 1 });
        expect(document.querySelector("#rating .average")!.firstChild === before).to.equal(true);
    });

    it("holds no connection while nobody looks, and comes back", () => {
        look("hidden");
        expect(Events.all.map(({ isOpen }) => isOpen)).to.deep.equal([false]);
        look("visible");
        expect(Events.all.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
        Events.all[1]!.send({ average: 3, count: 2 });
        expect(texts()[0]).to.equal("3.0 of 5 stars, 2 ratings");
    });

    it("comes back a minute after an answer that ends it for good, as of a pod with too many, each time", () => {
        for (const streams of [1, 2]) {
            Events.all.at(-1)!.end(Events.CLOSED);
            mock.timers.tick(59_999);
            expect(Events.all).to.have.length(streams);
            mock.timers.tick(1);
            expect(Events.all).to.have.length(streams + 1);
        }
        Events.all[2]!.send({ average: 3, count: 2 });
        expect(texts()[0]).to.equal("3.0 of 5 stars, 2 ratings");
    });

    it("leaves it to the browser to come back to a pod that ends", () => {
        Events.all[0]!.end(Events.CONNECTING);
        mock.timers.tick(120_000);
        expect(Events.all.map(({ isOpen }) => isOpen)).to.deep.equal([true]);
    });

    it("comes back with a visitor who looks again within that minute, and once", () => {
        Events.all[0]!.end(Events.CLOSED);
        look("hidden");
        mock.timers.tick(30_000);
        look("visible");
        mock.timers.tick(120_000);
        expect(Events.all.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
    });
});
