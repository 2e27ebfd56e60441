import { execFileSync } from "node:child_process";
import * as fs from "node:fs";

import { DockerfileParser, From, Instruction, JSONInstruction, PropertyInstruction } from "dockerfile-ast";

type Variables = Readonly<Record<string, string | null>>;

/** What lies between one FROM and the next. */
export interface Stage {
    readonly from: From;
    readonly instructions: readonly Instruction[];
    /** The stage's ARGs and their defaults. */
    readonly variables: Variables;
}

interface Dockerfile {
    readonly variables: Variables;
    /** What is below the program, the program, and the image. */
    readonly stages: [base: Stage, build: Stage, last: Stage];
}

export function readDockerfile(file: string): Dockerfile {
    const parsed = DockerfileParser.parse(fs.readFileSync(file, "utf8"));
    const variables = Object.fromEntries(parsed.getInitialARGs().flatMap(properties));
    const instructions = parsed.getInstructions();
    const starts = instructions.flatMap((each, index) => (each instanceof From ? [index] : []));
    const stages = starts.map((start, index) => {
        const own = instructions.slice(start + 1, starts[index + 1]);
        return { from: instructions[start] as From, instructions: own, variables: variablesOf(own, variables) };
    });
    return { variables, stages: stages as unknown as Dockerfile["stages"] };
}

/** An ARG without a default has that of the ARG before the first stage. */
function variablesOf(stage: readonly Instruction[], initial: Variables): Variables {
    const own = stage.filter((each) => each.getKeyword() === "ARG").flatMap(properties);
    return Object.fromEntries(own.map(([name, value]) => [name, value ?? initial[name] ?? null]));
}

/** Names and values of an ARG or a LABEL. */
function properties(instruction: Instruction): [string, string | null][] {
    return (instruction as PropertyInstruction).getProperties().map((each) => [each.getName(), each.getValue()]);
}

export function ofKind(stage: Stage, keyword: string): Instruction[] {
    return stage.instructions.filter((each) => each.getKeyword() === keyword);
}

/** The words of each COPY, its flags first. */
export function copies(stage: Stage): string[][] {
    return ofKind(stage, "COPY").map((each) => [
        ...(each as JSONInstruction).getFlags().map(String),
        ...each.getArguments().map(String),
    ]);
}

/** How a container of the image runs, in the terms of the OCI image specification. */
export function configOf(stage: Stage, given: Readonly<Record<string, string>>) {
    const words = (keyword: string) => ofKind(stage, keyword).flatMap((each) => each.getArguments().map(String));
    const strings = (keyword: string) =>
        ofKind(stage, keyword).flatMap((each) => (each as JSONInstruction).getJSONStrings());
    const values = { ...stage.variables, ...given };
    const expand = (text: string) => text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => values[name] ?? "");
    const labels = ofKind(stage, "LABEL").flatMap(properties);
    return {
        User: words("USER").join(" "),
        Entrypoint: strings("ENTRYPOINT").map((each) => each.getJSONValue()),
        Env: words("ENV"),
        ExposedPorts: Object.fromEntries(words("EXPOSE").map((port) => [`${port}/tcp`, {}])),
        Labels: Object.fromEntries(labels.map(([name, value]) => [name, expand(value ?? "")])),
    };
}

/** Runs a RUN as an engine does, but here: in this folder, and with the stage's ARGs as variables. */
export function runHere(stage: Stage, run: Instruction, folder: string, given: Readonly<Record<string, string>>): void {
    const values = Object.entries(stage.variables).map(([name, value]) => [name, given[name] ?? value] as const);
    const variables = Object.fromEntries(values.filter(([, value]) => value !== null));
    // A container has no locale.
    const env = { ...process.env, LC_ALL: "C", ...variables };
    execFileSync("sh", ["-c", run.getRawArgumentsContent() ?? ""], { cwd: folder, env, stdio: "pipe" });
}
