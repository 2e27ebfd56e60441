import { type Rename, renamesIn } from "./renames";
import { nameOf, placeOf, type StateResource } from "./state";
import { type Stateful, stateful } from "./stateful";
import type { Step } from "./steps";
import { valueAt, words } from "./values";

/** What an update to today's code would do to a stack, and must not. */
export interface Finding {
    readonly kind: "replaced" | "deleted" | "renamed" | "refused";
    readonly type: string;
    readonly name: string;
    /** What is lost, of what keeps state. */
    readonly loses?: Stateful;
    /** Whether Pulumi itself would refuse it. */
    readonly isProtected?: boolean;
    readonly properties: readonly ChangedProperty[];
    readonly cause: string;
    /** `file:line` of the resource in the program, as it is today or else as it was. */
    readonly place?: string;
    /** The option that would keep it. */
    readonly alias?: string;
}

/** A property for which a resource is replaced. */
export interface ChangedProperty {
    readonly path: string;
    readonly from: string;
    readonly to: string;
    /** Names of the resources that its new value comes from and that are new themselves. */
    readonly because: readonly string[];
}

/** The findings in the steps of a preview. */
export function judge(steps: readonly Step[]): Finding[] {
    const renames = renamesIn(steps);
    const renamed = new Set(renames.map(({ deleted }) => deleted.urn));
    const anew = new Set(steps.filter(({ op }) => op === "replace" || op === "create").map(({ urn }) => urn));
    const replaced = steps.filter(({ op, urn }) => op === "replace" && typeIn(steps, urn) in stateful);
    const deleted = steps.flatMap(({ op, oldState }) =>
        op === "delete" && oldState && oldState.type in stateful && !renamed.has(oldState.urn) ? [oldState] : [],
    );
    return [
        ...replaced.map((step) => replacement(step, steps, anew)),
        ...deleted.map((old) => deletion(old, steps)),
        ...renames.filter((each) => !comesWithParent(each, renames)).map((each) => renaming(each, renames)),
    ];
}

function typeIn(steps: readonly Step[], urn: string): string {
    const { oldState, newState } = steps.find((step) => step.urn === urn) ?? {};
    return (newState ?? oldState)?.type ?? "";
}

function replacement(step: Step, steps: readonly Step[], anew: ReadonlySet<string>): Finding {
    const { urn, oldState, newState, detailedDiff } = step;
    const properties = replacingPaths(step).map((path) =>
        changedProperty(path, detailedDiff?.[path]?.inputDiff === true, oldState, newState, anew),
    );
    const names = properties.map(({ path, because }) =>
        because.length === 0 ? path : `${path}, which comes from ${because.join(", ")}, which is new itself`,
    );
    return {
        ...about({ urn, type: typeIn(steps, urn) }, oldState),
        kind: "replaced",
        properties,
        cause: names.length === 0 ? "the provider gives no reason" : `the provider cannot change ${names.join("; ")}`,
        place: placeOf(newState?.sourcePosition ?? oldState?.sourcePosition),
    };
}

function deletion(old: StateResource, steps: readonly Step[]): Finding {
    const parent = steps.find(({ op, urn }) => op === "delete" && urn === old.parent);
    return {
        ...about(old, old),
        kind: "deleted",
        properties: [],
        cause: parent
            ? `its parent ${nameOf(parent.urn)} is no longer in the program`
            : "the program no longer registers it",
        place: placeOf(old.sourcePosition),
    };
}

function renaming({ deleted, created, alias }: Rename, renames: readonly Rename[]): Finding {
    const children = descendants(deleted, renames);
    const into = deleted.parent === created.parent ? "" : ` under ${nameOf(created.parent ?? "") || "the stack"}`;
    const along = children === 0 ? "" : `, and ${children} below it`;
    return {
        ...about(deleted, deleted),
        kind: "renamed",
        properties: [],
        cause: `it is deleted, and created as ${nameOf(created.urn)}${into}${along}`,
        place: placeOf(created.sourcePosition),
        alias,
    };
}

/** Where the parent was renamed too, its alias is the children's as well. */
function comesWithParent({ deleted, created }: Rename, renames: readonly Rename[]): boolean {
    return renames.some((parent) => parent.deleted.urn === deleted.parent && parent.created.urn === created.parent);
}

function descendants(deleted: StateResource, renames: readonly Rename[]): number {
    const children = renames.filter((each) => each.deleted.parent === deleted.urn);
    return children.reduce((sum, child) => sum + 1 + descendants(child.deleted, renames), 0);
}

function about({ urn, type }: { urn: string; type: string }, old: StateResource | undefined) {
    const loses = stateful[type];
    return { type, name: nameOf(urn), ...(loses && { loses }), ...(old?.protect === true && { isProtected: true }) };
}

/** A provider tells the paths; where it doesn't, the engine knows the properties. */
function replacingPaths({ detailedDiff, replaceReasons }: Step): string[] {
    const paths = Object.entries(detailedDiff ?? {}).flatMap(([path, { kind }]) =>
        kind.endsWith("-replace") ? [path] : [],
    );
    return paths.length > 0 ? paths : [...(replaceReasons ?? [])];
}

function changedProperty(
    path: string,
    isOfInputs: boolean,
    old: StateResource | undefined,
    now: StateResource | undefined,
    anew: ReadonlySet<string>,
): ChangedProperty {
    const property = path.split(/[.[]/)[0] ?? path;
    // What the provider compares with: what it found at the last update, unless it says otherwise.
    const [first, second] = isOfInputs ? [old?.inputs, old?.outputs] : [old?.outputs, old?.inputs];
    const before = valueAt(first, path) ?? valueAt(second, path);
    const from = now?.propertyDependencies?.[property] ?? [];
    return {
        path,
        from: words(before),
        to: words(valueAt(now?.inputs, path)),
        because: from.filter((urn) => anew.has(urn)).map(nameOf),
    };
}
