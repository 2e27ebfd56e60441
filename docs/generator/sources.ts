import * as fs from "node:fs";
import * as path from "node:path";

import { Application, type ProjectReflection } from "typedoc";
import ts from "typescript";

export const projectFolder = path.resolve(__dirname, "../..");

/** What the documentation is made of: TypeDoc's model of the package's public faces, and the program behind it. */
export interface Sources {
    project: ProjectReflection;
    program: ts.Program;
}

/** Reads the package's entry points as its `exports` name them. Types are not checked; that is the build's business. */
export async function readSources(): Promise<Sources> {
    const faces = publicFaces();
    const program = ts.createProgram(Object.values(faces), compilerOptions());
    const app = await Application.bootstrapWithPlugins({
        // What is not exported, such as the args of a part, is documented where it is used.
        plugin: ["typedoc-plugin-missing-exports"],
        placeInternalsInOwningModule: true,
        excludeExternals: true,
        excludePrivate: true,
        sort: ["source-order"],
        disableGit: true,
        sourceLinkTemplate: "{path}",
        basePath: projectFolder,
        logLevel: "Warn",
    } as Parameters<typeof Application.bootstrapWithPlugins>[0]);
    const project = app.converter.convert(
        Object.entries(faces).map(([displayName, file]) => {
            const sourceFile = program.getSourceFile(file);
            if (sourceFile === undefined) {
                throw new Error(`${file}, which package.json exports as ${displayName}, is not there`);
            }
            return { displayName, program, sourceFile };
        }),
    );
    return { project, program };
}

/** The files of the package's entry points, by the name under which others import them. */
function publicFaces(): Record<string, string> {
    const manifest = JSON.parse(fs.readFileSync(path.join(projectFolder, "package.json"), "utf8")) as {
        name: string;
        exports: Record<string, string>;
    };
    return Object.fromEntries(
        Object.entries(manifest.exports).map(([key, file]) => [
            path.posix.join(manifest.name, key),
            path.join(projectFolder, file),
        ]),
    );
}

function compilerOptions(): ts.CompilerOptions {
    const file = path.join(projectFolder, "tsconfig.json");
    const { options } = ts.parseJsonConfigFileContent(
        ts.readConfigFile(file, (name) => ts.sys.readFile(name)).config,
        ts.sys,
        projectFolder,
    );
    return options;
}
