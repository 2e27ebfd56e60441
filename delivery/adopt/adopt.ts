import { partNames } from "../../components/foundation/aws/part-names";
import { UserError } from "../../embedded/errors";
import { type PlannedResource, readStackFile } from "../../embedded/preview";
import type { Progress } from "../../embedded/progress";
import { projectName } from "../stack/stack-file";
import { type Difference, differencesIn } from "./differences";
import { agreed } from "./agreed";
import type { Existing } from "./existing";
import { filledIn, type ImportFile } from "./import-file";
import { type Match, match, type Matches } from "./match";
import { networkSettings, type StackNetwork } from "./network-settings";
import { partOf } from "./parts";
import { readExisting, type Wanted } from "./read-existing";
import { Scratch, type StackPlace } from "./scratch";
import type { Settled } from "./settle";
import type { Setting } from "./setting";
import { type ExportedStack, exportStack, idsIn } from "./stack-state";

/** What an import would do, found out on a copy of the stack. */
export interface Adoption {
    readonly existing: Existing;
    readonly taken: readonly Match[];
    /** Resources of the same parts that are yet to be made. */
    readonly fresh: readonly PlannedResource[];
    /** What the stack's file has to say for nothing to be changed. */
    readonly settings: readonly Setting[];
    /** What would change without them, and stays as it is with them. */
    readonly differences: readonly Difference[];
    /** What would change all the same. */
    readonly left: Settled["unsettled"];
    /** For `pulumi import`. */
    readonly file: ImportFile;
}

/** Finds out what an import would do. Neither the stack nor anything in AWS is touched. */
export async function rehearseAdoption(place: StackPlace, wanted: Wanted, progress: Progress): Promise<Adoption> {
    const values = valuesOf(place);
    const state = await exportStack(place);
    const existing = await progress.step("What there is", () => readExisting(wanted, values.region, values.accountId));
    const network = networkSettings(values.network, existing.network);
    const before = [...network.settings, ...nameSettings(existing, values)];
    return Scratch.with(place, state, async (scratch) => {
        scratch.set(before);
        const { resources, file } = await progress.step("Plan", () => scratch.plan());
        const matches = match(resources, existing);
        const problems = [...network.problems, ...unclearProblems(matches), ...stateProblems(matches, state)];
        if (problems.length > 0) throw new UserError(problems);
        const { taken } = matches;
        const filled = filledIn(file, taken);
        await progress.step("Import into a copy of the stack", () => scratch.import(filled));
        const differences = differencesIn(await progress.step("What would change", () => scratch.steps()), taken);
        const { settings, left } = await agreed(scratch, taken, differences, values.ignoreChanges);
        return {
            ...{ existing, taken, differences, file: filled },
            fresh: freshIn(resources, taken),
            settings: [...before, ...settings],
            left,
        };
    });
}

/** The names by which the stack's own cluster and database are looked for. */
function nameSettings({ cluster, database }: Existing, values: StackValues): Setting[] {
    const names = partNames(values.name);
    const said = {
        cluster: values.cluster.clusterName ?? names.cluster,
        database: values.database.identifier ?? names.database,
    };
    return [
        ...(cluster === undefined || cluster.name === said.cluster
            ? []
            : [{ keys: ["cluster", "clusterName"], value: cluster.name }]),
        ...(database === undefined || database.identifier === said.database
            ? []
            : [{ keys: ["database", "identifier"], value: database.identifier }]),
    ];
}

interface StackValues {
    readonly region: string;
    readonly accountId: string;
    /** Begins the name of everything. */
    readonly name: string;
    readonly cluster: { readonly clusterName?: string };
    readonly database: { readonly identifier?: string };
    readonly network: StackNetwork;
    readonly ignoreChanges: Readonly<Record<string, readonly string[]>>;
}

type Defaulted = "region" | "name" | "ignoreChanges";

function valuesOf({ project, stack }: StackPlace): StackValues {
    const read = readStackFile(project, stack, "alchemorsel import").toJS() as { config: Record<string, unknown> };
    const aws = read.config[`${projectName}:aws`] as Omit<StackValues, Defaulted> & Partial<StackValues>;
    return {
        ...aws,
        name: aws.name ?? `${projectName}-${stack}`,
        region: String(read.config["aws:region"]),
        ignoreChanges: aws.ignoreChanges ?? {},
    };
}

function unclearProblems({ unclear }: Matches): string[] {
    return unclear.map(
        ({ resource, candidates }) =>
            `${resource.name} could be ${candidates.join(" or ")}: the stack has one such thing, so one of them has to go ` +
            "or to be another network's",
    );
}

/** A stack that has its own has no room for another. */
function stateProblems({ taken }: Matches, state: ExportedStack): string[] {
    const ids = idsIn(state);
    return taken.flatMap(({ resource, id }) => {
        const has = ids.get(resource.urn);
        return has === undefined || has === id
            ? []
            : [`${resource.name} is ${has} in the stack already, and can't be ${id} too`];
    });
}

/** What stands in the parts that something is taken into, and isn't there yet. */
function freshIn(plan: readonly PlannedResource[], taken: readonly Match[]): PlannedResource[] {
    const parts = new Set(taken.flatMap(({ resource }) => partOf(resource.urn) ?? []));
    const urns = new Set(taken.map(({ resource }) => resource.urn));
    return plan.filter(({ urn, custom, type }) => {
        const isMade = custom === true && !type.startsWith("pulumi:") && !urns.has(urn);
        return isMade && parts.has(partOf(urn) ?? "");
    });
}
