import { vertical } from "./arrows";
import { lane, vpcWidth } from "./columns";
import type { Diagram } from "./diagram";
import { type Arrow, bottom, type Box, card, type Drawing, fonts, right, together, words, writing } from "./drawing";
import { list } from "./list";
import {
    entranceWidth,
    entranceX,
    otherRegion,
    padding,
    regionLayout,
    type RegionLayout,
    regionWidth,
} from "./region-layout";

const margin = 24;
const gap = 24;

/** The whole picture in pixels. */
export interface Layout extends Drawing {
    width: number;
    height: number;
}

/** Puts everything on the page: the internet on top, below it the region with its VPC, then the other regions. */
export function layout(diagram: Diagram): Layout {
    const x = margin + padding;
    const heading = headingAt(x, diagram);
    const internet = card(
        { x, y: margin + heading.height + gap / 2, width: vpcWidth(diagram.vpc) },
        "outside",
        words("Internet", []),
    );
    const dns = domains(x, bottom(internet.box) + gap, diagram);
    const region = regionLayout(margin, bottom((dns ?? internet).box) + gap, diagram);
    const others = otherRegions(bottom(region.box), region.box.width, diagram);
    const end = Math.max(bottom(region.box), ...others.map(({ box }) => bottom(box)));
    const remarks = writing({ x, y: end + 12, width: region.box.width - 2 * padding }, remarksOn(diagram));
    const [width, height] = [right(region.box) + margin, end + 12 + remarks.height + margin / 2];
    const page: Box = { x: 0, y: 0, width, height, style: "page" };
    const arrows = [
        ...wayIn(entranceX(x, diagram), [internet.box, dns?.box, region.firewall, balancer(region)]),
        ...wayOut(region, internet.box),
    ];
    const drawing = together([
        { boxes: [page], labels: heading.labels, arrows: [] },
        internet.drawing,
        ...(dns ? [dns.drawing] : []),
        region.drawing,
        ...others.map((other) => other.drawing),
        { boxes: [], labels: remarks.labels, arrows },
    ]);
    return { width, height, ...drawing };
}

function headingAt(x: number, diagram: Diagram) {
    return writing({ x, y: margin, width: regionWidth(diagram) - 2 * padding }, [
        { text: `${diagram.stack}: what stands in which subnet`, font: fonts.heading, style: "strong" },
        {
            text: "Drawn from the plan. Solid arrows: requests. Dashed arrows: the way out to the internet.",
            font: fonts.detail,
            style: "muted",
        },
    ]);
}

function domains(x: number, y: number, diagram: Diagram) {
    const { domains: names } = diagram.entrance;
    if (names.length === 0) {
        return undefined;
    }
    return card({ x, y, width: entranceWidth(diagram) }, "outside", words("Route 53", [list(names)]));
}

function otherRegions(top: number, width: number, diagram: Diagram) {
    const regions: { box: Box; drawing: Drawing }[] = [];
    for (const region of diagram.otherRegions) {
        const above = regions.at(-1);
        regions.push(otherRegion(margin, (above ? bottom(above.box) : top) + gap, width, region));
    }
    return regions;
}

function remarksOn({ unplaced }: Diagram) {
    if (unplaced.length === 0) {
        return [];
    }
    const text = `Not drawn, because the plan doesn't say in which subnets: ${unplaced.join(", ")}`;
    return [{ text, font: fonts.detail, style: "muted" as const }];
}

/** The load balancer that the internet reaches. */
function balancer({ vpc }: RegionLayout): Box | undefined {
    return vpc.placed.find(({ thing }) => thing.kind === "loadBalancer")?.boxes[0];
}

/** From each of what is there to the next. */
function wayIn(x: number, steps: readonly (Box | undefined)[]): Arrow[] {
    const there = steps.filter((step) => step !== undefined);
    return there.slice(1).map((to, index) => vertical(x, bottom(there[index] ?? to), to.y, "request"));
}

function wayOut({ vpc }: RegionLayout, internet: Box): Arrow[] {
    const gateway = vpc.internetGateway;
    return gateway ? [vertical(right(vpc.box) - lane / 2, gateway.y, bottom(internet), "wayOut")] : [];
}
