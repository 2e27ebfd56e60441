import type { Existing } from "./existing";
import type { Match } from "./match";

/** What there is and nothing of the stack's is like: it stays as it is, and outside of the stack. */
export function outsideOf({ network, cluster, database }: Existing, taken: readonly Match[]): string[] {
    const ids = new Set(taken.map(({ id }) => id));
    const things = [
        ...network.subnets.map(({ id, cidr, zone }) => ({ id, what: `subnet, ${cidr} in ${zone}` })),
        ...network.natGateways.map(({ id }) => ({ id, what: "NAT gateway" })),
        ...network.routeTables.filter(({ isMain }) => !isMain).map(({ id }) => ({ id, what: "route table" })),
        ...network.endpoints.map(({ id, serviceName }) => ({ id, what: `endpoint of ${serviceName}` })),
        ...network.flowLogIds.map((id) => ({ id, what: "flow log; the stack makes one of its own" })),
        ...(cluster?.nodeGroups ?? []).map((id) => ({ id, what: "node group; the stack makes its own beside it" })),
        ...(cluster?.addons ?? [])
            .filter((addon) => !ids.has(`${cluster?.name ?? ""}:${addon}`))
            .map((id) => ({ id, what: "add-on" })),
        ...(database === undefined || database.securityGroupIds.length === 1 ? [] : database.securityGroupIds).map(
            (id) => ({ id, what: "security group of the database; the stack makes its own" }),
        ),
    ];
    return things.filter(({ id }) => !ids.has(id)).map(({ id, what }) => `${id} (${what})`);
}
