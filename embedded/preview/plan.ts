import { UserError } from "../errors";
import { run, RunError, type RunResult } from "../process";
import type { Progress } from "../progress";
import type { Workspace } from "./workspace";
import { withWorkspace } from "./workspace";

/** A resource of a planned stack, as `pulumi preview --json` tells it. */
export interface PlannedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** Whether a provider makes it; a component is none. */
    readonly custom?: boolean;
    /** URN and ID of its provider. */
    readonly provider?: string;
    /** URN of its parent. */
    readonly parent?: string;
    /** Where the program registered it: `project:///index.ts#12,3`. */
    readonly sourcePosition?: string;
    /** From the innermost call outward. */
    readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
    /** As the provider has checked them, defaults included; what isn't known yet is one of the engine's placeholders. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** URNs of what it waits for. */
    readonly dependencies?: readonly string[];
    /** Input → URNs of the resources that its value comes from. */
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What stands in an input for a value that only the update will know. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What `pulumi preview --json` prints, as far as it is read here. */
interface Preview {
    readonly steps?: readonly {
        readonly newState?: Omit<PlannedResource, "name" | "inputs"> & Partial<Pick<PlannedResource, "inputs">>;
    }[];
}

/** Every resource of a stack on AWS that is yet to be, as the real provider plans it. Needs no account. */
export function planOf(project: string, stack: string, progress: Progress): Promise<PlannedResource[]> {
    return withWorkspace(project, stack, progress, (workspace) => readPlan(workspace, stack));
}

/** The same in a workspace that is there. */
export async function readPlan({ project, configFile, env }: Workspace, stack: string): Promise<PlannedResource[]> {
    const args = ["preview", "--json", "--stack", stack, "--config-file", configFile, "--non-interactive"];
    const { stdout } = await run("pulumi", args, { cwd: project, env }).catch((error: unknown) => {
        throw error instanceof RunError ? new UserError(`the preview failed\n${previewProblems(error)}`) : error;
    });
    return plannedResources(stdout);
}

/** The resources that a preview has printed. */
export function plannedResources(stdout: string): PlannedResource[] {
    const { steps = [] } = JSON.parse(stdout) as Preview;
    return steps.flatMap(({ newState }) =>
        newState === undefined
            ? []
            : [{ ...newState, name: newState.urn.split("::").at(-1) ?? "", inputs: newState.inputs ?? {} }],
    );
}

/** What went wrong in a preview, by its output in JSON. */
export function previewProblems({ stdout, stderr }: RunResult): string {
    try {
        const { diagnostics = [] } = JSON.parse(stdout) as { diagnostics?: { severity: string; message: string }[] };
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        return errors.map(({ message }) => message.trim()).join("\n") || stderr.trim() || stdout;
    } catch {
        return `${stdout}\n${stderr}`.trim();
    }
}
