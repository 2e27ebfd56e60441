import * as pulumi from "@pulumi/pulumi";

import { type Registered, registered } from "../../mocks";

/** What a component says of bad args, by property path, and what it registered besides itself. */
export async function refusal(
    create: () => unknown,
): Promise<{ problems: Record<string, string>; children: Registered[] }> {
    let thrown: unknown;
    const resources = await registered(() => {
        try {
            create();
        } catch (error) {
            thrown = error;
        }
    });
    const errors = pulumi.InputPropertiesError.isInstance(thrown) ? thrown.errors : [];
    return {
        problems: Object.fromEntries(errors.map(({ propertyPath, reason }) => [propertyPath, reason])),
        children: resources.filter(({ custom }) => custom),
    };
}
