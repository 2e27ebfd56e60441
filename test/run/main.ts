/**
 * Runs suites of tests, all of them even where one fails, and ends with one line of counts. Two run at a time, but those
 * that need the machine for themselves come last, one after another.
 * Usage: main <suite> … ; the suites are in suites.ts.
 */
import { type Counts, noCounts } from "./counts";
import { runSuite } from "./run-suite";
import { type Suite, suites } from "./suites";

const atATime = 2;

async function main(): Promise<void> {
    const chosen = process.argv.slice(2).map(suiteOf);
    const beside = chosen.filter(({ isAlone }) => !isAlone);
    const counts = new Map<Suite, Counts>();
    const run = async (suite: Suite, isAlone: boolean) => counts.set(suite, await told(suite, isAlone));
    await Promise.all(
        Array.from({ length: atATime }, async () => {
            for (let next = beside.shift(); next; next = beside.shift()) await run(next, chosen.length === 1);
        }),
    );
    for (const suite of chosen.filter(({ isAlone }) => isAlone)) await run(suite, true);
    end(chosen.map((suite) => [suite, counts.get(suite) ?? noCounts()]));
}

function suiteOf(name: string): Suite {
    const suite = suites.find((candidate) => candidate.name === name);
    if (!suite) throw new Error(`no suite ${name}: one of ${suites.map((candidate) => candidate.name).join(", ")}`);
    return suite;
}

/** Runs a suite. What it prints is kept together: where others run beside it, until it ends. */
async function told(suite: Suite, isAlone: boolean): Promise<Counts> {
    const output: string[] = [];
    const start = Date.now();
    console.log(`== ${suite.name}${isAlone ? "" : ": begun"}`);
    const counts = await runSuite(suite, (text) => {
        if (isAlone) console.log(text);
        else output.push(text);
    });
    if (!isAlone) console.log([`== ${suite.name}`, ...output].join("\n"));
    console.log(`== ${suite.name}: ${inWords(counts)} in ${Math.round((Date.now() - start) / 1000)} s`);
    return counts;
}

function end(outcomes: readonly (readonly [Suite, Counts])[]): void {
    const total = noCounts();
    for (const [{ name }, { passed, failed, skipped, failures }] of outcomes) {
        total.passed += passed;
        total.failed += failed;
        total.skipped += skipped;
        failures.forEach((title) => {
            console.log(`failed: ${name}: ${title}`);
        });
    }
    console.log(inWords(total));
    process.exitCode = total.failed > 0 ? 1 : 0;
}

function inWords({ passed, failed, skipped }: Counts): string {
    return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

void main();
