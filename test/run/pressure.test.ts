import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { watchPressure } from "./pressure";

describe("the pressure on the machine", () => {
    let folder: string;

    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-pressure-"))));

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function set(kind: string, some: string, full: string): void {
        const line = (name: string, share: string) => `${name} avg10=${share} avg60=0.00 avg300=0.00 total=1\n`;
        fs.writeFileSync(path.join(folder, kind), line("some", some) + line("full", full));
    }

    it("is the worst that was seen of each kind, as the kernel counts it", () => {
        set("cpu", "60.20", "0.00");
        set("io", "90.00", "4.40");
        set("memory", "0.00", "0.00");
        const told = watchPressure(folder);
        set("cpu", "12.00", "0.00");
        set("io", "99.00", "71.60");
        expect(told()).to.match(
            /^waited, in the worst ten seconds: cpu 60 %, io 72 %, memory 0 %; least free on the disk: \d+ MiB$/,
        );
    });

    it("is the disk's alone where nobody counts the rest", () => {
        expect(watchPressure(folder)()).to.match(/^least free on the disk: \d+ MiB$/);
    });
});
