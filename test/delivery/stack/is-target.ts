import type { Registered } from "../../components/mocks";

/** Whether `pulumi up --target` with these takes a resource, wherever in the program it is: `**` stands for anything. */
export function isTarget(targets: readonly string[], { type, name }: Pick<Registered, "type" | "name">): boolean {
    const urn = `urn:pulumi:local::alchemorsel::alchemorsel:Platform$alchemorsel:Part$${type}::${name}`;
    return targets.some((target) => {
        const [before = "", after = "", ...more] = target.split("**");
        return more.length === 0 && urn.startsWith(before) && urn.endsWith(after);
    });
}
