/** What became of a suite's tests. */
export interface Counts {
    passed: number;
    failed: number;
    skipped: number;
    /** The titles of what failed, for the end of the output: of a long log often no more than that is kept. */
    failures: string[];
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

/** Mocha's closing lines: `12 passing (3s)`, `1 pending`, `2 failing`; a failed test as it runs: `      3) its title`. */
export function readMocha(line: string, counts: Counts): boolean {
    const match = /^ {2}(\d+) (passing|pending|failing)\b/.exec(line);
    const field = { passing: "passed", pending: "skipped", failing: "failed" } as const;
    if (match) {
        counts[field[match[2] as keyof typeof field]] += Number(match[1]);
    }
    const failure = /^ {4,}\d+\) (.+)$/.exec(line);
    if (failure && counts.failed === 0) {
        counts.failures.push(failure[1] ?? "");
    }
    return true;
}

/** One event a line; only what `go test` itself would show is printed. */
export function readGo(print: (text: string) => void): LineReader {
    return (line, counts) => {
        if (!line.startsWith("{")) {
            return true;
        }
        const event = JSON.parse(line) as { Action: string; Test?: string; Package?: string; Output?: string };
        const output = (event.Output ?? "").trimEnd();
        if (event.Action === "output" && /^(ok|FAIL|--- [^P]|panic|\s+\S+\.go:\d+)/.test(output)) {
            print(output);
        }
        const field = { pass: "passed", fail: "failed", skip: "skipped" } as const;
        if (event.Action in field && (event.Test !== undefined || event.Action === "fail")) {
            counts[field[event.Action as keyof typeof field]]++;
            if (event.Action === "fail") {
                counts.failures.push(event.Test ?? event.Package ?? "");
            }
        }
        return false;
    };
}
