import type { StateResource } from "../../../embedded/upgrades/state";
import type { Step } from "../../../embedded/upgrades/steps";

export const stackUrn = "urn:pulumi:staging::shop::pulumi:pulumi:Stack::shop-staging";

/** A resource under a parent, with the URN that the engine gives it. */
export function resource(type: string, name: string, more: Partial<StateResource> = {}): StateResource {
    const parent = more.parent ?? stackUrn;
    const parentType = parent.split("::")[2] ?? "";
    const types = parentType === "pulumi:pulumi:Stack" ? type : `${parentType}$${type}`;
    const urn = `urn:pulumi:staging::shop::${types}::${name}`;
    return { urn, type, custom: !type.startsWith("shop:"), parent, inputs: {}, ...more };
}

export function component(type: string, name: string, parent = stackUrn): StateResource {
    return resource(`shop:${type}`, name, { parent });
}

export const created = (newState: StateResource): Step => ({ op: "create", urn: newState.urn, newState });
export const deleted = (oldState: StateResource): Step => ({ op: "delete", urn: oldState.urn, oldState });
export const same = (state: StateResource): Step => ({
    ...{ op: "same", urn: state.urn, oldState: state, newState: state },
});

/** All three steps of a replacement, as the engine lists them. */
export function replaced(
    oldState: StateResource,
    newState: StateResource,
    detailedDiff: Step["detailedDiff"],
    replaceReasons: readonly string[] = [],
): Step[] {
    const step = { urn: newState.urn, oldState, newState, detailedDiff, replaceReasons };
    const old = { urn: oldState.urn, oldState };
    return [
        { ...step, op: "create-replacement" },
        { ...step, op: "replace" },
        { ...old, op: "delete-replaced" },
    ];
}
