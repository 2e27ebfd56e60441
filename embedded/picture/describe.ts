import type { Diagram, Thing } from "./diagram";

/** What the picture shows, for who doesn't see it. */
export function describe({ region, entrance, vpc, services, otherRegions }: Diagram): string {
    const way = [
        ...(entrance.domains.length > 0 ? [`Route 53 (${entrance.domains.join(", ")})`] : []),
        ...(entrance.firewall ? ["the web application firewall"] : []),
    ];
    const tiers = vpc.tiers.map(({ name, subnets, things }) => {
        const blocks = subnets.map(({ zone, cidr }) => `${cidr} in ${zone}`).join(", ");
        return `The ${name} subnets are ${blocks}${things.length > 0 ? `; there: ${things.map(inWords).join("; ")}` : ""}.`;
    });
    return [
        `Region ${region} has a VPC ${vpc.cidrs.join(", ")} over the zones ${vpc.zones.join(", ")}.`,
        ...(way.length > 0 ? [`Requests pass ${way.join(" and ")}.`] : []),
        ...tiers,
        ...[{ region, services }, ...otherRegions].flatMap((each) =>
            each.services.length > 0 ? [servicesInWords(each)] : [],
        ),
    ].join(" ");
}

function inWords({ title, details, zones }: Thing): string {
    return [title, ...details, `in ${zones.join(", ")}`].join(", ");
}

function servicesInWords({ region, services }: Diagram["otherRegions"][number]): string {
    return `Outside the subnets, ${region} has ${services.map(({ title, details }) => `${title}: ${details.join(", ")}`).join("; ")}.`;
}
