/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument --
   inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { Edge, type EdgeArgs } from "../../../../../components/foundation/aws/edge/edge";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const domains = ["example.com", "www.example.com"];

/** What AWS would answer, as far as another resource needs it. */
const outputs = {
    "aws:acm/certificate:Certificate": {
        arn: "arn:certificate",
        domainValidationOptions: ["*.example.com", ...domains].map((domainName) => ({
            domainName,
            resourceRecordName: `_proof.${domainName.replace("*.", "")}`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `${domainName.replace("*.", "")}.acm-validations.aws`,
        })),
    },
    "aws:s3/bucket:Bucket": { bucket: "logs-1234567", arn: "arn:aws:s3:::logs-1234567" },
    "aws:lb/loadBalancer:LoadBalancer": { arn: "arn:lb", dnsName: "production.elb.amazonaws.com", zoneId: "Z-ELB" },
    "aws:lb/listener:Listener": { arn: "arn:listener" },
    "aws:wafv2/webAcl:WebAcl": { arn: "arn:web-acl" },
    "aws:cloudwatch/logGroup:LogGroup": { arn: "arn:log-group" },
};

function edgeArgs(changes: Partial<EdgeArgs> = {}): EdgeArgs {
    return {
        accountId: "111122223333",
        domains: {
            domain: "example.com",
            alternativeNames: ["www.example.com"],
            zone: { id: "Z1", name: "example.com" },
        },
        loadBalancer: {
            loadBalancerName: "production",
            vpcId: "vpc-1",
            subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
            targets: { securityGroupId: "sg-pods" },
            targetPort: 8080,
        },
        firewall: { firewallName: "production", logKeyArn: "arn:key" },
        region: "eu-central-1",
        tags: { stack: "production" },
        ...changes,
    };
}

function edge(changes: Partial<EdgeArgs> = {}): Promise<Registered[]> {
    return registered(() => new Edge("edge", edgeArgs(changes)), {}, outputs);
}

describe("an edge", () => {
    let resources: Registered[];
    const inputs = (name: string, of = resources) => named(of, `edge-${name}`).inputs;
    const ofType = (type: string, of = resources) => of.filter((resource) => resource.type.endsWith(`:${type}`));

    before(async () => {
        resources = await edge();
    });

    it("names children with their parent's name as prefix, in the region and with the tags that it is given", () => {
        expect(resources.filter(({ name }) => name !== "edge" && !name.startsWith("edge-"))).to.be.empty;
        const regional = resources.filter(({ type, custom }) => custom && !type.includes("route53"));
        expect(regional.filter((resource) => resource.inputs.region !== "eu-central-1").map(({ name }) => name)).to.be
            .empty;
        for (const type of [
            "Certificate",
            "LoadBalancer",
            "Listener",
            "SecurityGroup",
            "Bucket",
            "WebAcl",
            "LogGroup",
        ]) {
            for (const { custom, name, inputs: given } of ofType(type)) {
                expect(custom ? given.tags : { stack: "production" }, name).to.deep.equal({ stack: "production" });
            }
        }
    });

    it("refuses bad args of every part in one error, before it creates anything", async () => {
        let thrown: unknown;
        const created = await registered(() => {
            try {
                const args = edgeArgs();
                new Edge("edge", {
                    ...args,
                    domains: { domain: "example.org", zone: { id: "Z1", name: "example.com" } },
                    loadBalancer: { ...args.loadBalancer, loadBalancerName: "a".repeat(33) },
                    firewall: { ...args.firewall, rateLimit: { requests: 1 } },
                    logs: { retentionDays: 1 },
                });
            } catch (error) {
                thrown = error;
            }
        });
        expect(pulumi.InputPropertiesError.isInstance(thrown)).to.be.true;
        expect((thrown as Error).message).to.match(
            /domains\.domain: .*\n.*loadBalancer\.loadBalancerName: .*\n.*firewall\.rateLimit\.requests: .*\n.*logs\.retentionDays: /,
        );
        expect(created.filter(({ name }) => name !== "edge")).to.be.empty;
    });

    describe("has a certificate", () => {
        it("that ACM validates by DNS, with one record per domain in the zone, and that is used only then", () => {
            expect(inputs("certificate-certificate")).to.deep.include({
                domainName: "example.com",
                subjectAlternativeNames: ["www.example.com"],
                validationMethod: "DNS",
                options: { certificateTransparencyLoggingPreference: "ENABLED" },
            });
            for (const domain of domains) {
                expect(inputs(`certificate-record-${domain}`)).to.deep.include({
                    zoneId: "Z1",
                    type: "CNAME",
                    name: `_proof.${domain}`,
                    records: [`${domain}.acm-validations.aws`],
                });
            }
            expect(inputs("certificate-validation").certificateArn).to.equal("arn:certificate");
            expect(named(resources, "edge-load-balancer-https").dependencies).to.include("edge-certificate-validation");
        });

        it("whose wildcard needs no record of its own", async () => {
            const zone = { id: "Z1", name: "example.com" };
            const wild = await edge({ domains: { domain: "example.com", alternativeNames: ["*.example.com"], zone } });
            const records = ofType("Record", wild).map(({ name }) => name);
            expect(records.filter((name) => name.includes("-record-"))).to.deep.equal([
                "edge-certificate-record-example.com",
            ]);
        });
    });

    describe("has a load balancer", () => {
        it("that is protected against deletion, malformed headers, smuggled requests and a silent firewall", () => {
            expect(inputs("load-balancer-load-balancer")).to.include({
                name: "production",
                loadBalancerType: "application",
                internal: false,
                enableDeletionProtection: true,
                dropInvalidHeaderFields: true,
                desyncMitigationMode: "strictest",
                enableZonalShift: true,
                enableWafFailOpen: false,
            });
        });

        it("that speaks TLS 1.2 and 1.3, adds security headers and does not say what it is", () => {
            expect(inputs("load-balancer-https")).to.include({
                port: 443,
                protocol: "HTTPS",
                sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
                certificateArn: "arn:certificate",
                routingHttpResponseServerEnabled: false,
                routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
                routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
            });
        });

        it("that answers 404 where no rule says otherwise, and redirects from HTTP", () => {
            const [https] = inputs("load-balancer-https").defaultActions;
            expect([https.type, https.fixedResponse.statusCode]).to.deep.equal(["fixed-response", "404"]);
            const http = inputs("load-balancer-http");
            expect(http).to.include({ port: 80, protocol: "HTTP" });
            expect(http.defaultActions).to.deep.equal([
                { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
            ]);
        });

        it("that everybody reaches on ports 80 and 443 only, and that reaches the pods' port only", () => {
            const rules = (type: string) =>
                ofType(type).map(({ inputs: { cidrIpv4, cidrIpv6, referencedSecurityGroupId, fromPort, toPort } }) => [
                    cidrIpv4 ?? cidrIpv6 ?? referencedSecurityGroupId,
                    fromPort,
                    toPort,
                ]);
            expect(rules("SecurityGroupIngressRule")).to.have.deep.members([
                ["0.0.0.0/0", 80, 80],
                ["0.0.0.0/0", 443, 443],
            ]);
            expect(rules("SecurityGroupEgressRule")).to.deep.equal([["sg-pods", 8080, 8080]]);
            const group = inputs("load-balancer-security-group");
            expect(group).to.not.have.any.keys("ingress", "egress");
        });

        it("that only those reach who are named, and that reaches subnets where no security group is given", async () => {
            const args = edgeArgs().loadBalancer;
            const narrow = await edge({
                loadBalancer: {
                    ...args,
                    allowedCidrs: { ipv4: ["192.0.2.0/24"], ipv6: ["2001:db8::/32"] },
                    targets: { cidrs: ["10.0.0.0/16", "fd00::/8"] },
                },
            });
            const ingress = ofType("SecurityGroupIngressRule", narrow).map(({ inputs: given }) => given);
            expect(ingress.map(({ cidrIpv4, cidrIpv6 }) => cidrIpv4 ?? cidrIpv6)).to.have.members([
                ...["192.0.2.0/24", "2001:db8::/32", "192.0.2.0/24", "2001:db8::/32"],
            ]);
            const egress = ofType("SecurityGroupEgressRule", narrow).map(({ inputs: given }) => given);
            expect(egress.map(({ cidrIpv4, cidrIpv6 }) => cidrIpv4 ?? cidrIpv6)).to.deep.equal([
                "10.0.0.0/16",
                "fd00::/8",
            ]);
        });

        it("that can be let go where its user says so", async () => {
            const given = { ...edgeArgs().loadBalancer, deletionProtection: false };
            const open = await edge({ loadBalancer: given });
            expect(inputs("load-balancer-load-balancer", open).enableDeletionProtection).to.be.false;
        });

        it("that logs each request and each connection into the bucket, once it may", () => {
            const { accessLogs, connectionLogs } = inputs("load-balancer-load-balancer");
            expect(accessLogs).to.deep.equal({ bucket: "logs-1234567", prefix: "access", enabled: true });
            expect(connectionLogs).to.deep.equal({ bucket: "logs-1234567", prefix: "connection", enabled: true });
            expect(named(resources, "edge-load-balancer-load-balancer").dependencies).to.include("edge-logs-policy");
        });
    });

    describe("keeps logs in a bucket", () => {
        it("that is closed to the public, and encrypted with the only key that log delivery supports", () => {
            expect(inputs("logs-public-access-block")).to.include({
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            });
            expect(inputs("logs-ownership").rule.objectOwnership).to.equal("BucketOwnerEnforced");
            expect(inputs("logs-encryption").rules).to.deep.equal([
                { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
            ]);
            expect(inputs("logs-versioning").versioningConfiguration.status).to.equal("Enabled");
        });

        it("that forgets them after a year, or after as long as it is told", async () => {
            const [rule] = inputs("logs-lifecycle").rules;
            expect(rule).to.deep.include({ status: "Enabled", expiration: { days: 365 } });
            expect(rule.noncurrentVersionExpiration.noncurrentDays).to.equal(30);
            const short = await edge({ logs: { retentionDays: 90 } });
            expect(inputs("logs-lifecycle", short).rules[0].expiration.days).to.equal(90);
        });

        it("into which only the log delivery of this account's load balancers writes, and nobody without TLS", () => {
            const { Statement: statements } = JSON.parse(inputs("logs-policy").policy);
            expect(statements).to.have.length(2);
            expect(statements[0]).to.deep.include({
                Effect: "Allow",
                Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: "arn:aws:s3:::logs-1234567/*/AWSLogs/111122223333/*",
            });
            expect(statements[1]).to.deep.include({
                Effect: "Deny",
                Action: "s3:*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            });
        });
    });

    describe("has a web firewall", () => {
        const rules = (of = resources) => inputs("firewall-web-acl", of).rules as Record<string, any>[]; // eslint-disable-line @typescript-eslint/no-explicit-any

        it("before the load balancer, with AWS's managed groups and a limit of requests per client", () => {
            expect(inputs("firewall-association")).to.include({ resourceArn: "arn:lb", webAclArn: "arn:web-acl" });
            expect(inputs("firewall-web-acl")).to.deep.include({ scope: "REGIONAL", defaultAction: { allow: {} } });
            const groups = rules().flatMap(({ statement }) => statement.managedRuleGroupStatement?.name ?? []);
            expect(groups).to.deep.equal([
                "AWSManagedRulesAmazonIpReputationList",
                "AWSManagedRulesCommonRuleSet",
                "AWSManagedRulesKnownBadInputsRuleSet",
                "AWSManagedRulesSQLiRuleSet",
            ]);
            const rate = rules().find(({ name }) => name === "rateLimit")!;
            expect(rate.action).to.deep.equal({ block: {} });
            expect(rate.statement.rateBasedStatement).to.deep.include({
                limit: 2000,
                evaluationWindowSec: 300,
                aggregateKeyType: "IP",
            });
        });

        it("whose rules block, are measured each, and come one after the other", () => {
            expect(rules().map(({ priority }) => priority)).to.deep.equal([0, 1, 2, 3, 4]);
            for (const { name, visibilityConfig, overrideAction } of rules()) {
                expect(visibilityConfig).to.include({ metricName: name, cloudwatchMetricsEnabled: true });
                expect(overrideAction ?? { none: {} }, name).to.deep.equal({ none: {} });
            }
        });

        it("of which groups and single rules can be overridden, and the limit", async () => {
            const bent = await edge({
                firewall: {
                    ...edgeArgs().firewall,
                    rateLimit: { requests: 500, windowSeconds: 60 },
                    overrides: {
                        common: { rules: { SizeRestrictions_BODY: "count" }, version: "Version_1.16" },
                        sqlInjection: { countOnly: true },
                    },
                },
            });
            const rule = (wanted: string) => rules(bent).find(({ name }) => name === wanted)!;
            expect(rule("common").statement.managedRuleGroupStatement).to.deep.include({
                version: "Version_1.16",
                ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
            });
            expect(rule("sqlInjection").overrideAction).to.deep.equal({ count: {} });
            expect(rule("rateLimit").statement.rateBasedStatement).to.deep.include({
                limit: 500,
                evaluationWindowSec: 60,
            });
        });

        it("that logs each request to an encrypted log group under the name that WAF demands", () => {
            expect(inputs("firewall-log-group")).to.include({
                name: "aws-waf-logs-production",
                kmsKeyId: "arn:key",
                retentionInDays: 365,
            });
            expect(inputs("firewall-logging")).to.deep.include({
                resourceArn: "arn:web-acl",
                logDestinationConfigs: ["arn:log-group"],
            });
            const { Statement: statements } = JSON.parse(inputs("firewall-log-policy").policyDocument);
            expect(statements).to.deep.equal([
                {
                    Effect: "Allow",
                    Principal: { Service: "delivery.logs.amazonaws.com" },
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: "arn:log-group:*",
                    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
                },
            ]);
            expect(named(resources, "edge-firewall-logging").dependencies).to.include("edge-firewall-log-policy");
        });

        it("that keeps credentials and cookies out of its logs and its samples", () => {
            expect(inputs("firewall-logging").redactedFields).to.deep.equal([
                { singleHeader: { name: "authorization" } },
                { singleHeader: { name: "cookie" } },
            ]);
            const { dataProtections } = inputs("firewall-web-acl").dataProtectionConfig;
            expect(dataProtections.map(({ field }: { field: unknown }) => field)).to.deep.equal([
                { fieldType: "SINGLE_HEADER", fieldKeys: ["authorization"] },
                { fieldType: "SINGLE_COOKIE" },
            ]);
        });
    });

    describe("answers in DNS", () => {
        const aliases = (of = resources) =>
            ofType("Record", of)
                .filter(({ name }) => name.includes("-alias-"))
                .map(({ inputs: { name, type, aliases: targets } }) => ({ name, type, targets }));

        it("for each domain, with an alias to the load balancer", () => {
            const targets = [{ name: "production.elb.amazonaws.com", zoneId: "Z-ELB", evaluateTargetHealth: true }];
            expect(aliases()).to.have.deep.members(domains.map((name) => ({ name, type: "A", targets })));
        });

        it("over IPv6 as well where the load balancer does, which then everybody reaches so too", async () => {
            const dual = await edge({ loadBalancer: { ...edgeArgs().loadBalancer, ipAddressType: "dualstack" } });
            expect(aliases(dual).map(({ name, type }) => `${type} ${name}`)).to.have.members(
                domains.flatMap((name) => [`A ${name}`, `AAAA ${name}`]),
            );
            const cidrs = ofType("SecurityGroupIngressRule", dual).flatMap((rule) => rule.inputs.cidrIpv6 ?? []);
            expect(cidrs).to.deep.equal(["::/0", "::/0"]);
        });
    });

    describe("shares its domains with another stack by a weight", () => {
        it("that health doesn't overrule, and that can be given to records that are there", async () => {
            const shared = ofType("Record", await edge({ weight: 0 })).filter(({ name }) => name.includes("-alias-"));
            for (const { inputs: given } of shared) {
                expect(given).to.deep.include({
                    setIdentifier: "production",
                    weightedRoutingPolicies: [{ weight: 0 }],
                });
                expect(given.aliases[0].evaluateTargetHealth).to.be.false;
            }
            expect(shared).to.have.lengthOf(domains.length);
        });

        it("whose certificate needs the same records to be renewed: they stay", async () => {
            const kept = async (changes: Partial<EdgeArgs>) =>
                ofType("Record", await edge(changes))
                    .filter(({ name }) => name.includes("-record-"))
                    .map(({ retainOnDelete }) => retainOnDelete);
            expect(await kept({ weight: 0 })).to.deep.equal(domains.map(() => true));
            expect(await kept({})).to.deep.equal(domains.map(() => false));
        });

        it("of 0 to 255", async () => {
            const { problems } = await refusal(() => new Edge("edge", { ...edgeArgs(), weight: 256 }));
            expect(problems.weight).to.match(/is 256; Route 53 takes 0 to 255/);
        });
    });

    it("lets its user bend a child of each part", async () => {
        const bent = await edge({
            transform: {
                loadBalancer: { httpsListener: (args, opts) => ({ args: { ...args, sslPolicy: "own" }, opts }) },
                firewall: { webAcl: (args, opts) => ({ args: { ...args, description: "own" }, opts }) },
                alias: (args, opts) => ({ args: { ...args, allowOverwrite: true }, opts }),
            },
        });
        expect(inputs("load-balancer-https", bent).sslPolicy).to.equal("own");
        expect(inputs("firewall-web-acl", bent).description).to.equal("own");
        expect(inputs("alias-example.com-A", bent).allowOverwrite).to.be.true;
    });

    it("says where it is", async () => {
        let built: Edge | undefined;
        await registered(
            () => {
                built = new Edge("edge", edgeArgs());
            },
            {},
            outputs,
        );
        const { address, loadBalancer } = built!;
        const said = await new Promise((resolve) =>
            pulumi.all([address, loadBalancer.listenerArn, loadBalancer.securityGroupId]).apply(resolve),
        );
        expect(said).to.deep.equal(["https://example.com", "arn:listener", "edge-load-balancer-security-group-id"]);
    });
});
