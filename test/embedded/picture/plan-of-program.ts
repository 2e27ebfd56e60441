import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as state from "@pulumi/pulumi/runtime/state";

import { type PlannedResource, unknownValue } from "../../../embedded/preview/plan";

/** What the SDK sends for one resource, as far as a plan has it. */
interface Request {
    getType(): string;
    getName(): string;
    getParent(): string;
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
    getDependenciesList(): string[];
    getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
}

type Callback = (error: Error | null, response: { getUrn(): string } | undefined) => void;

/** What a preview of a program plans: no ID and no output of AWS is known in it. */
export async function planOfProgram(program: () => void, stack = "production"): Promise<PlannedResource[]> {
    const plan: PlannedResource[] = [];
    Object.assign(MockMonitor.prototype, {
        registerResource(this: MockMonitor, request: Request, callback: Callback) {
            return registerResource.call(this, request, ((error, response) => {
                if (response) {
                    plan.push(...planned(request, response.getUrn()));
                }
                callback(error, response);
            }) as Callback as never);
        },
    });
    const mocks: pulumi.runtime.Mocks = {
        newResource: ({ inputs }) => ({ id: undefined, state: inputs as Record<string, unknown> }),
        call: () => ({}),
    };
    try {
        await pulumi.runtime.setMocks(mocks, "alchemorsel", stack, true);
        // The engine's; the SDK's mocks refuse a resource that has some.
        (state as unknown as { getStore(): { supportsTransforms: boolean } }).getStore().supportsTransforms = true;
        program();
        await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
    } finally {
        Object.assign(MockMonitor.prototype, { registerResource });
    }
    return plan.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the monitor as `this`
const registerResource = MockMonitor.prototype.registerResource;

function planned(request: Request, urn: string): PlannedResource[] {
    const sources = [...request.getPropertydependenciesMap().entries()];
    const resource: PlannedResource = {
        urn,
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent() || undefined,
        inputs: request.getObject()?.toJavaScript() ?? {},
        dependencies: request.getDependenciesList(),
        propertyDependencies: Object.fromEntries(sources.map(([property, list]) => [property, list.getUrnsList()])),
    };
    return resource.type === "eks:index:Cluster" ? [resource, controlPlane(resource)] : [resource];
}

/** The plugin of @pulumi/eks, which has no part in mocks, registers this child. */
function controlPlane({ urn, name, inputs, propertyDependencies = {} }: PlannedResource): PlannedResource {
    const { version, endpointPublicAccess } = inputs;
    const isAutoMode = inputs.autoMode !== undefined;
    const type = "aws:eks/cluster:Cluster";
    return {
        urn: `${urn}$${type}::${name}-eksCluster`,
        type,
        name: `${name}-eksCluster`,
        parent: urn,
        inputs: {
            version,
            vpcConfig: { subnetIds: unknownValue, endpointPublicAccess },
            ...(isAutoMode ? { computeConfig: unknownValue } : {}),
        },
        dependencies: propertyDependencies.privateSubnetIds,
        propertyDependencies: { vpcConfig: propertyDependencies.privateSubnetIds ?? [] },
    };
}
