import { lane } from "./columns";
import type { ThingKind } from "./diagram";
import { type Arrow, bottom, type Box, right } from "./drawing";
import { natGap, type Placed, type Row } from "./tier-layout";

const middle = ({ y, height }: Box) => y + height / 2;
const center = ({ x, width }: Box) => x + width / 2;

/** Straight down (or up) from one box to the next. */
export function vertical(x: number, from: number, to: number, style: Arrow["style"]): Arrow {
    return {
        points: [
            [x, from],
            [x, to],
        ],
        style,
    };
}

/** From each subnet up to the NAT gateway that its routes lead to, if that's in the row above. */
export function waysToNat(rows: readonly Row[]): Arrow[] {
    return rows.flatMap((row, index) => {
        const above = rows[index - 1];
        const nats = above?.placed.filter(({ thing }) => thing.kind === "nat") ?? [];
        return nats.flatMap(({ thing, boxes: [nat] }) => {
            const users = [...row.cells].filter(([zone]) => leadsTo(row, zone, thing.zones)).map(([, cell]) => cell);
            return above && nat ? waysToOneNat(users, nat, above.bottom) : [];
        });
    });
}

function leadsTo({ tier }: Row, zone: string, natZones: readonly string[]): boolean {
    return tier.subnets.some(
        (subnet) => subnet.zone === zone && subnet.wayOut.by === "NAT gateway" && natZones.includes(subnet.wayOut.zone),
    );
}

/** The nearest subnet's line goes all the way; each other one joins the next that is nearer, so that no two overlap. */
function waysToOneNat(cells: readonly Box[], nat: Box, rowAbove: number): Arrow[] {
    const distance = (cell: Box) => Math.abs(center(cell) - center(nat));
    const nearestFirst = [...cells].sort((one, other) => distance(one) - distance(other));
    return nearestFirst.map((cell, index): Arrow => {
        const between = (rowAbove + cell.y) / 2;
        const side = Math.sign(center(cell) - center(nat));
        const before = nearestFirst.slice(0, index).filter((each) => Math.sign(center(each) - center(nat)) === side);
        const join = center(before.at(-1) ?? nat);
        const start: Arrow["points"] = [
            [center(cell), cell.y],
            [center(cell), between],
            [join, between],
        ];
        return index === 0
            ? { points: [...start, [join, bottom(nat)]], style: "wayOut" }
            : { points: start, style: "wayOut", isJoining: true };
    });
}

/** From the NAT gateways along the right edge to the internet gateway; each line but the last joins the next. */
export function waysToInternet(placed: readonly Placed[], gateway: Box | undefined, vpc: Box): Arrow[] {
    if (!gateway) {
        return [];
    }
    const nats = placed.filter(({ thing }) => thing.kind === "nat").flatMap(({ boxes }) => boxes);
    const x = right(vpc) - lane / 2;
    return nats.map((nat): Arrow => {
        const y = nat.y - natGap / 2;
        const start: Arrow["points"] = [
            [center(nat), nat.y],
            [center(nat), y],
        ];
        const next = nats
            .filter((other) => other.y === nat.y && other.x > nat.x)
            .sort((one, other) => one.x - other.x)[0];
        return next
            ? { points: [...start, [center(next), y]], style: "wayOut", isJoining: true }
            : { points: [...start, [x, y], [x, bottom(gateway)]], style: "wayOut" };
    });
}

/** From the load balancer to the pods (or the nodes where there are none yet), and from there to the stores, along the left edge. */
export function requests(placed: readonly Placed[], vpcLeft: number): Arrow[] {
    const boxes = (kind: ThingKind) => placed.filter(({ thing }) => thing.kind === kind).map((each) => each.boxes[0]);
    const pods = boxes("pods")[0] ?? boxes("nodes")[0];
    if (!pods) {
        return [];
    }
    const x = vpcLeft + lane / 2;
    const way = (from: Box, to: Box): Arrow => ({
        points: [
            [from.x, middle(from) + 4],
            [x, middle(from) + 4],
            [x, middle(to) - 4],
            [to.x, middle(to) - 4],
        ],
        style: "request",
    });
    const [balancer] = boxes("loadBalancer");
    const stores = [...boxes("database"), ...boxes("cache")].filter((store) => store !== undefined);
    return [...(balancer ? [way(balancer, pods)] : []), ...stores.map((store) => way(pods, store))];
}
