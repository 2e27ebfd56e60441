import { type Columns, columnWidth, columnX, runs, shaft } from "./columns";
import type { Subnet, Thing, ThingKind, Tier, WayOut } from "./diagram";
import { bottom, type Box, card, type Drawing, fonts, type Paragraph, together, words, writing } from "./drawing";
import type { BoxStyle } from "./palette";

/** Between a zone's edge and its subnets, and between a subnet's edge and what stands in it. */
const inset = { zone: 6, subnet: 10 };
const lineGap = 10;
/** Above NAT gateways, for the line that leads from them to the internet gateway. */
export const natGap = 22;

const styles: Record<ThingKind, BoxStyle> = {
    loadBalancer: "network",
    cluster: "compute",
    nodes: "compute",
    pods: "compute",
    controllers: "compute",
    endpoints: "network",
    database: "store",
    cache: "store",
    nat: "network",
};

/** A thing where it is drawn. It has as many boxes as it has runs of neighboring zones. */
export interface Placed {
    thing: Thing;
    boxes: Box[];
}

/** The row of a tier: its subnets by zone, and what stands in them. */
export interface Row {
    tier: Tier;
    cells: Map<string, Box>;
    placed: Placed[];
    drawing: Drawing;
    bottom: number;
}

export function tierRow(columns: Columns, y: number, tier: Tier): Row {
    const zones = columns.zones.filter((zone) => tier.subnets.some((subnet) => subnet.zone === zone));
    const headers = zones.map((zone) => subnetHeader(columns, y, tier, zone));
    const top = y + 8 + Math.max(...headers.map(({ height }) => height));
    const { placed, drawing, end } = thingsOf(columns, top, tier);
    const height = end + inset.subnet - y;
    const cell = (zone: string): Box => {
        const width = columnWidth - 2 * inset.zone;
        return { x: columnX(columns, zone) + inset.zone, y, width, height, style: tier.name };
    };
    const cells = new Map(zones.map((zone) => [zone, cell(zone)]));
    const backdrop = { boxes: [...cells.values()], labels: headers.flatMap(({ labels }) => labels), arrows: [] };
    return { tier, cells, placed, drawing: together([backdrop, drawing]), bottom: y + height };
}

function subnetHeader(columns: Columns, y: number, tier: Tier, zone: string) {
    const x = columnX(columns, zone) + inset.zone + inset.subnet;
    const width = columnWidth - inset.zone - inset.subnet - 2 * shaft + inset.zone;
    const subnets = tier.subnets.filter((subnet) => subnet.zone === zone);
    return writing(
        { x, y: y + 8, width },
        subnets.flatMap((subnet) => subnetWords(tier, subnet)),
    );
}

function subnetWords({ name }: Tier, { zone, cidr, wayOut }: Subnet): Paragraph[] {
    return [
        { text: `${name} ${cidr}`, font: fonts.title, style: "strong" },
        { text: wayOutWords(wayOut, zone), font: fonts.detail, style: "muted" },
    ];
}

function wayOutWords(wayOut: WayOut, zone: string): string {
    switch (wayOut.by) {
        case "NAT gateway":
            return wayOut.zone === zone ? "way out: NAT gateway" : `way out: NAT in ${wayOut.zone}`;
        case "nothing":
            return "no way out";
        default:
            return `way out: ${wayOut.by}`;
    }
}

function thingsOf(columns: Columns, top: number, tier: Tier) {
    const drawings: Drawing[] = [];
    const placed: Placed[] = [];
    let end = top;
    for (const line of lines(tier.things)) {
        const y = end + (line.some(({ kind }) => kind === "nat") ? natGap : lineGap);
        for (const thing of line) {
            const cards = runs(columns.zones, thing.zones).map((run) => thingCard(columns, y, thing, run));
            drawings.push(...cards.map(({ drawing }) => drawing));
            placed.push({ thing, boxes: cards.map(({ box }) => box) });
        }
        end = Math.max(...placed.flatMap(({ boxes }) => boxes.map(bottom)));
    }
    return { drawing: together(drawings), placed, end };
}

/** Things of a kind that are in different zones stand side by side. */
function lines(things: readonly Thing[]): Thing[][] {
    const result: Thing[][] = [];
    for (const thing of things) {
        const beside = result.find((line) =>
            line.every(({ kind, zones }) => kind === thing.kind && !zones.some((zone) => thing.zones.includes(zone))),
        );
        if (beside) {
            beside.push(thing);
        } else {
            result.push([thing]);
        }
    }
    return result;
}

function thingCard(columns: Columns, y: number, thing: Thing, run: readonly string[]) {
    const x = columnX(columns, run[0] ?? "") + inset.zone + inset.subnet;
    const end = columnX(columns, run.at(-1) ?? "") + columnWidth - inset.zone - inset.subnet;
    return card({ x, y, width: end - x }, styles[thing.kind], words(thing.title, thing.details));
}
