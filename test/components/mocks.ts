import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as state from "@pulumi/pulumi/runtime/state";

/** One resource that a program registered. */
export interface Registered {
    type: string;
    name: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests reach into inputs whose shape they assert
    inputs: any;
    custom: boolean;
    /** Names of the resources that it waits for. */
    dependencies: string[];
    /** Property → names of the resources that its value comes from. */
    propertyDependencies: Record<string, string[]>;
    protect: boolean;
    retainOnDelete: boolean;
    deleteBeforeReplace: boolean;
    /** Name of a provider of its own. */
    provider?: string;
    /** Names of its hooks. */
    hooks: Record<"beforeCreate" | "afterCreate" | "beforeUpdate" | "afterUpdate" | "onError", string[]>;
}

/** What the SDK's own tests use, and its declarations leave out. */
interface Internal {
    waitForRPCs(): Promise<void>;
}

interface HookLists {
    getBeforeCreateList(): string[];
    getAfterCreateList(): string[];
    getBeforeUpdateList(): string[];
    getAfterUpdateList(): string[];
    getOnErrorList(): string[];
}

interface InternalState {
    getStore(): { supportsTransforms: boolean };
}

/** What the SDK sends for one resource, as far as the tests look at it. */
interface Request {
    getName(): string;
    getDependenciesList(): string[];
    getPropertydependenciesMap(): Map<string, { getUrnsList(): string[] }>;
    getProtect(): boolean;
    getRetainondelete(): boolean;
    getDeletebeforereplace(): boolean;
    getProvider(): string;
    getHooks(): HookLists | undefined;
}

/** Outputs that a provider adds to a resource's inputs, by type. */
type Outputs = Record<string, Record<string, unknown>>;

/**
 * Runs a program against mocks and returns what it registered, in order, after all of it is through. At a preview, what a
 * provider would add to the inputs is unknown.
 */
export async function registered(
    program: () => unknown,
    config: Record<string, string> = {},
    outputs: Outputs = {},
    isPreview = false,
): Promise<Registered[]> {
    const resources: Registered[] = [];
    const options = new Map<string, Omit<Registered, "type" | "name" | "inputs" | "custom">>();
    const mocks: pulumi.runtime.Mocks = {
        newResource: ({ type, name, inputs, custom }) => {
            resources.push({ type, name, inputs: inputs as unknown, custom: custom === true, ...options.get(name)! });
            return { id: `${name}-id`, state: { ...(inputs as Record<string, unknown>), ...outputs[type] } };
        },
        call: () => ({}),
    };
    acceptHooks();
    recordOptions((request) => {
        const hooks = request.getHooks();
        options.set(request.getName(), {
            dependencies: request.getDependenciesList().map(nameOf),
            propertyDependencies: Object.fromEntries(
                [...request.getPropertydependenciesMap().entries()].map(([property, urns]) => [
                    property,
                    urns.getUrnsList().map(nameOf),
                ]),
            ),
            protect: request.getProtect(),
            retainOnDelete: request.getRetainondelete(),
            deleteBeforeReplace: request.getDeletebeforereplace(),
            // A reference: the URN and the ID.
            ...(request.getProvider() !== "" && { provider: request.getProvider().split("::").at(-2) }),
            hooks: {
                beforeCreate: hooks?.getBeforeCreateList() ?? [],
                afterCreate: hooks?.getAfterCreateList() ?? [],
                beforeUpdate: hooks?.getBeforeUpdateList() ?? [],
                afterUpdate: hooks?.getAfterUpdateList() ?? [],
                onError: hooks?.getOnErrorList() ?? [],
            },
        });
    });
    await pulumi.runtime.setMocks(mocks, "alchemorsel", "local", isPreview);
    // The engine's; the SDK's mocks refuse a resource that has some, and leave them out of what they see.
    (state as unknown as InternalState).getStore().supportsTransforms = true;
    pulumi.runtime.setAllConfig(config);
    await program();
    await (pulumi.runtime as unknown as Internal).waitForRPCs();
    return resources;
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1)!;
}

/** The one resource of a name. */
export function named(resources: readonly Registered[], name: string): Registered {
    const found = resources.filter((resource) => resource.name === name);
    if (found.length !== 1) {
        throw new Error(`${found.length} resources called ${name}, of ${resources.map((r) => r.name).join(", ")}`);
    }
    return found[0]!;
}

/** The SDK's mocks take part in everything but the registration of hooks. */
function acceptHooks(): void {
    const accept = (_request: unknown, callback: (error: null, response: object) => void) => {
        callback(null, {});
    };
    Object.assign(MockMonitor.prototype, { registerResourceHook: accept, registerErrorHook: accept });
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the monitor as `this`
const registerResource = MockMonitor.prototype.registerResource;

/** The SDK's mocks see a resource's inputs, but neither what it waits for nor its hooks. */
function recordOptions(record: (request: Request) => void): void {
    Object.assign(MockMonitor.prototype, {
        registerResource(this: MockMonitor, request: Request, callback: never) {
            record(request);
            return registerResource.call(this, request, callback);
        },
    });
}
