/**
 * Runs suites of tests, all of them even where one fails, and ends with one line of counts. Two run at a time, but those
 * that need the machine for themselves come last, one after another.
 * Usage: main <suite> … ; the suites are in suites.ts.
 */
import { type Counts, noCounts } from "./counts";
import { watchPressure } from "./pressure";
import { runSuite } from "./run-suite";
import { type Suite, suites } from "./suites";

const atATime = 2;

interface Outcome {
    readonly name: string;
    readonly counts: Counts;
    /** What the machine was short of meanwhile, at its worst. */
    readonly pressure: string;
}

async function main(): Promise<void> {
    const chosen = process.argv.slice(2).map(suiteOf);
    const beside = chosen.filter(({ isAlone }) => !isAlone);
    const outcomes: Outcome[] = [];
    const run = async (suite: Suite, isAlone: boolean) => outcomes.push(await told(suite, isAlone));
    await Promise.all(
        Array.from({ length: atATime }, async () => {
            for (let next = beside.shift(); next; next = beside.shift()) await run(next, chosen.length === 1);
        }),
    );
    for (const suite of chosen.filter(({ isAlone }) => isAlone)) await run(suite, true);
    end(outcomes);
}

function suiteOf(name: string): Suite {
    const suite = suites.find((candidate) => candidate.name === name);
    if (!suite) throw new Error(`no suite ${name}: one of ${suites.map((candidate) => candidate.name).join(", ")}`);
    return suite;
}

/** Runs a suite. What it prints is kept together: where others run beside it, until it ends. */
async function told(suite: Suite, isAlone: boolean): Promise<Outcome> {
    const output: string[] = [];
    const start = Date.now();
    const watched = watchPressure();
    console.log(`== ${suite.name}${isAlone ? "" : ": begun"}`);
    const counts = await runSuite(suite, (text) => {
        if (isAlone) console.log(text);
        else output.push(text);
    });
    if (!isAlone) console.log([`== ${suite.name}`, ...output].join("\n"));
    console.log(`== ${suite.name}: ${inWords(counts)} in ${Math.round((Date.now() - start) / 1000)} s`);
    return { name: suite.name, counts, pressure: watched() };
}

/** The first failure comes last: the others often come of it, and of a long log often no more than the end is kept. */
function end(outcomes: readonly Outcome[]): void {
    const total = noCounts();
    for (const { name, counts, pressure } of [...outcomes].reverse()) {
        total.passed += counts.passed;
        total.failed += counts.failed;
        total.skipped += counts.skipped;
        for (const { title, reason } of [...counts.failures].reverse())
            console.log(shortened(["failed", name, title, reason ?? "no reason is given"].join(": ")));
        if (counts.failed > 0) console.log(`${name}: ${pressure}`);
    }
    console.log(inWords(total));
    process.exitCode = total.failed > 0 ? 1 : 0;
}

const longest = 300;

function shortened(line: string): string {
    return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function inWords({ passed, failed, skipped }: Counts): string {
    return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

void main();
