import { SecurityGroup, type SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { LoadBalancer as Alb, type LoadBalancerArgs as AlbArgs } from "@pulumi/aws/lb/loadBalancer";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { loadBalancerProblems } from "./edge-rules";
import { type AllowedCidrs, everybody, openingsIn, openingsOut, type Targets } from "./load-balancer-openings";

export interface LoadBalancerArgs {
    /** Name, at most 32 letters, digits and dashes, unique in account and region. Changing it replaces. */
    loadBalancerName: string;
    /** The VPC. Changing it replaces. */
    vpcId: pulumi.Input<string>;
    /** Public subnets (private ones for an internal load balancer), one per zone, in two zones at least. In place. */
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    /** ARN of the certificate of the HTTPS listener, validated. Changed in place. */
    certificateArn: pulumi.Input<string>;
    /** Where requests go: the pods' security group, or the addresses of their subnets. Changed in place. */
    targets: Targets;
    /** Port of the pods, the only one that the load balancer may reach. Changed in place. */
    targetPort: number;
    /** Bucket of the access and connection logs, as of `LoadBalancerLogs`. Changed in place. */
    logBucket: pulumi.Input<string>;
    /** Who may connect, as CIDRs; default: everybody, over IPv6 too with `dualstack`. Changed in place. */
    allowedCidrs?: AllowedCidrs;
    /** Address families; default `ipv4`. `dualstack` needs subnets with IPv6. Changed in place. */
    ipAddressType?: "ipv4" | "dualstack";
    /** Reachable from the VPC only; default false. Changing it replaces. */
    internal?: boolean;
    /** AWS refuses to delete the load balancer; default true. Changed in place; turn it off in an update of its own. */
    deletionProtection?: boolean;
    /**
     * What to do with requests that could smuggle others: `defensive` refuses the dangerous ones, `strictest`, the default,
     * all that are against RFC 7230. Changed in place.
     */
    desyncMitigation?: "defensive" | "strictest";
    /** Seconds after which an idle connection is closed, 1 to 4000; default 60. Changed in place. */
    idleTimeoutSeconds?: number;
    /** Protocols and ciphers; default TLS 1.2 and 1.3 with post-quantum key exchange. Changed in place. */
    sslPolicy?: string;
    /** Value of the Strict-Transport-Security header; default a year, subdomains included. Changed in place. */
    strictTransportSecurity?: string;
    /** Region; default: the provider's. Changing it replaces. */
    region?: pulumi.Input<string>;
    /** Tags of all children; default none. Changed in place. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Bends a child. */
    transform?: {
        securityGroup?: Transform<SecurityGroupArgs>;
        loadBalancer?: Transform<AlbArgs>;
        httpsListener?: Transform<ListenerArgs>;
        httpListener?: Transform<ListenerArgs>;
    };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html: what AWS recommends. */
const recommendedSslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * An application load balancer that speaks TLS 1.2 and 1.3, redirects from HTTP, drops malformed headers, logs each
 * connection and request, and answers 404 to whatever no listener rule takes. It can be moved out of a zone (zonal shift).
 *
 * It costs some 20 USD a month at rest, and more with its capacity units; `dualstack` and more zones cost nothing more,
 * but each public IPv4 address does (one per zone, some 4 USD a month).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 *
 * @example
 * ```ts
 * import {
 *     type Certificate,
 *     type Cluster,
 *     LoadBalancer,
 *     type LoadBalancerLogs,
 *     type Network,
 * } from "@alchemorsel/platform/aws";
 *
 * declare const certificate: Certificate;
 * declare const cluster: Cluster;
 * declare const logs: LoadBalancerLogs;
 * declare const network: Network;
 *
 * const loadBalancer = new LoadBalancer("staging", {
 *     loadBalancerName: "staging",
 *     vpcId: network.vpcId,
 *     subnetIds: network.subnetIds.public,
 *     certificateArn: certificate.arn,
 *     targets: { securityGroupId: cluster.securityGroupId },
 *     targetPort: 8080,
 *     logBucket: logs.bucket,
 *     region: "eu-central-1",
 * });
 *
 * export const dnsName = loadBalancer.dnsName;
 * ```
 */
export class LoadBalancer extends pulumi.ComponentResource {
    /** ARN of the load balancer. */
    public readonly arn: pulumi.Output<string>;
    /** The part of the ARN by which CloudWatch's metrics call it. */
    public readonly arnSuffix: pulumi.Output<string>;
    /** Its own host name: what an alias record points to. */
    public readonly dnsName: pulumi.Output<string>;
    /** Hosted zone of that host name, which an alias record names too. */
    public readonly zoneId: pulumi.Output<string>;
    /** The security group from which its requests come. */
    public readonly securityGroupId: pulumi.Output<string>;
    /** ARN of the HTTPS listener, to which rules are added. */
    public readonly listenerArn: pulumi.Output<string>;

    constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(`The args of load balancer ${name} are not valid.`, loadBalancerProblems([], args));
        super("alchemorsel:aws:LoadBalancer", name, {}, opts);
        const securityGroup = this.createSecurityGroup(name, args);
        this.open(name, args, securityGroup);
        const loadBalancer = this.createLoadBalancer(name, args, securityGroup);
        this.createHttpListener(name, args, loadBalancer);
        this.listenerArn = this.createHttpsListener(name, args, loadBalancer).arn;
        this.arn = loadBalancer.arn;
        this.arnSuffix = loadBalancer.arnSuffix;
        this.dnsName = loadBalancer.dnsName;
        this.zoneId = loadBalancer.zoneId;
        this.securityGroupId = securityGroup.id;
        this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, listenerArn: this.listenerArn });
    }

    private createSecurityGroup(name: string, args: LoadBalancerArgs): SecurityGroup {
        const { vpcId, region, tags } = args;
        const group: SecurityGroupArgs = {
            vpcId,
            region,
            tags,
            description: "Load balancer: HTTP and HTTPS in, pods out",
        };
        return new SecurityGroup(
            `${name}-security-group`,
            ...transformed(args.transform?.securityGroup, group, { parent: this }),
        );
    }

    private open(name: string, args: LoadBalancerArgs, securityGroup: SecurityGroup): void {
        const shared = { securityGroupId: securityGroup.id, region: args.region, tags: args.tags };
        const child = { parent: this };
        for (const { key, rule } of openingsIn(args.allowedCidrs ?? everybody(args.ipAddressType ?? "ipv4"))) {
            new SecurityGroupIngressRule(`${name}-ingress-${key}`, { ...rule, ...shared }, child);
        }
        for (const { key, rule } of openingsOut(args.targets, args.targetPort)) {
            new SecurityGroupEgressRule(`${name}-egress-${key}`, { ...rule, ...shared }, child);
        }
    }

    private createLoadBalancer(name: string, args: LoadBalancerArgs, securityGroup: SecurityGroup): Alb {
        const loadBalancer: AlbArgs = {
            name: args.loadBalancerName,
            region: args.region,
            loadBalancerType: "application",
            internal: args.internal ?? false,
            ipAddressType: args.ipAddressType ?? "ipv4",
            subnets: args.subnetIds,
            securityGroups: [securityGroup.id],
            enableDeletionProtection: args.deletionProtection ?? true,
            dropInvalidHeaderFields: true,
            desyncMitigationMode: args.desyncMitigation ?? "strictest",
            enableZonalShift: true,
            enableHttp2: true,
            // Without an answer of the firewall a request is refused.
            enableWafFailOpen: false,
            idleTimeout: args.idleTimeoutSeconds ?? 60,
            xffHeaderProcessingMode: "append",
            accessLogs: { bucket: args.logBucket, prefix: "access", enabled: true },
            connectionLogs: { bucket: args.logBucket, prefix: "connection", enabled: true },
            tags: args.tags,
        };
        return new Alb(
            `${name}-load-balancer`,
            ...transformed(args.transform?.loadBalancer, loadBalancer, { parent: this }),
        );
    }

    private createHttpsListener(name: string, args: LoadBalancerArgs, loadBalancer: Alb): Listener {
        const listener: ListenerArgs = {
            loadBalancerArn: loadBalancer.arn,
            region: args.region,
            port: 443,
            protocol: "HTTPS",
            sslPolicy: args.sslPolicy ?? recommendedSslPolicy,
            certificateArn: args.certificateArn,
            defaultActions: [
                {
                    type: "fixed-response",
                    fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
                },
            ],
            routingHttpResponseServerEnabled: false,
            routingHttpResponseStrictTransportSecurityHeaderValue:
                args.strictTransportSecurity ?? "max-age=31536000; includeSubDomains",
            routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
            tags: args.tags,
        };
        return new Listener(`${name}-https`, ...transformed(args.transform?.httpsListener, listener, { parent: this }));
    }

    private createHttpListener(name: string, args: LoadBalancerArgs, loadBalancer: Alb): void {
        const listener: ListenerArgs = {
            loadBalancerArn: loadBalancer.arn,
            region: args.region,
            port: 80,
            protocol: "HTTP",
            defaultActions: [
                { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
            ],
            routingHttpResponseServerEnabled: false,
            tags: args.tags,
        };
        new Listener(`${name}-http`, ...transformed(args.transform?.httpListener, listener, { parent: this }));
    }
}
