/**
 * `make bench-rehearsal`: plays the life of staging, and staging amid failures, and writes bench/rehearsal.md. Ends with 0 unless one of
 * them could not be played.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";

import { endWith } from "../../embedded/end-with";
import { UserError } from "../../embedded/errors";
import { projectFolder } from "../../embedded/platform";
import type { RehearsalFigures } from "../../embedded/rehearsal/json-report";
import { machine } from "../machine";
import { markdown, plainTable } from "../table";
import { type FailureFigures, failureFigures, lifeFigures, personFigure } from "./figures";

const stack = "staging";
/** The same failures each time. */
const seed = "4711";

async function main(): Promise<number> {
    const description = machine();
    const life = (await played("main.ts", [stack], `${stack}.json`)) as RehearsalFigures;
    const failures = (await played("half-way/main.ts", [stack, seed], `${stack}-failures.json`)) as FailureFigures;
    const figures = [...lifeFigures(life), ...failureFigures(failures), personFigure(life, failures)];
    console.log(plainTable(description, figures));
    const command = "`make bench-rehearsal`, by the real engine and providers against moto";
    fs.writeFileSync(path.join(__dirname, "../rehearsal.md"), markdown(description, figures, command));
    return 0;
}

/** Plays a rehearsal with its standard input closed, and returns the figures that it leaves. */
async function played(program: string, args: readonly string[], report: string): Promise<unknown> {
    const file = path.join(projectFolder, "rehearsal-report", report);
    // One of another time would be taken for this one's.
    fs.rmSync(file, { force: true });
    const script = path.join(projectFolder, "embedded/rehearsal", program);
    const node = ["--require", "sucrase/register/ts", script, ...args];
    const child = spawn(process.execPath, node, { cwd: projectFolder, stdio: ["ignore", "inherit", "inherit"] });
    await once(child, "close");
    if (!fs.existsSync(file))
        throw new UserError(`${path.basename(script)} ${args.join(" ")} could not be played: see above`);
    return JSON.parse(fs.readFileSync(file, "utf8"));
}

endWith(main);
