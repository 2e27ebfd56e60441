import type { PlannedResource } from "../preview/plan";
import type { Thing, ThingKind } from "./diagram";
import { type PlanReader, unique } from "./plan-reader";

/** Something that stands in subnets, by their URNs: none if the plan doesn't say in which. */
export interface PlacedThing extends Omit<Thing, "zones"> {
    name: string;
    subnets: string[];
}

/** A thing of one resource, in the subnets that a property of it names. */
export function thing(
    plan: PlanReader,
    resource: PlannedResource,
    property: string,
    kind: ThingKind,
    words: { title: string; details: (string | undefined)[] },
): PlacedThing {
    const subnets = unique(plan.subnets(resource, property).map(({ urn }) => urn));
    const details = words.details.filter((detail) => detail !== undefined).join(", ");
    return { kind, name: resource.name, title: words.title, details: details === "" ? [] : [details], subnets };
}
