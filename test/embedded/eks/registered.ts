import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** One resource that the stand-in registered. */
export interface Registered {
    type: string;
    name: string;
    /** Name of the resource above it; empty at the top. */
    parent: string;
    inputs: Record<string, unknown>;
    /** Names of the resources that it waits for. */
    dependencies: string[];
    ignoreChanges: string[];
}

/** What the SDK sends for one resource, as far as the tests look at it. */
interface Request {
    getType(): string;
    getName(): string;
    getParent(): string;
    getDependenciesList(): string[];
    getIgnorechangesList(): string[];
}

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

/** Runs the work with the SDK's mocks; says what it registered, and which functions of AWS it called. */
export async function registered<T>(work: () => T) {
    const resources: Registered[] = [];
    const calls: string[] = [];
    const options = new Map<string, Pick<Registered, "parent" | "dependencies" | "ignoreChanges">>();
    recordOptions((request) => {
        options.set(`${request.getType()} ${request.getName()}`, {
            parent: nameOf(request.getParent()),
            dependencies: request.getDependenciesList().map(nameOf),
            ignoreChanges: request.getIgnorechangesList(),
        });
    });
    const mocks: pulumi.runtime.Mocks = {
        newResource: ({ type, name, inputs }) => {
            resources.push({
                type,
                name,
                inputs: inputs as Record<string, unknown>,
                ...options.get(`${type} ${name}`)!,
            });
            return { id: `${name}-id`, state: outputsOf(type, name, inputs as Record<string, unknown>) };
        },
        call: ({ token }) => {
            calls.push(token);
            return token === "aws:index/getPartition:getPartition" ? { partition: "aws-cn" } : {};
        },
    };
    await pulumi.runtime.setMocks(mocks, "alchemorsel", "production", false);
    const result = await work();
    await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
    return { resources: resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"), calls, result };
}

/** The one resource of a name; of a component and its child of the same name, the child. */
export function named(resources: readonly Registered[], name: string): Registered {
    const found = resources.filter((resource) => resource.name === name && !resource.type.startsWith("eks:"));
    if (found.length !== 1) throw new Error(`${found.length} resources called ${name}`);
    return found[0]!;
}

function outputsOf(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
    if (type !== "aws:eks/cluster:Cluster") return { arn: `arn:${name}`, ...inputs };
    return {
        name: `${name}-1`,
        arn: `arn:aws:eks:eu-central-1:123456789012:cluster/${name}`,
        endpoint: "https://api.example.com",
        certificateAuthority: { data: "certificate" },
        identities: [{ oidcs: [{ issuer: "https://oidc.example.com/id" }] }],
        ...inputs,
        vpcConfig: { ...(inputs.vpcConfig as object), clusterSecurityGroupId: "sg-of-eks" },
    };
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the monitor as `this`
const registerResource = MockMonitor.prototype.registerResource;

/** The SDK's mocks see a resource's inputs, but not its options. */
function recordOptions(record: (request: Request) => void): void {
    Object.assign(MockMonitor.prototype, {
        registerResource(this: MockMonitor, request: Request, callback: never) {
            record(request);
            return registerResource.call(this, request, callback);
        },
    });
}
