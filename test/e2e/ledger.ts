import { expect } from "chai";

import { type Answer, failures, type Load } from "../../embedded/load/load";
import { eventually } from "./processes";

interface Page {
    recipes: { id: string; title: string }[];
    /** None: this was the last page. */
    nextCursor?: string;
}

/** Ends the load: every request since its start was answered well, and what it wrote is there. */
export async function nothingLost(address: string, load: Load): Promise<Answer[]> {
    const answers = await load.stop();
    noneOf(failures(answers), "failed requests");
    await everyWriteIsThere(address, answers);
    return answers;
}

/** Fails with a line that says what became of them, and when: a list of them all hides that. */
export function noneOf(answers: readonly Answer[], what: string): void {
    const words = answers.map(
        ({ kind, status, error, color, duration, at }) =>
            `${kind} ${error ?? status} of ${color} after ${Math.round(duration)} ms at ${new Date(at).toISOString().slice(11, 23)}`,
    );
    expect(words.length, `${what}: ${[...words.slice(0, 3), ...words.slice(3).slice(-1)].join("; ")}`).to.equal(0);
}

/** What a load was told to have written is there, all of it, and none of it twice, also where the load asked again with the same key. */
export async function everyWriteIsThere(address: string, answers: readonly Answer[]): Promise<void> {
    const confirmed = [...new Set(answers.flatMap(({ id }) => id ?? []))];
    expect(confirmed.length, "confirmed writes").to.be.greaterThan(0);
    const written = await recipesOfLoads(address);
    const there = new Set(written.map(({ id }) => id));
    const titles = written.map(({ title }) => title).sort();
    console.log(`      ${confirmed.length} confirmed writes, ${written.length} of all loads are there`);
    expect(
        confirmed.filter((id) => !there.has(id)),
        "writes that were confirmed and are gone",
    ).to.deep.equal([]);
    expect(
        titles.filter((title, index) => title === titles[index - 1]),
        "writes that are there twice",
    ).to.deep.equal([]);
}

/** Each has a title of its own (load.k6.js). */
async function recipesOfLoads(address: string): Promise<Page["recipes"]> {
    const all: Page["recipes"] = [];
    let next: string | undefined = "";
    while (next !== undefined) {
        const query: string = `${address}/api/v1/recipes?tag=load&limit=100${next && `&cursor=${encodeURIComponent(next)}`}`;
        const page: Page = await eventually("an answer about the recipes", 60, () => ask(query));
        all.push(...page.recipes);
        next = page.nextCursor;
    }
    return all;
}

/** Nothing while the service says that it cannot tell: a connection to the database that died, a pod not yet ready. */
async function ask(url: string): Promise<Page | undefined> {
    const response = await fetch(url);
    const body = await response.text();
    if (response.status >= 500) return undefined;
    expect(response.status, body).to.equal(200);
    return JSON.parse(body) as Page;
}
