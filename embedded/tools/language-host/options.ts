import { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** The `runtime.options` of a Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml. */
export interface Options {
    /** The SDK compiles TypeScript with ts-node while it loads it; default: true. */
    readonly typescript: boolean;
    readonly tsconfig?: string;
    readonly nodeargs: readonly string[];
    readonly packagemanager: string;
    /** Leave out devDependencies when dependencies are installed. */
    readonly production: boolean;
}

export function optionsOf(info: ProgramInfo | undefined): Options {
    const raw = info?.getOptions()?.toJavaScript() ?? {};
    return {
        typescript: read(raw, "typescript", "boolean") ?? true,
        tsconfig: read(raw, "tsconfig", "string"),
        nodeargs: splitArguments(read(raw, "nodeargs", "string") ?? ""),
        packagemanager: read(raw, "packagemanager", "string") ?? "auto",
        production: read(raw, "production", "boolean") ?? false,
    };
}

/** The SDK reads these where it loads the program. */
export function environmentOf(options: Options): Record<string, string> {
    return {
        ...(options.typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
        ...(options.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    };
}

/** Splits as a shell would: at blanks outside quotes; a backslash takes the next character as it is. */
export function splitArguments(text: string): string[] {
    const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
    return words.map((word) => word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, unquote));
}

function unquote(_match: string, escaped?: string, double?: string, single?: string): string {
    return escaped ?? double?.replace(/\\(["\\])/g, "$1") ?? single ?? "";
}

interface Kinds {
    boolean: boolean;
    string: string;
}

function read<K extends keyof Kinds>(raw: Record<string, unknown>, name: string, kind: K): Kinds[K] | undefined {
    const value = raw[name];
    if (value === undefined || typeof value === kind) return value as Kinds[K] | undefined;
    throw new Error(`the runtime option ${name} must be a ${kind}, it is ${JSON.stringify(value)}`);
}
