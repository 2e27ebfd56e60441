/**
 * The commands behind `make upgrade-check` and `make record-state`. The check ends with 0 where every recorded stack keeps what
 * it has, 1 where one would not, 2 where it could not run.
 */
import * as fs from "node:fs";
import * as path from "node:path";

import { endWith } from "../end-with";
import { projectFolder } from "../platform";
import { createProgress } from "../progress";
import { pulumiVersion } from "../tools/table";
import { checkRecord, type Verdict } from "./check";
import { type Options, readOptions } from "./options";
import { recordStack } from "./record-stack";
import { readRecords } from "./records";
import { markdownReport, terminalReport } from "./report";

const progress = createProgress();

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2));
    return options.command === "record" ? record(options) : check(options);
}

async function record(options: Extract<Options, { command: "record" }>): Promise<number> {
    const files = await recordStack(projectFolder, options, progress);
    console.log(files.map((file) => path.relative(projectFolder, file)).join("\n"));
    return 0;
}

async function check({ choice, config, output }: Extract<Options, { command: "check" }>): Promise<number> {
    const records = readRecords(projectFolder, pulumiVersion, choice);
    const verdicts: Verdict[] = [];
    for (const each of records) {
        const title = `Upgrade of ${each.stack} from ${each.release}`;
        verdicts.push(await progress.step(title, () => checkRecord(projectFolder, each, config, progress)));
    }
    console.log(terminalReport(verdicts));
    fs.mkdirSync(output, { recursive: true });
    const file = path.join(output, "upgrades.md");
    fs.writeFileSync(file, markdownReport(verdicts));
    progress.note(`Report: ${file}`);
    return verdicts.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

endWith(main);
