import * as fs from "node:fs";
import * as path from "node:path";

import { readReport } from "../../policy-pack/report/json";
import type { Report } from "../../policy-pack/report/report";
import { object, type Shape, wholeNumber, WrongShape } from "../../policy-pack/report/shape";
import { UserError } from "../errors";
import type { StackResult } from "./comment";
import type { PlanChange } from "./plan-change";
import { planShape } from "./plan-file";

/** A report of a thousand resources has a tenth of it. */
const largestFile = 10 * 1024 * 1024;

/** Where the parts of a result are in a folder. */
export const files = {
    number: "pull-request.json",
    plan: (stack: string) => `plan-${stack}.json`,
    policies: (stack: string) => `policy-${stack}.json`,
    base: "base",
};

export function writePlan(folder: string, plan: PlanChange): void {
    write(path.join(folder, files.plan(plan.stack)), plan);
}

/** Says which pull request this is about; whoever reads it must not take its word for it. */
export function writeNumber(folder: string, number: number): void {
    write(path.join(folder, files.number), { number });
}

export function readNumber(folder: string): number | undefined {
    return read(folder, files.number, (text, name) => {
        const shape = object<{ number: number }>({ number: wholeNumber(1) });
        return shaped(text, name, shape).number;
    });
}

/** Reads what a run has left about a stack. Nothing in it is trusted: it must have the shape, the size and the stack. */
export function readResult(folder: string, stack: string): StackResult {
    const ofStack = <T extends { readonly stack: string }>(result: T, name: string): T => {
        if (result.stack !== stack) throw new UserError(`${name} is about another stack`);
        return result;
    };
    const report = (text: string, name: string): Report => ofStack(readable(text, name), name);
    return {
        stack,
        plan: read(folder, files.plan(stack), (text, name) => ofStack(shaped(text, name, planShape), name)),
        policies: read(folder, files.policies(stack), report),
        basePolicies: read(folder, path.join(files.base, files.policies(stack)), report),
    };
}

function write(file: string, value: unknown): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Nothing where there is no such file. A link is none: it would lead out of the folder. */
function read<T>(folder: string, name: string, parse: (text: string, name: string) => T): T | undefined {
    const file = path.join(folder, name);
    const found = fs.lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const real = path.join(fs.realpathSync(folder), name);
    if (!found.isFile() || fs.realpathSync(file) !== real) throw new UserError(`${name} is not a plain file`);
    if (found.size > largestFile) throw new UserError(`${name} is larger than ${largestFile} bytes`);
    return parse(fs.readFileSync(file, "utf8"), name);
}

function readable(text: string, name: string): Report {
    try {
        return readReport(text, name);
    } catch (error) {
        throw new UserError(error instanceof Error ? error.message : String(error), { cause: error });
    }
}

function shaped<T>(text: string, name: string, shape: Shape<T>): T {
    try {
        return shape(JSON.parse(text) as unknown, "");
    } catch (error) {
        const reason = error instanceof WrongShape ? error.message : "it is not valid JSON";
        throw new UserError(`${name} cannot be read: ${reason}`, { cause: error });
    }
}
