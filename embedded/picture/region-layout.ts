import { shaftX, vpcWidth } from "./columns";
import type { Diagram, Service } from "./diagram";
import { bottom, type Box, card, type Drawing, fonts, right, together, words, writing } from "./drawing";
import { vpcLayout, type VpcLayout } from "./vpc-layout";

export const padding = 20;
const gap = 24;
const cardGap = 12;
const serviceWidth = 250;
/** How narrow a service of another region may be, so that more of them are side by side. */
const narrowService = 220;

export interface RegionLayout {
    box: Box;
    drawing: Drawing;
    firewall?: Box;
    vpc: VpcLayout;
}

/** The stack's region: its VPC below the firewall, and its other services at the right. */
export function regionLayout(x: number, y: number, diagram: Diagram): RegionLayout {
    const inner = { x: x + padding, y: y + 12, width: entranceWidth(diagram) };
    const name = writing(inner, [{ text: `Region ${diagram.region}`, font: fonts.place, style: "strong" }]);
    const top = inner.y + name.height + 10;
    const { firewall: details } = diagram.entrance;
    const firewall =
        details && card({ ...inner, y: top }, "security", words("Web application firewall (WAF)", details));
    const vpc = vpcLayout(inner.x, firewall ? bottom(firewall.box) + gap : top, diagram.vpc);
    const services = serviceCards(right(vpc.box) + gap, top, diagram.services);
    const end = Math.max(bottom(vpc.box), services.bottom) + padding;
    const box: Box = { x, y, width: regionWidth(diagram), height: end - y, style: "region" };
    const drawing = together([
        { boxes: [box], labels: name.labels, arrows: [] },
        ...(firewall ? [firewall.drawing] : []),
        vpc.drawing,
        ...services.cards,
    ]);
    return { box, drawing, firewall: firewall?.box, vpc };
}

export function regionWidth({ vpc, services }: Diagram): number {
    return 2 * padding + vpcWidth(vpc) + (services.length > 0 ? gap + serviceWidth : 0);
}

/** How wide is what requests pass before the VPC: they come down at its right end. */
export function entranceWidth(diagram: Diagram): number {
    return entranceX(0, diagram) + 20;
}

/** Where requests come down, in a VPC that begins at `left`: in the first zone of the load balancer. */
export function entranceX(left: number, { vpc }: Diagram): number {
    const balancers = vpc.tiers.flatMap(({ things }) => things).filter(({ kind }) => kind === "loadBalancer");
    return shaftX({ left, zones: vpc.zones }, balancers[0]?.zones[0] ?? vpc.zones[0] ?? "");
}

function serviceCards(x: number, y: number, services: readonly Service[]) {
    const cards: Drawing[] = [];
    let top = y;
    for (const { title, family, details } of services) {
        const { box, drawing } = card({ x, y: top, width: serviceWidth }, family, words(title, details));
        cards.push(drawing);
        top = bottom(box) + cardGap;
    }
    return { cards, bottom: top - cardGap };
}

/** Another region: its services side by side, in rows. */
export function otherRegion(
    x: number,
    y: number,
    width: number,
    { region, services }: { region: string; services: readonly Service[] },
): { box: Box; drawing: Drawing } {
    const inner = { x: x + padding, y: y + 12, width: width - 2 * padding };
    const name = writing(inner, [{ text: `Region ${region}`, font: fonts.place, style: "strong" }]);
    const perRow = Math.floor((inner.width + cardGap) / (narrowService + cardGap));
    const cardWidth = (inner.width + cardGap) / perRow - cardGap;
    const cards: Drawing[] = [];
    let top = inner.y + name.height + 10;
    for (let start = 0; start < services.length; start += perRow) {
        const row = services.slice(start, start + perRow).map(({ title, family, details }, index) => {
            const place = { x: inner.x + index * (cardWidth + cardGap), y: top, width: cardWidth };
            return card(place, family, words(title, details));
        });
        cards.push(...row.map(({ drawing }) => drawing));
        top = Math.max(...row.map(({ box }) => bottom(box))) + cardGap;
    }
    const box: Box = { x, y, width, height: top - cardGap + padding - y, style: "region" };
    return { box, drawing: together([{ boxes: [box], labels: name.labels, arrows: [] }, ...cards]) };
}
