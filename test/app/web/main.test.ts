import { expect } from "chai";

import { openPage } from "./page";

const script = "../../../app/web/main";

/** What the script listens to on a page: "form input". */
async function listensTo(html: string): Promise<string[]> {
    const page = openPage(html);
    const heard: string[] = [];
    try {
        for (const name of ["form", "section"]) {
            const element = document.querySelector(name);
            if (element) {
                element.addEventListener = (event: string) => heard.push(`${name} ${event}`);
            }
        }
        // It runs at each load, not once.
        Reflect.deleteProperty(require.cache, require.resolve(script));
        await import(script);
        return heard;
    } finally {
        await page.close();
    }
}

describe("the script of the pages", () => {
    const form = '<form class="search" action="http://localhost/recipes"><input name="q"></form>';

    it("searches while somebody types, where there is a place for the results", async () => {
        expect(await listensTo(`${form}<div id="results"></div>`)).to.deep.equal(["form input"]);
    });

    it("leaves a form alone that leads to another page", async () => {
        expect(await listensTo(form)).to.deep.equal([]);
    });

    it("rates where there is a rating", async () => {
        expect(await listensTo('<section id="rating"></section>')).to.deep.equal(["section submit"]);
    });
});
