/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument --
   inputs are asserted by their shape */
import { expect } from "chai";

import type { PlannedResource } from "../../embedded/preview";
import { ofType, only, plan, skipWithoutProvider, type Stack, stacks } from "./plans";

const differs: Record<Stack, { nat: number; zones: number; multiAz: boolean; cacheNodes: number; vaults: number }> = {
    production: { nat: 3, zones: 3, multiAz: true, cacheNodes: 3, vaults: 2 },
    staging: { nat: 1, zones: 3, multiAz: false, cacheNodes: 2, vaults: 0 },
};

/** The reviewer's checklist, on what the real provider plans of each stack. */
for (const stack of stacks) {
    describe(`the plan of ${stack}`, () => {
        let resources: readonly PlannedResource[];
        const expected = differs[stack];
        const one = (type: string, end?: string) => only(resources, type, end);
        const all = (type: string) => ofType(resources, type);

        before(async function () {
            await skipWithoutProvider(this);
            resources = await plan(stack);
        });

        it("has 150 resources at least, all of them to be created", () => {
            expect(resources.length).to.be.at.least(150);
        });

        it("is in one region, but for what recovery needs in another", () => {
            const elsewhere = resources.filter(
                ({ inputs }) => typeof inputs.region === "string" && inputs.region !== "eu-central-1",
            );
            const allowed = /KeyReplica|ReplicaKey|kms\/alias|backup\/vault|instanceAutomatedBackupsReplication/;
            expect(elsewhere.filter(({ type }) => !allowed.test(type)).map(({ urn }) => urn)).to.be.empty;
            expect(elsewhere.length > 0).to.equal(stack === "production");
        });

        it("has a network over the zones, with ways out as the stack says, closed by default and logged", () => {
            expect(one("aws:ec2/vpc:Vpc")).to.include({ enableDnsSupport: true, enableDnsHostnames: true });
            const subnets = all("aws:ec2/subnet:Subnet");
            expect(subnets).to.have.lengthOf(3 * expected.zones);
            expect(subnets.filter(({ inputs }) => inputs.mapPublicIpOnLaunch !== false)).to.be.empty;
            const tags = (tag: string) => subnets.filter(({ inputs }) => tag in inputs.tags);
            expect(tags("kubernetes.io/role/elb")).to.have.lengthOf(expected.zones);
            expect(tags("kubernetes.io/role/internal-elb")).to.have.lengthOf(expected.zones);
            expect(all("aws:ec2/natGateway:NatGateway")).to.have.lengthOf(expected.nat);
            expect(one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).to.deep.include({
                ingress: [],
                egress: [],
            });
            expect(one("aws:ec2/flowLog:FlowLog")).to.include({ trafficType: "ALL", maxAggregationInterval: 60 });
            expect(one("aws:ec2/vpcEndpoint:VpcEndpoint", "-s3").vpcEndpointType).to.equal("Gateway");
        });

        it("has keys that rotate, each with a policy of its own", () => {
            const keys = all("aws:kms/key:Key");
            expect(keys).to.have.lengthOf(4);
            for (const { inputs } of keys)
                expect(inputs).to.include({ enableKeyRotation: true, deletionWindowInDays: 30 });
            expect(new Set(keys.map(({ inputs }) => inputs.policy)).size).to.equal(4);
        });

        it("has a private cluster that only access entries open, pinned, protected, encrypted and logged", () => {
            const cluster = one("aws:eks/cluster:Cluster");
            expect(cluster).to.include({ version: "1.35", deletionProtection: true });
            expect(cluster.accessConfig).to.include({
                authenticationMode: "API",
                bootstrapClusterCreatorAdminPermissions: false,
            });
            expect(cluster.vpcConfig).to.include({ endpointPrivateAccess: true, endpointPublicAccess: false });
            expect(cluster.enabledClusterLogTypes).to.have.lengthOf(5);
            expect(cluster.encryptionConfig.resources).to.deep.equal(["secrets"]);
            expect(cluster.zonalShiftConfig.enabled).to.be.true;
            expect(cluster.upgradePolicy.supportType).to.equal("STANDARD");
            const logGroup = one("aws:cloudwatch/logGroup:LogGroup", "-cluster-log-group");
            expect(logGroup).to.include({ name: `/aws/eks/${cluster.name}/cluster`, retentionInDays: 365 });
            for (const { inputs } of all("aws:eks/addon:Addon"))
                expect(inputs.addonVersion).to.match(/^v\d.*-eksbuild/);
        });

        it("has nodes with IMDSv2 out of reach of the pods, encrypted volumes and repair", () => {
            const template = one("aws:ec2/launchTemplate:LaunchTemplate");
            expect(template.metadataOptions).to.include({ httpTokens: "required", httpPutResponseHopLimit: 1 });
            expect(template.blockDeviceMappings[0].ebs).to.include({ encrypted: "true", volumeType: "gp3" });
            const nodes = one("aws:eks/nodeGroup:NodeGroup");
            expect(nodes.nodeRepairConfig.enabled).to.be.true;
            expect(nodes.updateConfig.maxUnavailablePercentage).to.equal(25);
        });

        it("gives rights to pods by Pod Identity alone", () => {
            expect(all("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).to.be.empty;
            const accounts = all("aws:eks/podIdentityAssociation:PodIdentityAssociation").map(
                ({ inputs }) => inputs.serviceAccount,
            );
            expect(accounts).to.include.members([
                "aws-load-balancer-controller",
                "external-secrets",
                "aws-node",
                "recipes",
            ]);
        });

        it("has a database that is encrypted, TLS only, backed up, protected, and whose password RDS keeps", () => {
            const database = one("aws:rds/instance:Instance");
            expect(database).to.include({
                storageEncrypted: true,
                multiAz: expected.multiAz,
                deletionProtection: true,
                manageMasterUserPassword: true,
                publiclyAccessible: false,
                iamDatabaseAuthenticationEnabled: true,
                copyTagsToSnapshot: true,
                skipFinalSnapshot: false,
                deleteAutomatedBackups: false,
                performanceInsightsEnabled: true,
                caCertIdentifier: "rds-ca-rsa2048-g1",
            });
            expect(database).to.not.have.property("password");
            expect(database.backupRetentionPeriod).to.be.at.least(7);
            expect(database.monitoringInterval).to.be.above(0);
            expect(database.maxAllocatedStorage).to.be.above(database.allocatedStorage);
            expect(database.enabledCloudwatchLogsExports).to.have.members(["postgresql", "upgrade"]);
            const { parameters } = one("aws:rds/parameterGroup:ParameterGroup");
            expect(parameters.find(({ name }: { name: string }) => name === "rds.force_ssl").value).to.equal("1");
        });

        it("has a cache that fails over, is encrypted both ways, has users, snapshots and logs", () => {
            const cache = one("aws:elasticache/replicationGroup:ReplicationGroup");
            expect(cache).to.include({
                automaticFailoverEnabled: true,
                multiAzEnabled: true,
                transitEncryptionEnabled: true,
                transitEncryptionMode: "required",
                atRestEncryptionEnabled: "true",
                numCacheClusters: expected.cacheNodes,
            });
            expect(cache.snapshotRetentionLimit).to.be.at.least(1);
            expect(cache.finalSnapshotIdentifier).to.be.a("string");
            expect(cache.userGroupIds).to.have.lengthOf(1);
            expect(cache.logDeliveryConfigurations).to.have.lengthOf(2);
            expect(one("aws:elasticache/user:User").authenticationMode.type).to.equal("iam");
        });

        it("has an edge that speaks TLS 1.2 and 1.3, redirects, logs, and drops what is malformed", () => {
            const balancer = one("aws:lb/loadBalancer:LoadBalancer");
            expect(balancer).to.include({
                enableDeletionProtection: true,
                dropInvalidHeaderFields: true,
                desyncMitigationMode: "strictest",
                enableZonalShift: true,
            });
            expect(balancer.accessLogs.enabled && balancer.connectionLogs.enabled).to.be.true;
            const https = one("aws:lb/listener:Listener", "-https");
            expect(https.sslPolicy).to.match(/^ELBSecurityPolicy-TLS13-1-2/);
            expect(https.routingHttpResponseStrictTransportSecurityHeaderValue).to.match(/max-age=31536000/);
            const http = one("aws:lb/listener:Listener", "-http");
            expect(http.defaultActions[0].redirect).to.include({ protocol: "HTTPS", statusCode: "HTTP_301" });
            const open = all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
                ({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0",
            );
            expect(open.map(({ inputs }) => inputs.fromPort).sort()).to.deep.equal([443, 80]);
        });

        it("has a web firewall with AWS's groups, a rate limit, and logs without credentials", () => {
            const { rules, scope } = one("aws:wafv2/webAcl:WebAcl");
            expect(scope).to.equal("REGIONAL");
            expect(rules.map(({ name }: { name: string }) => name)).to.have.members([
                "ipReputation",
                "rateLimit",
                "common",
                "knownBadInputs",
                "sqlInjection",
            ]);
            const logging = one("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
            expect(
                logging.redactedFields.map((field: { singleHeader: { name: string } }) => field.singleHeader.name),
            ).to.have.members(["authorization", "cookie"]);
            expect(one("aws:cloudwatch/logGroup:LogGroup", "-firewall-log-group").name).to.match(/^aws-waf-logs-/);
        });

        it("has a workload's traffic in one rule with two weighted target groups of pods", () => {
            const groups = all("aws:lb/targetGroup:TargetGroup");
            expect(groups.map(({ inputs }) => inputs.targetType)).to.deep.equal(["ip", "ip"]);
            for (const { inputs } of groups) expect(inputs.name.length).to.be.at.most(32);
            const [action] = one("aws:lb/listenerRule:ListenerRule").actions;
            expect(action.forward.targetGroups.map(({ weight }: { weight: number }) => weight)).to.deep.equal([100, 0]);
            const [deployment] = all("kubernetes:apps/v1:Deployment");
            const pod = deployment!.inputs.spec.template.spec;
            expect(pod.terminationGracePeriodSeconds).to.be.above(pod.containers[0].lifecycle.preStop.sleep.seconds);
            expect(pod.containers[0].lifecycle.preStop.sleep.seconds).to.be.at.least(15);
        });

        const externalSecret = (name: string) =>
            all("kubernetes:external-secrets.io/v1:ExternalSecret")
                .map(({ inputs }) => inputs)
                .find(({ spec }) => spec.target.name === name)!;

        it("lets only who has the editor's key write: each pod has it as a file, from a secret whose value is nobody's here", () => {
            expect(externalSecret("editor-key").spec.dataFrom[0].extract.key).to.match(/\/editor-key$/);
            expect(all("aws:secretsmanager/secretVersion:SecretVersion")).to.be.empty;
            for (const { inputs } of all("kubernetes:apps/v1:Deployment")) {
                const [container] = inputs.spec.template.spec.containers;
                expect(container.env.map(({ name }: { name: string }) => name)).to.include("EDITOR_KEY_FILE");
            }
        });

        it("brings the database's password by external-secrets, and has it nowhere itself", () => {
            const secret = externalSecret("database-credentials");
            expect(secret.spec.target.template.data["ca.crt"]).to.match(/BEGIN CERTIFICATE/);
            expect(all("kubernetes:core/v1:Secret")).to.be.empty;
        });

        it("has the controllers that it uses, from pinned charts", () => {
            const releases = all("kubernetes:helm.sh/v3:Release").map(({ inputs }) => inputs);
            const names = ["aws-load-balancer-controller", "external-secrets", "metrics-server"];
            const karpenter = stack === "production" ? ["karpenter", "karpenter-crd"] : [];
            expect(releases.map(({ name }) => name)).to.have.members([...names, ...karpenter]);
            for (const { name, version } of releases) expect(version, name).to.match(/^\d+\.\d+\.\d+$/);
        });

        it("keeps images under tags that never move, scanned and encrypted", () => {
            const repository = one("aws:ecr/repository:Repository");
            expect(repository.imageTagMutability).to.equal("IMMUTABLE");
            expect(repository.imageScanningConfiguration.scanOnPush).to.be.true;
            expect(repository.encryptionConfigurations[0].encryptionType).to.equal("KMS");
        });

        it("has locked vaults here and elsewhere, and a restore that is tried, where the stack says so", () => {
            expect(all("aws:backup/vault:Vault")).to.have.lengthOf(expected.vaults);
            expect(all("aws:backup/vaultLockConfiguration:VaultLockConfiguration")).to.have.lengthOf(expected.vaults);
            expect(all("aws:backup/restoreTestingPlan:RestoreTestingPlan")).to.have.lengthOf(expected.vaults / 2);
            const copies = all("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication");
            expect(copies).to.have.lengthOf(expected.vaults / 2);
        });

        it("pages somebody, and tells somebody what it costs", () => {
            const alarms = all("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);
            expect(alarms.map(({ metricName }) => metricName)).to.include.members([
                "UnHealthyHostCount",
                "HTTPCode_Target_5XX_Count",
                "TargetResponseTime",
                "FreeStorageSpace",
                "DatabaseConnections",
                "ReplicationLag",
                "Evictions",
                "cluster_failed_node_count",
                "BlockedRequests",
            ]);
            for (const { alarmActions } of alarms) expect(alarmActions).to.have.lengthOf(1);
            expect(one("aws:sns/topic:Topic")).to.have.property("kmsMasterKeyId");
            expect(one("aws:budgets/budget:Budget").timeUnit).to.equal("MONTHLY");
            expect(all("aws:costexplorer/anomalyMonitor:AnomalyMonitor")).to.have.lengthOf(1);
        });
    });
}
