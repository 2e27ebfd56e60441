import { requests, waysToInternet, waysToNat } from "./arrows";
import { type Columns, columnWidth, columnX, lane, shaft, vpcWidth } from "./columns";
import type { Vpc } from "./diagram";
import { type Box, card, type Drawing, fonts, type Paragraph, together, words, writing } from "./drawing";
import { type Placed, type Row, tierRow } from "./tier-layout";

/** Between the rows, for the lines from subnets to NAT gateways. */
const tierGap = 30;
const gatewayWidth = 150;

export interface VpcLayout {
    box: Box;
    drawing: Drawing;
    placed: Placed[];
    internetGateway?: Box;
}

/** The VPC from its upper left corner: a column for each zone, a row for each tier. */
export function vpcLayout(x: number, y: number, vpc: Vpc): VpcLayout {
    const columns = { left: x, zones: vpc.zones };
    const header = writing({ x: x + 14, y: y + 10, width: lane + columnWidth - 2 * shaft - 14 }, vpcWords(vpc));
    const gateway = vpc.hasInternetGateway ? internetGateway(x, y, vpc) : undefined;
    const top = y + 20 + Math.max(header.height, gateway?.box.height ?? 0);
    const names = zoneNames(columns, top + 6);
    const rows = tierRows(columns, top + 14 + names.height, vpc);
    const end = (rows.at(-1)?.bottom ?? top) + 8;
    const zones = vpc.zones.map((zone): Box => {
        return { x: columnX(columns, zone), y: top, width: columnWidth, height: end - top, style: "zone" };
    });
    const box: Box = { x, y, width: vpcWidth(vpc), height: end + 14 - y, style: "vpc" };
    const placed = rows.flatMap((row) => row.placed);
    const labels = [...header.labels, ...names.labels];
    const arrows = [...waysToNat(rows), ...waysToInternet(placed, gateway?.box, box), ...requests(placed, x)];
    const drawing = together([
        { boxes: [box, ...zones], labels, arrows: [] },
        ...(gateway ? [gateway.drawing] : []),
        ...rows.map((row) => row.drawing),
        { boxes: [], labels: [], arrows },
    ]);
    return { box, drawing, placed, internetGateway: gateway?.box };
}

function vpcWords({ cidrs, gateways }: Vpc): Paragraph[] {
    return [
        { text: `VPC ${cidrs.join(", ")}`, font: fonts.place, style: "strong" },
        ...gateways.map((text): Paragraph => ({ text, font: fonts.detail, style: "muted" })),
    ];
}

function internetGateway(x: number, y: number, vpc: Vpc) {
    const place = { x: x + vpcWidth(vpc) - gatewayWidth - 8, y: y + 10, width: gatewayWidth };
    return card(place, "network", words("Internet gateway", []));
}

function zoneNames(columns: Columns, y: number) {
    const names = columns.zones.map((zone) =>
        writing({ x: columnX(columns, zone) + 16, y, width: columnWidth - 16 - 2 * shaft }, [
            { text: zone, font: fonts.place, style: "strong" },
        ]),
    );
    return {
        labels: names.flatMap(({ labels }) => labels),
        height: Math.max(...names.map(({ height }) => height)),
    };
}

function tierRows(columns: Columns, top: number, { tiers }: Vpc): Row[] {
    const rows: Row[] = [];
    for (const tier of tiers) {
        const before = rows.at(-1);
        rows.push(tierRow(columns, before ? before.bottom + tierGap : top, tier));
    }
    return rows;
}
