import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** One resource that a program registered. */
export interface Registered {
    type: string;
    name: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests reach into inputs whose shape they assert
    inputs: any;
    custom: boolean;
}

/** Runs a program against mocks and returns what it registered, in order, after all of it is through. */
export async function registered(program: () => unknown, config: Record<string, string> = {}): Promise<Registered[]> {
    const resources: Registered[] = [];
    const mocks: pulumi.runtime.Mocks = {
        newResource: ({ type, name, inputs, custom }) => {
            resources.push({ type, name, inputs, custom: custom === true });
            return { id: `${name}-id`, state: inputs as Record<string, unknown> };
        },
        call: () => ({}),
    };
    acceptErrorHooks();
    await pulumi.runtime.setMocks(mocks, "alchemorsel", "local", false);
    pulumi.runtime.setAllConfig(config);
    await program();
    await pulumi.runtime.waitForRPCs();
    return resources;
}

/** The one resource of a name. */
export function named(resources: readonly Registered[], name: string): Registered {
    const found = resources.filter((resource) => resource.name === name);
    if (found.length !== 1) {
        throw new Error(`${found.length} resources called ${name}, of ${resources.map((r) => r.name).join(", ")}`);
    }
    return found[0]!;
}

/** The SDK's mocks know resource hooks but not yet error hooks. */
function acceptErrorHooks(): void {
    Object.assign(MockMonitor.prototype, {
        registerErrorHook: (_request: unknown, callback: (error: null, response: object) => void) => {
            callback(null, {});
        },
    });
}
