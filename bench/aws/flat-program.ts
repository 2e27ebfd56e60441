import { type PlannedResource, unknownValue } from "../../embedded/preview";

/**
 * The program that a user would write who has no components: every resource of a plan one after the other in one file,
 * with the inputs that the plan has, and with references where it has none yet.
 *
 * It imports the packages by their modules, as our components do: to load all of `@pulumi/aws` takes longer, and the
 * comparison would be of that. It has the same start, and `eks.Cluster` registers its own children in both.
 */
export function flatProgram(plan: readonly PlannedResource[]): string {
    const own = plan.filter(isWritten);
    const variables = new Map(own.map(({ urn }, index) => [urn, `r${index + 1}`]));
    const modules = new Map<string, string>();
    const written = new Set<string>();
    const statements = own.map((resource) => {
        const statement = declaration(resource, { variables, modules, written });
        written.add(resource.urn);
        return statement;
    });
    const imports = [...modules].map(([module, alias]) => `import * as ${alias} from "${module}";`);
    return [...imports, "", 'Reflect.deleteProperty(Error, "prepareStackTrace");', "", ...statements, ""].join("\n");
}

/** What stands in the file: no component, and nothing that `@pulumi/eks` makes. */
function isWritten({ urn, custom, type }: PlannedResource): boolean {
    return (custom === true || type === "eks:index:Cluster") && !isOfEks(urn);
}

function isOfEks(urn: string): boolean {
    return /[:$]eks:index:\w+\$/.test(urn);
}

interface Program {
    /** URN → its variable. */
    variables: ReadonlyMap<string, string>;
    /** Module → what it is imported as. */
    modules: Map<string, string>;
    /** URNs of what stands above. */
    written: ReadonlySet<string>;
}

function declaration(resource: PlannedResource, program: Program): string {
    const { urn, name, type, inputs, dependencies = [], propertyDependencies = {}, provider } = resource;
    const { module, className } = classOf(type);
    const alias = program.modules.get(module) ?? module.replace(/^@pulumi\//, "").replaceAll(/\W/g, "_");
    program.modules.set(module, alias);
    const args = properties(inputs).map(([key, value]) => {
        const unknowns = references(propertyDependencies[key] ?? [], program);
        return `${JSON.stringify(key)}: ${code(value, unknowns, `${name}.${key}`)}`;
    });
    const named = new Set(Object.values(propertyDependencies).flat());
    const others = references(
        dependencies.filter((each) => !named.has(each)),
        program,
        variableOf,
    );
    const providerVariable = program.variables.get(provider?.split("::").slice(0, -1).join("::") ?? "");
    const opts = [
        ...(others.length === 0 ? [] : [`dependsOn: [${others.join(", ")}]`]),
        ...(providerVariable === undefined ? [] : [`provider: ${providerVariable}`]),
    ];
    const variable = program.variables.get(urn) ?? "";
    return `const ${variable} = new ${alias}.${className}(${JSON.stringify(name)}, { ${args.join(", ")} }, { ${opts.join(", ")} });`;
}

/** `aws:ec2/subnet:Subnet` is `Subnet` of `@pulumi/aws/ec2`. */
function classOf(type: string): { module: string; className: string } {
    const [provider = "", module = "", className = ""] = type.split(":");
    if (type === "pulumi:providers:kubernetes") return { module: "@pulumi/kubernetes/provider", className: "Provider" };
    if (provider === "eks") return { module: "@pulumi/eks/cluster", className };
    if (provider === "aws") return { module: `@pulumi/aws/${module.split("/")[0] ?? ""}`, className };
    if (module === "helm.sh/v3") return { module: "@pulumi/kubernetes/helm/v3/release", className };
    const group = module.replace(".k8s.io/", "/");
    return group.split("/")[0]?.includes(".") === true
        ? { module: "@pulumi/kubernetes/apiextensions", className: "CustomResource" }
        : { module: `@pulumi/kubernetes/${group}`, className };
}

/** The properties that a program gives; the provider adds its defaults again. */
function properties(inputs: Readonly<Record<string, unknown>>): [string, unknown][] {
    const defaults = (inputs.__defaults ?? []) as readonly string[];
    return Object.entries(inputs).filter(([key]) => !key.startsWith("__") && !defaults.includes(key));
}

/** A value as it is written; what isn't known becomes the references one after the other. */
function code(value: unknown, unknowns: readonly string[], where: string): string {
    let next = 0;
    const walk = (each: unknown): string => {
        if (each === unknownValue) {
            if (unknowns.length === 0) throw new Error(`${where}: the plan doesn't say what it comes from`);
            return unknowns[next++ % unknowns.length] ?? "";
        }
        if (Array.isArray(each)) return `[${each.map(walk).join(", ")}]`;
        if (typeof each !== "object" || each === null) return JSON.stringify(each);
        const members = properties(each as Record<string, unknown>);
        return `{ ${members.map(([key, member]) => `${JSON.stringify(key)}: ${walk(member)}`).join(", ")} }`;
    };
    return walk(value);
}

/** What the file says of these resources, as far as it has them. */
function references(urns: readonly string[], program: Program, say = outputOf): string[] {
    const cluster = [...program.variables.keys()].find((urn) => urn.includes("$eks:index:Cluster::")) ?? "";
    const found = urns
        .map((urn) => (isOfEks(urn) ? cluster : urn))
        .filter((urn) => program.variables.has(urn))
        .map((urn) => {
            if (!program.written.has(urn)) throw new Error(`${urn} is used before it is there`);
            return say(urn, program.variables.get(urn) ?? "");
        });
    return [...new Set(found)];
}

function variableOf(_urn: string, variable: string): string {
    return variable;
}

/** Which output doesn't matter to the plan, as long as it is unknown: the cluster's name is not. */
function outputOf(urn: string, variable: string): string {
    return urn.includes("eks:index:Cluster::") ? `${variable}.eksCluster.arn` : `${variable}.id`;
}
