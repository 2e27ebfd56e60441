import * as fs from "node:fs";
import * as path from "node:path";

import { outcome, project, succeeded } from "../e2e/platform";

const app = path.join(project, "app");
/** Inputs that each parser gets, beside those that it has always got in the app's own tests. */
const inputs = 5_000;

/** Go's fuzzing, for a bounded number of inputs: what it finds, it leaves in the package's testdata/fuzz, as a test for good. */
describe("what reads the input of strangers", () => {
    for (const { name, folder } of targets()) {
        it(`takes anything: ${name}`, async () => {
            const args = ["test", "-run", "^$", "-fuzz", `^${name}$`, "-fuzztime", `${inputs}x`, `./${folder}`];
            succeeded(name, await outcome("go", args, process.env, app));
        });
    }
});

/** By the source: to ask Go for them would compile every test first. */
function targets(): { name: string; folder: string }[] {
    const files = fs
        .readdirSync(app, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith("_test.go"));
    return files.sort().flatMap((file) => {
        const text = fs.readFileSync(path.join(app, file), "utf8");
        const names = [...text.matchAll(/^func (Fuzz\w+)\(/gm)].map(([, name = ""]) => name);
        return names.map((name) => ({ name, folder: path.dirname(file) }));
    });
}
