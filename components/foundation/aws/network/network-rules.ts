import { type Problem, propertyPath } from "../../../problems";
import { accountIdProblem, regionProblem } from "../account";
import { aligned, type Cidr, formatCidr, isWithin, overlap, parseCidr } from "./cidr";
import { retentionProblem } from "../log-retention";
import { checkAutoName } from "../name-limits";
import { subnetCidrProblems } from "./subnet-cidr-rules";
import { longestVpcPrefix, type SubnetCidrs, type Tier, zoneLetters } from "./subnet-slots";

/** What the rules look at, of a Network's args. */
export interface NetworkNumbers {
    region: string;
    accountId: string;
    cidr: string;
    zones: readonly string[];
    subnetCidrs?: SubnetCidrs;
    secondaryCidrs?: readonly string[];
    peerCidrs?: readonly string[];
    tiers: readonly Tier[];
    nat: "per-zone" | "single" | "none";
    endpoints: readonly string[];
    flowLogRetentionDays: number;
}

/** What is wrong with the args of a Network. */
export function networkProblems(name: string, network: NetworkNumbers): Problem[] {
    return [
        ...flowLogsProblems(`${name}-flow-logs`, {
            ...network,
            retentionDays: network.flowLogRetentionDays,
            retentionPath: "flowLogRetentionDays",
        }),
        ...addressProblems(network),
        // Where the layout lies is only known of a block that is one.
        ...(shapeReason(network.cidr) === undefined ? subnetCidrProblems(network) : []),
        ...zoneProblems(network),
        ...tierProblems(network),
        ...endpointsProblems(`${name}-endpoints`, network.endpoints, "endpoints"),
    ];
}

/** What is wrong with the args of FlowLogs. */
export function flowLogsProblems(
    name: string,
    logs: Pick<NetworkNumbers, "region" | "accountId"> & { retentionDays: number; retentionPath?: string },
): Problem[] {
    return [
        ...problem("name", checkAutoName("iamRole", `${name}-role`)),
        ...problem("region", regionProblem(logs.region)),
        ...problem("accountId", accountIdProblem(logs.accountId)),
        ...problem(logs.retentionPath ?? "retentionDays", retentionProblem(logs.retentionDays)),
    ];
}

/** What is wrong with the interface endpoints of Endpoints. */
export function endpointsProblems(name: string, services: readonly string[], path: string): Problem[] {
    const reasonOf = (service: string, index: number): string | undefined => {
        if (["s3", "dynamodb"].includes(service)) {
            return `has a gateway endpoint, which costs nothing; it is ${service}`;
        }
        if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(service)) {
            return `is no short name of a service, such as ecr.api; it is ${service}`;
        }
        return repeats(services, index);
    };
    return [
        ...problem("name", checkAutoName("securityGroup", `${name}-security-group`)),
        ...services.flatMap((service, index) => problem(propertyPath(path, String(index)), reasonOf(service, index))),
    ];
}

function zoneProblems({ region, zones }: NetworkNumbers): Problem[] {
    const isRegion = regionProblem(region) === undefined;
    const reasonOf = (zone: string, index: number): string | undefined => {
        // Of a zone one may only say that it is of another region once the region is one.
        if (isRegion && !zoneLetters.split("").some((letter) => zone === `${region}${letter}`)) {
            return `is no availability zone of ${region}, such as ${region}a; it is ${zone}`;
        }
        return repeats(zones, index);
    };
    return [
        ...problem("zones", zones.length < 2 ? `needs two at least, and three are better; it has ${zones.length}` : ""),
        ...zones.flatMap((zone, index) => problem(propertyPath("zones", String(index)), reasonOf(zone, index))),
    ];
}

function tierProblems({ tiers, nat }: NetworkNumbers): Problem[] {
    const needsPublic = nat !== "none" && !tiers.includes("public");
    return [
        ...problem("tiers", tiers.includes("private") ? "" : "must have private: it is where everything runs"),
        ...tiers.flatMap((_, index) => problem(propertyPath("tiers", String(index)), repeats(tiers, index))),
        ...problem("nat", needsPublic ? `is ${nat}, but without the public tier there is no place for it` : ""),
    ];
}

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].flatMap((range) => parseCidr(range) ?? []);
const sharedRange: Cidr = { first: 100 * 2 ** 24 + 64 * 2 ** 16, prefix: 10 };

function addressProblems({ cidr, secondaryCidrs = [], peerCidrs = [] }: NetworkNumbers): Problem[] {
    const secondaries = withPaths("secondaryCidrs", secondaryCidrs);
    const peers = withPaths("peerCidrs", peerCidrs);
    const own = [{ path: "cidr", text: cidr }, ...secondaries];
    const all = [...own, ...peers];
    return [
        ...all.flatMap(({ path, text }) => problem(path, shapeReason(text))),
        ...problem("cidr", vpcReason(cidr)),
        ...secondaries.flatMap(({ path, text }) => problem(path, secondaryReason(text, cidr))),
        ...all.flatMap((block, index) => problem(block.path, overlapReason(block.text, own.slice(0, index)))),
    ];
}

function withPaths(key: string, texts: readonly string[]): { path: string; text: string }[] {
    return texts.map((text, index) => ({ path: propertyPath(key, String(index)), text }));
}

function shapeReason(text: string): string | undefined {
    const cidr = parseCidr(text);
    if (!cidr) {
        return `is no CIDR block such as 10.0.0.0/16; it is ${text}`;
    }
    const start = aligned(cidr);
    return start.first === cidr.first
        ? undefined
        : `does not start where its block does; it is ${text}, write ${formatCidr(start)}`;
}

function vpcReason(text: string): string | undefined {
    const cidr = parseCidr(text);
    if (!cidr) {
        return undefined;
    }
    if (cidr.prefix < 16) {
        return `is larger than the /16 that AWS allows; it is ${text}`;
    }
    if (cidr.prefix > longestVpcPrefix) {
        return `is too small: a /${longestVpcPrefix} at least, a /16 is better; it is ${text}`;
    }
    return privateRanges.some((range) => isWithin(cidr, range))
        ? undefined
        : `is not private (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16); it is ${text}`;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions */
function secondaryReason(text: string, vpcText: string): string | undefined {
    const cidr = parseCidr(text);
    const vpc = parseCidr(vpcText);
    if (!cidr || !vpc) {
        return undefined;
    }
    if (cidr.prefix < 16 || cidr.prefix > 28) {
        return `must be a /16 to a /28; it is ${text}`;
    }
    const allowed = [sharedRange, ...privateRanges.filter((range) => isWithin(vpc, range))];
    return allowed.some((range) => isWithin(cidr, range))
        ? undefined
        : `must be in ${allowed.map(formatCidr).join(" or ")}, as AWS has it beside ${vpcText}; it is ${text}`;
}

/** Peers are held against the VPC's own blocks alone: among themselves a route may be more specific than another. */
function overlapReason(text: string, others: readonly { path: string; text: string }[]): string | undefined {
    const cidr = parseCidr(text);
    const other = others.find((candidate) => {
        const parsed = parseCidr(candidate.text);
        return cidr && parsed && overlap(aligned(cidr), aligned(parsed));
    });
    return other && `overlaps with ${other.path} (${other.text}); it is ${text}`;
}

function repeats(values: readonly string[], index: number): string | undefined {
    const value = values[index] ?? "";
    return values.indexOf(value) < index ? `is there already; it is ${value}` : undefined;
}

function problem(path: string, reason: string | undefined): Problem[] {
    return reason === undefined || reason === "" ? [] : [{ propertyPath: path, reason }];
}
