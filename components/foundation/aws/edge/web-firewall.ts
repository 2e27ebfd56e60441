import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import { LogResourcePolicy, type LogResourcePolicyArgs } from "@pulumi/aws/cloudwatch/logResourcePolicy";
import { WebAcl, type WebAclArgs } from "@pulumi/aws/wafv2/webAcl";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation";
import {
    WebAclLoggingConfiguration,
    type WebAclLoggingConfigurationArgs,
} from "@pulumi/aws/wafv2/webAclLoggingConfiguration";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { createLogGroup } from "../log-group";
import { defaultRetentionDays } from "../log-retention";
import {
    firewallProblems,
    firewallRules,
    type GroupOverride,
    logGroupName,
    type ManagedGroup,
    type RateLimit,
    visibility,
} from "./web-firewall-rules";

export interface WebFirewallArgs {
    /** Name of the web ACL and end of its log group's, unique in account and region. Changing it replaces both. */
    firewallName: string;
    /** ARN of the load balancer that it protects. Changing it replaces the association. */
    loadBalancerArn: pulumi.Input<string>;
    /** Account of both, 12 digits: whose log delivery may write to the log group. Changed in place. */
    accountId: pulumi.Input<string>;
    /** ARN of the key that encrypts the logs; CloudWatch Logs must be allowed to use it. Changed in place. */
    logKeyArn: pulumi.Input<string>;
    /** Days for which CloudWatch keeps the logs, at least 30; default 365. Changed in place. */
    retentionDays?: number;
    /** Requests of one client (IP address) in a window of seconds; default 2000 in 300. Changed in place. */
    rateLimit?: RateLimit;
    /** What is different in a managed group: count only, other actions for single rules, a version. Changed in place. */
    overrides?: Partial<Record<ManagedGroup, GroupOverride>>;
    /** Region of the load balancer; default: the provider's. Changing it replaces. */
    region?: pulumi.Input<string>;
    /** Tags; default none. Changed in place. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Bends a child. */
    transform?: {
        webAcl?: Transform<WebAclArgs>;
        logGroup?: Transform<LogGroupArgs>;
        logPolicy?: Transform<LogResourcePolicyArgs>;
        logging?: Transform<WebAclLoggingConfigurationArgs>;
    };
}

/** What tells who somebody is, or lets one be that. */
const secretHeaders = ["authorization", "cookie"];

/**
 * A web firewall before a load balancer: AWS's managed groups against common attacks, known bad inputs, SQL injection and
 * addresses of bad repute, and a limit of requests per client. Each request is logged, without credentials and cookies.
 *
 * The common group refuses bodies above 8 KiB: an app that takes uploads counts instead (`overrides.common.rules.
 * SizeRestrictions_BODY: "count"`). It costs some 10 USD a month and 0.60 USD per million requests, and the logs what
 * CloudWatch Logs takes. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 *
 * @example
 * ```ts
 * import { type Encryption, type LoadBalancer, WebFirewall } from "@alchemorsel/platform/aws";
 *
 * declare const encryption: Encryption;
 * declare const loadBalancer: LoadBalancer;
 *
 * const firewall = new WebFirewall("staging", {
 *     firewallName: "staging",
 *     loadBalancerArn: loadBalancer.arn,
 *     accountId: "111122223333",
 *     logKeyArn: encryption.keyArns.logs,
 *     rateLimit: { requests: 2000, windowSeconds: 300 },
 *     // Tried out before it refuses anything.
 *     overrides: { sqlInjection: { countOnly: true } },
 *     region: "eu-central-1",
 * });
 *
 * export const webAclArn = firewall.arn;
 * ```
 */
export class WebFirewall extends pulumi.ComponentResource {
    /** ARN of the web ACL. */
    public readonly arn: pulumi.Output<string>;
    /** Its name, by which CloudWatch's metrics call it. */
    public readonly webAclName: pulumi.Output<string>;

    constructor(name: string, args: WebFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(`The args of web firewall ${name} are not valid.`, firewallProblems([], args));
        super("alchemorsel:aws:WebFirewall", name, {}, opts);
        const webAcl = this.createWebAcl(name, args);
        const logGroup = this.createLogGroup(name, args);
        this.createLogging(name, args, webAcl, logGroup, this.createLogPolicy(name, args, logGroup));
        new WebAclAssociation(
            `${name}-association`,
            { resourceArn: args.loadBalancerArn, webAclArn: webAcl.arn, region: args.region },
            { parent: this },
        );
        this.arn = webAcl.arn;
        this.webAclName = webAcl.name;
        this.registerOutputs({ arn: this.arn });
    }

    private createWebAcl(name: string, args: WebFirewallArgs): WebAcl {
        const webAcl: WebAclArgs = {
            name: args.firewallName,
            scope: "REGIONAL",
            defaultAction: { allow: {} },
            rules: firewallRules(args.rateLimit, args.overrides ?? {}),
            visibilityConfig: visibility(args.firewallName),
            // The redaction of the logs does not reach the samples that WAF keeps; this does.
            dataProtectionConfig: {
                dataProtections: [
                    { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: ["authorization"] } },
                    // Without keys: every cookie.
                    { action: "SUBSTITUTION", field: { fieldType: "SINGLE_COOKIE" } },
                ],
            },
            region: args.region,
            tags: args.tags,
        };
        return new WebAcl(`${name}-web-acl`, ...transformed(args.transform?.webAcl, webAcl, { parent: this }));
    }

    private createLogGroup(name: string, args: WebFirewallArgs): LogGroup {
        const settings = {
            region: args.region,
            logGroup: logGroupName(args.firewallName),
            kmsKeyArn: args.logKeyArn,
            retentionDays: args.retentionDays ?? defaultRetentionDays,
            tags: args.tags,
        };
        return createLogGroup(`${name}-log-group`, settings, args.transform?.logGroup, { parent: this });
    }

    /** AWS would write such a policy itself, for all log groups of this kind and under a name of its own. */
    private createLogPolicy(name: string, args: WebFirewallArgs, logGroup: LogGroup): LogResourcePolicy {
        const statement = {
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${logGroup.arn}:*`,
            Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
        };
        const policy: LogResourcePolicyArgs = {
            policyName: logGroupName(args.firewallName),
            policyDocument: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] }),
            region: args.region,
        };
        return new LogResourcePolicy(
            `${name}-log-policy`,
            ...transformed(args.transform?.logPolicy, policy, { parent: this }),
        );
    }

    private createLogging(
        name: string,
        args: WebFirewallArgs,
        webAcl: WebAcl,
        logGroup: LogGroup,
        policy: LogResourcePolicy,
    ): void {
        const logging: WebAclLoggingConfigurationArgs = {
            resourceArn: webAcl.arn,
            logDestinationConfigs: [logGroup.arn],
            redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
            region: args.region,
        };
        new WebAclLoggingConfiguration(
            `${name}-logging`,
            ...transformed(args.transform?.logging, logging, { parent: this, dependsOn: policy }),
        );
    }
}
