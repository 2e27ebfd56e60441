/** A test that failed: its title, and the first line of why, where it says one. */
export interface Failure {
    readonly title: string;
    reason?: string;
}

/** What became of a suite's tests. */
export interface Counts {
    passed: number;
    failed: number;
    skipped: number;
    /** In the order in which they failed, for the end of the output: of a long log often no more than that is kept. */
    failures: Failure[];
}

export function noCounts(): Counts {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
}

/** Takes the counts from a line of output; false keeps the line from being printed. */
export type LineReader = (line: string, counts: Counts) => boolean;

/** Of a command that ends with a code and says no numbers. */
export function readNothing(): boolean {
    return true;
}

/**
 * A failed test as it runs: `      3) its title`; mocha's closing lines: `12 passing (3s)`, `1 pending`, `2 failing`; and after these each failure
 * once more: `  3) the suite`, the titles deeper than six spaces, its reason less deep.
 */
export function readMocha(): LineReader {
    const field = { passing: "passed", pending: "skipped", failing: "failed" } as const;
    let told: Failure | undefined;
    return (line, counts) => {
        const total = /^ {2}(\d+) (passing|pending|failing)\b/.exec(line);
        if (total) counts[field[total[2] as keyof typeof field]] += Number(total[1]);
        if (counts.failed === 0) {
            const failure = /^ {4,}\d+\) (.+)$/.exec(line);
            if (failure) counts.failures.push({ title: failure[1] ?? "" });
            return true;
        }
        const again = /^ {2}(\d+)\) /.exec(line);
        if (again) told = counts.failures[Number(again[1]) - 1];
        const reason = /^ {5,6}(\S.*)$/.exec(line);
        if (told && reason) told.reason ??= reason[1];
        return true;
    };
}

/** One event a line; only what `go test` itself would show is printed. */
export function readGo(print: (text: string) => void): LineReader {
    const reasons = new Map<string, string>();
    return (line, counts) => {
        if (!line.startsWith("{")) {
            return true;
        }
        const event = JSON.parse(line) as { Action: string; Test?: string; Package?: string; Output?: string };
        const title = event.Test ?? event.Package ?? "";
        const output = (event.Output ?? "").trimEnd();
        if (event.Action === "output" && /^(ok|FAIL|--- [^P]|panic|\s+\S+\.go:\d+)/.test(output)) {
            print(output);
            if (/^(panic|\s)/.test(output) && !reasons.has(title)) reasons.set(title, output.trim());
        }
        const field = { pass: "passed", fail: "failed", skip: "skipped" } as const;
        if (event.Action in field && (event.Test !== undefined || event.Action === "fail")) {
            counts[field[event.Action as keyof typeof field]]++;
            if (event.Action === "fail") {
                counts.failures.push({ title, reason: reasons.get(title) });
            }
        }
        return false;
    };
}
