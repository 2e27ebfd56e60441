import * as path from "node:path";
import * as vm from "node:vm";

import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import { transform } from "sucrase";
import ts from "typescript";

import { createGuard } from "../../components/workload/guard";
import { rolloutHooks } from "../../components/workload/rollout-hooks";
import type { Component } from "../../docs/generator/components";
import { projectFolder } from "../../docs/generator/sources";

/**
 * What the compiler has against the examples, in one program of the project's settings. They are files of the package in
 * memory only, so `@alchemorsel/platform` is found as Node.js finds it: by the package's own `exports`.
 *
 * The program of the components lends the files that it has read already.
 */
export function compilerErrors(components: readonly Component[], read: ts.Program): string[] {
    const options = read.getCompilerOptions();
    const texts = new Map(components.map(({ name, example = "" }) => [exampleFile(name), example]));
    const host = ts.createCompilerHost(options);
    const readFile = host.getSourceFile.bind(host);
    host.getSourceFile = (file, language, ...rest) => {
        const text = texts.get(file);
        return text === undefined
            ? (read.getSourceFile(file) ?? readFile(file, language, ...rest))
            : ts.createSourceFile(file, text, language);
    };
    const program = ts.createProgram([...texts.keys()], options, host, read);
    return [...texts.keys()].flatMap((file) =>
        ts
            .getPreEmitDiagnostics(program, program.getSourceFile(file))
            .map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim()),
    );
}

function exampleFile(component: string): string {
    return path.join(projectFolder, `example of ${component}.ts`);
}

/** What an example may declare besides components: what `Workload` makes for its parts. */
const standIns: Record<string, () => unknown> = {
    guard: () =>
        createGuard(
            "recipes",
            { workload: "recipes", weights: { blue: 100, green: 0 }, colors: { blue: {}, green: {} } },
            () => Promise.reject(new Error("an example reads no cluster")),
        ),
    networkPolicy: () => new NetworkPolicy("recipes"),
    rollout: () =>
        rolloutHooks("recipes", {
            workload: "recipes",
            color: "blue",
            reader: {
                get: () => Promise.reject(new Error("an example reads no cluster")),
                text: () => Promise.reject(new Error("an example reads no cluster")),
            },
            seconds: 120,
        }),
};

/** Runs every example once, and first those of the components that it declares. Returns what went wrong. */
export function runExamples(components: readonly Component[]): string[] {
    const examples = new Map(components.map(({ name, example = "" }) => [name, example]));
    const made = new Map<string, unknown>();
    const failures = new Map<string, string>();
    const instance = (component: string): unknown => {
        if (!made.has(component)) {
            try {
                made.set(component, runExample(component, examples.get(component) ?? "", instance));
            } catch (error) {
                // The first to fail is to blame: who declares it fails with the same message.
                const message = String(error);
                failures.set(message, failures.get(message) ?? `the example of ${component}: ${message}`);
                throw error;
            }
        }
        return made.get(component);
    };
    for (const component of examples.keys()) {
        try {
            instance(component);
        } catch {
            // Noted above; the others are run all the same.
        }
    }
    return [...failures.values()];
}

/** Runs one example, with an instance of each component that it declares. Returns the component that it makes. */
function runExample(component: string, source: string, instance: (component: string) => unknown): unknown {
    const declared = [...source.matchAll(/^declare const (\w+): (\w+)/gm)].map(([, name = "", type = ""]) => ({
        name,
        value: standIns[name]?.() ?? instance(type),
    }));
    const own = new RegExp(`const (\\w+) = new ${component}\\(`).exec(source)?.[1];
    const { code } = transform(source, { transforms: ["typescript", "imports"] });
    const names = ["require", "exports", ...declared.map(({ name }) => name)];
    const run = vm.compileFunction(`${code}\nreturn ${own ?? "undefined"};`, names) as (...given: unknown[]) => unknown;
    return run(require, {}, ...declared.map(({ value }) => value));
}
