import * as fs from "node:fs";
import * as path from "node:path";

import type { RuleCases } from "./rule-cases";

const folder = path.join(__dirname, "cases");

/** The cases of every rule: one file a rule, named for it. */
export function allCases(): RuleCases[] {
    return ["aws", "kubernetes", "stack"].flatMap((room) =>
        fs
            .readdirSync(path.join(folder, room))
            .filter((file) => file.endsWith(".ts"))
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- read while the tests are told what there is
            .map((file) => (require(path.join(folder, room, file)) as { cases: RuleCases }).cases),
    );
}
