import type { ListResourceRecordSetsResponse, ResourceRecordSet, Route53 } from "@aws-sdk/client-route-53";

import type { Clock } from "../clock";
import { sdkOptions } from "../target/sdk-options";
import { asked } from "./asked";
import { isOf, type Pair } from "./fail-over-rules";

/** The part of Amazon Route 53 that points a domain elsewhere. */
export type Route53Api = Pick<Route53, "changeResourceRecordSets" | "getChange" | "listResourceRecordSets">;

const [all, none] = [100, 0];
const lookMilliseconds = 5_000;

export async function route53Api(): Promise<Route53Api> {
    const { Route53 } = await import("@aws-sdk/client-route-53");
    // It is in no region of the stack's: its answers come from everywhere, its changes from us-east-1.
    return new Route53({ region: "us-east-1", ...sdkOptions, maxAttempts: 5 });
}

/** The records of both stacks for their domains. */
export async function recordsOf(api: Route53Api, { from, to }: Pair): Promise<ResourceRecordSet[]> {
    const found: ResourceRecordSet[] = [];
    for (let start: object | undefined = {}; start !== undefined;) {
        const call = api.listResourceRecordSets({ HostedZoneId: from.zoneId, ...start });
        const page: ListResourceRecordSetsResponse = await asked(
            `tell the records of ${from.zoneId ?? "the zone"}`,
            call,
        );
        found.push(...(page.ResourceRecordSets ?? []));
        const { NextRecordName, NextRecordType, NextRecordIdentifier } = page;
        start = page.IsTruncated
            ? {
                  StartRecordName: NextRecordName,
                  StartRecordType: NextRecordType,
                  StartRecordIdentifier: NextRecordIdentifier,
              }
            : undefined;
    }
    return found.filter((record) =>
        from.domains.some((domain) => isOf(record, domain, from) || isOf(record, domain, to)),
    );
}

/** Gives all of the domains' requests to the second stack: all records in one change, of which Route 53 makes all or nothing. */
export async function pointTo(api: Route53Api, pair: Pair, clock: Clock): Promise<void> {
    const records = await recordsOf(api, pair);
    const missing = pair.to.domains.filter((domain) => !records.some((record) => isOf(record, domain, pair.to)));
    if (missing.length > 0)
        throw new Error(`${pair.to.stack} has no record of ${missing.join(", ")}: nothing was pointed elsewhere`);
    const weightOf = ({ SetIdentifier }: ResourceRecordSet) => (SetIdentifier === pair.to.place.name ? all : none);
    const changes = records.map((record) => ({
        Action: "UPSERT" as const,
        ResourceRecordSet: { ...record, Weight: weightOf(record) },
    }));
    const batch = { Comment: `${pair.to.stack} takes over from ${pair.from.stack}`, Changes: changes };
    const call = api.changeResourceRecordSets({ HostedZoneId: pair.to.zoneId, ChangeBatch: batch });
    const { ChangeInfo } = await asked("point the domain elsewhere", call);
    await untilEverywhere(api, ChangeInfo?.Id, clock);
}

/** Until every name server of Route 53 answers so. Resolvers keep an answer for the minute that an alias's is good for. */
async function untilEverywhere(api: Route53Api, Id: string | undefined, clock: Clock): Promise<void> {
    while ((await api.getChange({ Id })).ChangeInfo?.Status !== "INSYNC") await clock.sleep(lookMilliseconds);
}
