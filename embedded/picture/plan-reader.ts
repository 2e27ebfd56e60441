import { type PlannedResource, unknownValue } from "../preview/plan";

const subnetType = "aws:ec2/subnet:Subnet";
const subnetGroupTypes = ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"];

/** Finds the resources of a plan by what they are and how they hang together. */
export class PlanReader {
    private readonly byUrn: ReadonlyMap<string, PlannedResource>;

    constructor(readonly resources: readonly PlannedResource[]) {
        this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    }

    /** All of a type, sorted, so that the order of the plan doesn't show. */
    ofType(type: string): PlannedResource[] {
        return this.resources
            .filter((resource) => resource.type === type)
            .sort((one, other) => (one.urn < other.urn ? -1 : 1));
    }

    parent({ parent }: PlannedResource): PlannedResource | undefined {
        return parent === undefined ? undefined : this.byUrn.get(parent);
    }

    /**
     * The resources that an input is made from. Their IDs aren't known in a preview, but the engine keeps track of them; a
     * plan without that says at least for what the whole resource waits.
     */
    sources(resource: PlannedResource, property: string): PlannedResource[] {
        const { propertyDependencies, dependencies = [] } = resource;
        const urns = propertyDependencies ? (propertyDependencies[property] ?? []) : dependencies;
        return urns.flatMap((urn) => this.byUrn.get(urn) ?? []);
    }

    /** The subnets that an input names, itself or by way of a subnet group. */
    subnets(resource: PlannedResource, property: string): PlannedResource[] {
        return this.sources(resource, property).flatMap((source) => {
            if (source.type === subnetType) {
                return source;
            }
            return subnetGroupTypes.includes(source.type) ? this.subnets(source, "subnetIds") : [];
        });
    }

    /** A name without that of the whole foundation: `edge-logs-bucket` of `shop-production-edge-logs-bucket`. */
    partName({ name }: PlannedResource): string {
        const prefix = `${this.ofType("alchemorsel:aws:AwsFoundation")[0]?.name ?? ""}-`;
        return name.startsWith(prefix) ? name.slice(prefix.length) : name;
    }

    /** A name without that of the component around it: `data` of `encryption-data`. */
    shortName(resource: PlannedResource): string {
        const prefix = `${this.parent(resource)?.name ?? ""}-`;
        return resource.name.startsWith(prefix) ? resource.name.slice(prefix.length) : resource.name;
    }
}

/** A text that can be drawn: neither unknown yet nor secret. */
export function text(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" && value !== unknownValue ? value : undefined;
}

/** The members of an object, of which there are none if it's unknown, secret or no object at all. */
export function members(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** The items of a list, likewise. */
export function items(value: unknown): unknown[] {
    return Array.isArray(value) ? (value as unknown[]) : [];
}

export function unique(values: readonly string[]): string[] {
    return [...new Set(values)].sort();
}
