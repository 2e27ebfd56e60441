import * as path from "node:path";

import { UserError } from "../errors";
import { Progress } from "../progress";
import { buildTools, missingTools } from "./build";
import { namedProgram } from "./named";
import { Tool, ToolName, tools } from "./table";

/** Every program of these tools → its full path: the user's own where one is named, else the one from the cache, built if need be. */
export async function ensureTools(names: readonly ToolName[], progress: Progress): Promise<Map<string, string>> {
    const unknown = names.filter((name) => !tools.some((tool) => tool.name === name));
    if (unknown.length > 0) throw new UserError(unknown.map((name) => `there is no tool named ${name}`));
    return ensureRows(
        tools.filter((tool) => names.includes(tool.name)),
        progress,
    );
}

/** The tools among these that `ensureTools` would have to build. */
export async function unbuiltTools(names: readonly ToolName[]): Promise<ToolName[]> {
    const rows = tools.filter((tool) => names.includes(tool.name) && !Object.keys(tool.programs).every(namedProgram));
    return (await missingTools(rows)).map((tool) => tool.name);
}

/** `ensureTools` for rows of the caller's own. */
export async function ensureRows(rows: readonly Tool[], progress: Progress): Promise<Map<string, string>> {
    const programs = new Map<string, string>();
    const toBuild: Tool[] = [];
    for (const tool of rows) {
        const named = Object.keys(tool.programs).map((program) => [program, namedProgram(program)] as const);
        if (named.some(([, file]) => file === undefined)) toBuild.push(tool);
        for (const [program, file] of named) if (file !== undefined) programs.set(program, file);
    }
    for (const [tool, folder] of await buildTools(toBuild, progress)) {
        for (const program of Object.keys(tool.programs)) {
            if (!programs.has(program)) programs.set(program, path.join(folder, program));
        }
    }
    return programs;
}
