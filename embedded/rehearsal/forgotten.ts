import type { Change } from "./events";

/** A property that moto doesn't give back as it was set, so that the next command plans it again. */
export interface Forgotten {
    readonly type: string;
    /** As the provider names it in a difference; `*` is any index or key. */
    readonly property: string;
    readonly reason: string;
}

/** All of them. What isn't here and changes by itself is a defect of ours. */
export const forgotten: readonly Forgotten[] = [];

/** Whether a change is no more than what moto forgets. */
export function isForgotten({ type, op, properties }: Change, list: readonly Forgotten[] = forgotten): boolean {
    return (
        op === "update" &&
        properties.length > 0 &&
        properties.every((property) =>
            list.some((each) => each.type === type && patternOf(each.property).test(property)),
        )
    );
}

function patternOf(property: string): RegExp {
    const parts = property.split("*").map((part) => part.replace(/[.[\]\\^$()+?{}|]/g, "\\$&"));
    return new RegExp(`^${parts.join("[^.[\\]]+")}$`);
}
