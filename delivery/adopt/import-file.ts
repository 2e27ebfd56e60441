import type { Match } from "./match";

/** The file of `pulumi import --file`, as `pulumi preview --import-file` writes it with a place for each ID. */
export interface ImportFile {
    readonly resources: readonly ImportEntry[];
    readonly nameTable?: Readonly<Record<string, string>>;
}

interface ImportEntry {
    readonly type: string;
    /** Its name in this file; that of the program where `logicalName` is missing. */
    readonly name: string;
    readonly logicalName?: string;
    readonly id?: string;
    /** Name in this file, or in its table of names. */
    readonly parent?: string;
    readonly component?: boolean;
}

/** The entries of what is taken in, with their IDs, and of the components that they stand in. */
export function filledIn(file: ImportFile, taken: readonly Match[]): ImportFile {
    const byName = new Map(file.resources.map((entry) => [entry.name, entry]));
    const typesOf = (entry: ImportEntry): string => {
        const { parent, type } = entry;
        const [inFile, inState] = [byName.get(parent ?? ""), file.nameTable?.[parent ?? ""]];
        const above = inFile === undefined ? typesIn(inState ?? "") : typesOf(inFile);
        return above === "" || above === stackType ? type : `${above}$${type}`;
    };
    const ids = new Map(taken.map(({ resource, id }) => [`${typesIn(resource.urn)}::${resource.name}`, id]));
    const kept = new Map<string, ImportEntry>();
    for (const entry of file.resources) {
        const key = `${typesOf(entry)}::${entry.logicalName ?? entry.name}`;
        const id = entry.component === true ? undefined : ids.get(key);
        if (id === undefined) continue;
        kept.set(entry.name, { ...entry, id });
        for (const parent of parentsOf(entry, byName)) if (!kept.has(parent.name)) kept.set(parent.name, parent);
    }
    return { ...file, resources: file.resources.flatMap(({ name }) => kept.get(name) ?? []) };
}

/** The one parent whose type is in no URN. */
const stackType = "pulumi:pulumi:Stack";

/** From the innermost outward. */
function parentsOf(entry: ImportEntry, byName: ReadonlyMap<string, ImportEntry>): ImportEntry[] {
    const parent = entry.parent === undefined ? undefined : byName.get(entry.parent);
    return parent === undefined ? [] : [parent, ...parentsOf(parent, byName)];
}

function typesIn(urn: string): string {
    return urn.split("::")[2] ?? "";
}
