import type { Tier } from "../../components/foundation/aws/network/subnet-slots";
import type { ExistingNetwork, ExistingRouteTable, ExistingSubnet } from "./existing";

/** The table that a subnet uses: its own, or else the VPC's main one. */
export function tableOf({ routeTables }: ExistingNetwork, subnetId: string): ExistingRouteTable | undefined {
    return ownTableOf({ routeTables }, subnetId) ?? routeTables.find(({ isMain }) => isMain);
}

export function ownTableOf(
    { routeTables }: Pick<ExistingNetwork, "routeTables">,
    subnetId: string,
): ExistingRouteTable | undefined {
    return routeTables.find(({ subnetIds }) => subnetIds.includes(subnetId));
}

/** What kind of subnet it is, by where its way out goes: the internet gateway, anywhere else, or nowhere. */
export function tierOf(network: ExistingNetwork, { id }: ExistingSubnet): Tier {
    const out = tableOf(network, id)?.routes.find(({ destination }) => destination === "0.0.0.0/0");
    if (out === undefined) return "data";
    return out.target.startsWith("igw-") ? "public" : "private";
}
