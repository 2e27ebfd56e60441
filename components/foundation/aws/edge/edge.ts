import { Record as DnsRecord, type RecordArgs } from "@pulumi/aws/route53/record";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { Certificate, type CertificateArgs } from "./certificate";
import { certificateProblems, loadBalancerProblems, logBucketProblems, weightProblems } from "./edge-rules";
import { LoadBalancer, type LoadBalancerArgs } from "./load-balancer";
import { LoadBalancerLogs, type LoadBalancerLogsArgs } from "./load-balancer-logs";
import { WebFirewall, type WebFirewallArgs } from "./web-firewall";
import { firewallProblems } from "./web-firewall-rules";

/** The parts' own args, save what the edge itself gives them. */
type Part<Args, Given extends keyof Args> = Omit<Args, Given | "region" | "tags" | "transform">;

export interface EdgeArgs {
    /** Account of all of it, 12 digits. Changed in place. */
    accountId: pulumi.Input<string>;
    /** Args of the `Certificate`: its domains, each of which also gets an alias record, and their hosted zone. */
    domains: Part<CertificateArgs, "keepRecords">;
    /** Args of the `LoadBalancer`: its name, network and behavior. */
    loadBalancer: Part<LoadBalancerArgs, "certificateArn" | "logBucket">;
    /** Args of the `WebFirewall`: its name, log key, rate limit and overrides. */
    firewall: Part<WebFirewallArgs, "accountId" | "loadBalancerArn">;
    /** Args of the `LoadBalancerLogs`: how long they are kept, in days; default 365. */
    logs?: Part<LoadBalancerLogsArgs, "accountId">;
    /**
     * Weight of its alias records among those that other stacks have of the same domains, 0 to 255; default none: the domains are
     * its own. Changed in place: Route 53 takes the old record away and the new one in, in one change.
     */
    weight?: number;
    /** Region; default: the provider's. Changing it replaces everything. */
    region?: pulumi.Input<string>;
    /** Tags of all children; default none. Changed in place. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Bends a child. */
    transform?: {
        certificate?: CertificateArgs["transform"];
        loadBalancer?: LoadBalancerArgs["transform"];
        firewall?: WebFirewallArgs["transform"];
        logs?: LoadBalancerLogsArgs["transform"];
        alias?: Transform<RecordArgs>;
    };
}

/**
 * What stands between the world and the workloads: DNS, certificate, web firewall and load balancer. Each is a component
 * of its own. Until a workload adds its listener rule (`AlbTraffic`), it answers 404.
 *
 * It costs some 30 to 40 USD a month at rest (`LoadBalancer`, `WebFirewall`).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 *
 * @example
 * ```ts
 * import { type Cluster, Edge, type Encryption, type Network } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const encryption: Encryption;
 * declare const network: Network;
 *
 * const edge = new Edge("staging", {
 *     accountId: "111122223333",
 *     domains: { domain: "recipes.example.com", zone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" } },
 *     loadBalancer: {
 *         loadBalancerName: "staging",
 *         vpcId: network.vpcId,
 *         subnetIds: network.subnetIds.public,
 *         targets: { securityGroupId: cluster.securityGroupId },
 *         targetPort: 8080,
 *     },
 *     firewall: { firewallName: "staging", logKeyArn: encryption.keyArns.logs },
 *     region: "eu-central-1",
 * });
 *
 * export const address = edge.address;
 * ```
 */
export class Edge extends pulumi.ComponentResource {
    /** URL of the first domain. */
    public readonly address: pulumi.Output<string>;
    /** The load balancer, for `AlbTraffic` and `Alarms`. */
    public readonly loadBalancer: LoadBalancer;
    /** The web firewall, for `Alarms`. */
    public readonly firewall: WebFirewall;

    constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(`The args of edge ${name} are not valid.`, edgeProblems(name, args));
        super("alchemorsel:aws:Edge", name, {}, opts);
        const { region, tags, accountId, transform } = args;
        const [common, child] = [{ region, tags }, { parent: this }];

        const certificate = new Certificate(
            `${name}-certificate`,
            {
                ...args.domains,
                ...common,
                // Another stack's certificate of the same domains needs the same records.
                keepRecords: args.weight !== undefined,
                transform: transform?.certificate,
            },
            child,
        );
        const { bucket } = new LoadBalancerLogs(
            `${name}-logs`,
            {
                deletionProtection: args.loadBalancer.deletionProtection,
                ...args.logs,
                ...common,
                accountId,
                transform: transform?.logs,
            },
            child,
        );
        this.loadBalancer = new LoadBalancer(
            `${name}-load-balancer`,
            {
                ...args.loadBalancer,
                ...common,
                certificateArn: certificate.arn,
                logBucket: bucket,
                transform: transform?.loadBalancer,
            },
            child,
        );
        this.firewall = new WebFirewall(
            `${name}-firewall`,
            {
                ...args.firewall,
                ...common,
                accountId,
                loadBalancerArn: this.loadBalancer.arn,
                transform: transform?.firewall,
            },
            child,
        );
        this.createAliases(name, args);
        this.address = pulumi.output(`https://${args.domains.domain}`);
        this.registerOutputs({ address: this.address });
    }

    /** Alias records cost nothing and follow the load balancer's addresses; those for IPv6 only where it has some. */
    private createAliases(name: string, args: EdgeArgs): void {
        const { domain, alternativeNames = [], zone } = args.domains;
        const types = args.loadBalancer.ipAddressType === "dualstack" ? ["A", "AAAA"] : ["A"];
        const { dnsName, zoneId } = this.loadBalancer;
        for (const alias of new Set([domain, ...alternativeNames])) {
            for (const type of types) {
                const record: RecordArgs = {
                    zoneId: zone.id,
                    name: alias,
                    type,
                    aliases: [{ name: dnsName, zoneId, evaluateTargetHealth: args.weight === undefined }],
                    ...this.sharing(args),
                };
                new DnsRecord(
                    `${name}-alias-${alias}-${type}`,
                    ...transformed(args.transform?.alias, record, { parent: this }),
                );
            }
        }
    }

    /**
     * By health Route 53 would give the requests to a record of weight 0 once the others' load balancers have nothing healthy: to a
     * stack with other data, which nobody has told to.
     */
    private sharing({ weight, loadBalancer }: EdgeArgs): Partial<RecordArgs> {
        return weight === undefined
            ? {}
            : { setIdentifier: loadBalancer.loadBalancerName, weightedRoutingPolicies: [{ weight }] };
    }
}

function edgeProblems(name: string, { domains, loadBalancer, firewall, logs, weight }: EdgeArgs) {
    return [
        ...weightProblems([], weight),
        ...certificateProblems(["domains"], domains),
        ...loadBalancerProblems(["loadBalancer"], loadBalancer),
        ...firewallProblems(["firewall"], firewall),
        ...logBucketProblems(["logs"], `${name}-logs-bucket`, logs?.retentionDays),
    ];
}
