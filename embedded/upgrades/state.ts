/** A stack as `pulumi stack export` writes it, as far as it is read here. */
export interface StackState {
    readonly version: number;
    readonly deployment: Deployment;
}

export interface Deployment {
    /** The engine's version, and a number by which the engine knows its own files. */
    readonly manifest: { readonly version: string; readonly magic: string; readonly time?: string };
    readonly resources: readonly StateResource[];
    readonly secrets_providers?: unknown;
    /** What an update had begun and not ended. */
    readonly pending_operations?: readonly unknown[];
}

export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly custom: boolean;
    readonly id?: string;
    readonly parent?: string;
    /** URN and ID of its provider. */
    readonly provider?: string;
    readonly inputs?: Values;
    /** What is wrong with one that was made and not to its end. */
    readonly initErrors?: readonly string[];
    readonly outputs?: Values;
    readonly protect?: boolean;
    /** URNs of what it waits for. */
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
    readonly deletedWith?: string;
    /** Where the program registered it: `project:///index.ts#12,3`. */
    readonly sourcePosition?: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** The name in a URN. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** The type in a URN, without those of its parents. */
export function typeOf(urn: string): string {
    return (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
}

export function isObject(value: unknown): value is Values {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `project:///index.ts#12,3` as `index.ts:12`. */
export function placeOf(sourcePosition: string | undefined): string | undefined {
    const found = /^project:\/\/\/(.+)#(\d+)/.exec(sourcePosition ?? "");
    return found ? `${found[1]}:${found[2]}` : undefined;
}
