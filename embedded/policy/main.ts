/** Runs the policy pack on the preview of a stack. Ends with 0 where nothing stops an update, 1 where something does, 2 where it could not run. */
import * as fs from "node:fs";

import { readReport } from "../../policy-pack/report/json";
import { newSince } from "../../policy-pack/report/since";
import { stopsTheUpdate } from "../../policy-pack/report/report";
import { terminalReport } from "../../policy-pack/report/terminal";
import { endWith } from "../end-with";
import { createProgress } from "../progress";
import { planVariable, readOptions } from "./options";
import { packFolder } from "./pack-folder";
import { withPlace } from "./place";
import { planWithPack } from "./run-pack";
import { writeReports } from "./write-reports";

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2));
    const { stack, json, since, output } = options;
    const base = since === undefined ? undefined : readReport(fs.readFileSync(since, "utf8"), since);
    const progress = createProgress();
    const { report, plan } = await withPlace(stack, progress, (place) =>
        progress.step(`Policies on ${stack}`, () => planWithPack(place, stack, packFolder)),
    );
    const planFile = process.env[planVariable];
    if (planFile !== undefined) fs.writeFileSync(planFile, JSON.stringify(plan));
    const written = writeReports(report, base, output);
    const shown = base === undefined ? report : newSince(report, base).report;
    const { isTTY } = process.stdout;
    console.log(
        json ? written.json : terminalReport(shown, { color: isTTY, width: isTTY ? process.stdout.columns : 120 }),
    );
    progress.note(`Reports: ${written.files.join(", ")}`);
    return report.findings.some(stopsTheUpdate) ? 1 : 0;
}

endWith(main);
