import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { EC2 } from "@aws-sdk/client-ec2";
import { EKS } from "@aws-sdk/client-eks";
import { expect } from "chai";

import { UserError } from "../../embedded/errors";
import { run } from "../../embedded/process";
import { readCalls, sumCalls } from "../../embedded/rehearsal/moto/calls";
import { loseRegion, type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { failure } from "../delivery/failure";
import { pythonToolsOrSkip } from "../plan/python-tools";
import { askAws, type AwsAnswer, type AwsCall } from "./ask-aws";
import { cluster, families } from "./families";
import { killListener } from "./processes-of";

const accountId = "111122223333";
const role = `arn:aws:iam::${accountId}:role/operators`;
const credentials = { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" };
const zone = { id: "Z0000000000000000000T", name: "test.alchemorsel.example" };

describe("moto with the rehearsal's extension", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-moto-test-"));
    const callsFile = path.join(folder, "calls.jsonl");
    const prerequisites = {
        roles: [role],
        hostedZones: [zone],
        policies: [`arn:aws:iam::${accountId}:policy/boundary`],
    };
    const env = { REHEARSAL_EKS_ENDPOINT: "https://10.77.1.2:6443", REHEARSAL_EKS_CA: "Y2E=" };
    let python: string;
    let moto: Moto;

    before(async function () {
        python = await pythonToolsOrSkip(this);
    });

    beforeEach(async () => {
        fs.rmSync(callsFile, { force: true });
        moto = await startMoto({ python, accountId, callsFile, prerequisites, env });
    });

    afterEach(() => moto.stop());

    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const ask = (...calls: AwsCall[]) => askAws(python, moto.url, calls);
    const last = async (...calls: AwsCall[]) => (await ask(...calls)).at(-1)!;

    describe("keeps", () => {
        for (const family of families) {
            it(family.name, async () => {
                const { before: first, create, read, update, list, remove } = family;
                const changes = update === undefined ? [] : [update, read];
                const answers = await ask(...first, create, read, ...changes, list, remove, read);
                expect(answers.slice(0, -1).filter((each) => "error" in each)).to.deep.equal([]);
                const after = answers.slice(first.length);
                expect(holds(after[1], family.told), JSON.stringify(after[1])).to.equal(true);
                if (family.toldThen !== undefined) {
                    expect(holds(after[3], family.toldThen), JSON.stringify(after[3])).to.equal(true);
                }
                expect(JSON.stringify(after.at(-3))).to.contain(family.listed);
                if (family.gone === undefined) expect(JSON.stringify(after.at(-1))).not.to.contain(family.listed);
                else expect(after.at(-1)).to.include({ error: family.gone });
            });
        }
    });

    describe("of EKS", () => {
        it("tells of a cluster what was asked for, where its API server is, and the group that EKS makes", async () => {
            const [, , , described] = await ask(...cluster, ["eks", "DescribeCluster", { name: "one" }]);
            const told = described?.cluster as Record<string, Record<string, unknown>>;
            expect(told).to.deep.include({ endpoint: env.REHEARSAL_EKS_ENDPOINT, zonalShiftConfig: { enabled: true } });
            expect(told.certificateAuthority).to.deep.equal({ data: env.REHEARSAL_EKS_CA });
            expect(told.resourcesVpcConfig?.clusterSecurityGroupId).to.match(/^sg-/);
        });

        it("upgrades by one minor version, nodes after the control plane", async () => {
            const group = { clusterName: "one", nodegroupName: "base" };
            const nodes: AwsCall = [
                "eks",
                "CreateNodegroup",
                { ...group, nodeRole: role, subnets: ["$1.Subnet.SubnetId"] },
            ];
            const to = (version: string): AwsCall => ["eks", "UpdateClusterVersion", { name: "one", version }];
            const nodesTo = (version: string): AwsCall => ["eks", "UpdateNodegroupVersion", { ...group, version }];
            const answers = await ask(
                ...[...cluster, nodes, nodesTo("1.36"), to("1.37"), to("1.34"), to("1.36")],
                ["eks", "DescribeUpdate", { name: "one", updateId: "$7.update.id" }],
                nodesTo("1.36"),
                ["eks", "DescribeNodegroup", group],
            );
            const [early, far, back, , update, , described] = answers.slice(4);
            for (const refused of [early, far, back]) expect(refused?.error).to.equal("InvalidParameterException");
            expect((update?.update as AwsAnswer).status).to.equal("Successful");
            expect((described?.nodegroup as AwsAnswer).version).to.equal("1.36");
        });

        it("takes a cluster's security group, entries and add-ons away with it, and not before its protection is off", async () => {
            const eks = new EKS({ region: "eu-central-1", endpoint: moto.url, credentials });
            await ask(...cluster, ["eks", "CreateAddon", { clusterName: "one", addonName: "vpc-cni" }]);
            await eks.updateClusterConfig({ name: "one", deletionProtection: true });
            expect((await failure(eks.deleteCluster({ name: "one" }))).message).to.match(/deletion protection/);
            expect((await eks.describeCluster({ name: "one" })).cluster?.deletionProtection).to.equal(true);
            await eks.updateClusterConfig({ name: "one", deletionProtection: false });
            await eks.deleteCluster({ name: "one" });
            const groups = await last(["ec2", "DescribeSecurityGroups", {}]);
            expect(JSON.stringify(groups)).not.to.contain("eks-cluster-sg");
            const again = await last(...cluster, ["eks", "ListAddons", { clusterName: "one" }]);
            expect(again.addons).to.deep.equal([]);
        });
    });

    describe("of the stores", () => {
        it("replicates the backups of a database to another region", async () => {
            const database: AwsCall = [
                "rds",
                "CreateDBInstance",
                {
                    ...{ DBInstanceIdentifier: "recipes", Engine: "postgres", DBInstanceClass: "db.t4g.medium" },
                    ...{ AllocatedStorage: 20, MasterUsername: "postgres", MasterUserPassword: "of-a-test-only" },
                },
            ];
            const { DBInstance } = (await last(database)) as { DBInstance: { DBInstanceArn: string } };
            const source = { SourceDBInstanceArn: DBInstance.DBInstanceArn };
            const away = (...calls: AwsCall[]) => askAws(python, moto.url, calls, "eu-west-1");
            const [, found, , gone] = await away(
                ["rds", "StartDBInstanceAutomatedBackupsReplication", { ...source, BackupRetentionPeriod: 35 }],
                ["rds", "DescribeDBInstanceAutomatedBackups", { DBInstanceIdentifier: "recipes" }],
                ["rds", "StopDBInstanceAutomatedBackupsReplication", source],
                ["rds", "DescribeDBInstanceAutomatedBackups", { DBInstanceIdentifier: "recipes" }],
            );
            expect(holds(found, { Status: "replicating", BackupRetentionPeriod: 35, Region: "eu-central-1" })).to.equal(
                true,
            );
            expect(gone?.DBInstanceAutomatedBackups).to.deep.equal([]);
            const unknown = { SourceDBInstanceArn: `${DBInstance.DBInstanceArn}-2` };
            const [refused] = await away(["rds", "StartDBInstanceAutomatedBackupsReplication", unknown]);
            expect(refused?.error).to.equal("DBInstanceNotFound");
        });
    });

    it("changes a backup plan, and refuses to where there is none", async () => {
        const plan = (hour: number) => ({
            BackupPlanName: "daily",
            Rules: [
                { RuleName: "daily", TargetBackupVaultName: "vault", ScheduleExpression: `cron(0 ${hour} ? * * *)` },
            ],
        });
        const [made, updated, told, nothing] = await ask(
            ["backup", "CreateBackupPlan", { BackupPlan: plan(4) }],
            ["backup", "UpdateBackupPlan", { BackupPlanId: "$0.BackupPlanId", BackupPlan: plan(5) }],
            ["backup", "GetBackupPlan", { BackupPlanId: "$0.BackupPlanId" }],
            ["backup", "UpdateBackupPlan", { BackupPlanId: "none", BackupPlan: plan(5) }],
        );
        expect(updated?.BackupPlanArn).to.equal(made?.BackupPlanArn);
        expect(JSON.stringify(told)).to.contain("cron(0 5 ? * * *)");
        expect(nothing).to.include({ error: "ResourceNotFoundException" });
    });

    it("tells the tags of Backup's vaults and of its restore tests, however the ARN is written", async () => {
        const RestoreTestingPlan = {
            ...{ RestoreTestingPlanName: "monthly", ScheduleExpression: "cron(0 1 ? * 1 *)" },
            RecoveryPointSelection: {
                ...{ Algorithm: "LATEST_WITHIN_WINDOW", IncludeVaults: ["*"], RecoveryPointTypes: ["SNAPSHOT"] },
            },
        };
        const [, , vault, plan] = await ask(
            ["backup", "CreateBackupVault", { BackupVaultName: "vault", BackupVaultTags: { project: "a" } }],
            ["backup", "CreateRestoreTestingPlan", { RestoreTestingPlan, Tags: { project: "b" } }],
            ["backup", "ListTags", { ResourceArn: "$0.BackupVaultArn" }],
            ["backup", "ListTags", { ResourceArn: "$1.RestoreTestingPlanArn" }],
        );
        expect([vault?.Tags, plan?.Tags]).to.deep.equal([{ project: "a" }, { project: "b" }]);
    });

    it("makes no replica of a database whose master password RDS keeps", async () => {
        const answer = await last(
            [
                "rds",
                "CreateDBInstance",
                {
                    ...{ DBInstanceIdentifier: "recipes", Engine: "postgres", DBInstanceClass: "db.t4g.medium" },
                    ...{ AllocatedStorage: 20, MasterUsername: "postgres", ManageMasterUserPassword: true },
                },
            ],
            [
                "rds",
                "CreateDBInstanceReadReplica",
                { DBInstanceIdentifier: "replica", SourceDBInstanceIdentifier: "recipes" },
            ],
        );
        expect(answer).to.include({ error: "InvalidParameterValue" });
        expect(answer.message).to.match(/where ManageMasterUserPassword is enabled is not supported/);
    });

    it("answers nothing in a region that is lost, and goes on in others", async () => {
        await loseRegion(moto, "eu-central-1");
        const vpcs: AwsCall = ["ec2", "DescribeVpcs", {}];
        expect(await last(vpcs)).to.include({ status: 503 });
        const [other, roles] = await askAws(python, moto.url, [vpcs, ["iam", "ListRoles", {}]], "eu-west-1");
        expect(other).to.not.have.property("error");
        expect(roles).to.not.have.property("error");
    });

    it("changes the master password that RDS keeps, when it is asked to", async () => {
        const instance = { DBInstanceIdentifier: "one", DBInstanceClass: "db.t4g.medium", Engine: "postgres" };
        const master = { MasterUsername: "alchemorsel", ManageMasterUserPassword: true, AllocatedStorage: 20 };
        const value: AwsCall = [
            "secretsmanager",
            "GetSecretValue",
            { SecretId: "$0.DBInstance.MasterUserSecret.SecretArn" },
        ];
        const change = { DBInstanceIdentifier: "one", RotateMasterUserPassword: true, ApplyImmediately: true };
        const answers = await ask(
            ["rds", "CreateDBInstance", { ...instance, ...master }],
            value,
            ["rds", "ModifyDBInstance", change],
            value,
        );
        const [, before, , after] = answers.map(({ SecretString }) => SecretString);
        expect(Object.keys(JSON.parse(String(after)) as object)).to.deep.equal(["username", "password"]);
        expect(after).not.to.equal(before);
    });

    it("deletes a gateway endpoint that got a route table later", async () => {
        const endpoint = { VpcEndpointId: "$2.VpcEndpoint.VpcEndpointId" };
        const answer = await last(
            ["ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }],
            ["ec2", "CreateRouteTable", { VpcId: "$0.Vpc.VpcId" }],
            [
                "ec2",
                "CreateVpcEndpoint",
                { VpcId: "$0.Vpc.VpcId", ServiceName: "com.amazonaws.eu-central-1.s3", VpcEndpointType: "Gateway" },
            ],
            ["ec2", "ModifyVpcEndpoint", { ...endpoint, AddRouteTableIds: ["$1.RouteTable.RouteTableId"] }],
            ["ec2", "DeleteVpcEndpoints", { VpcEndpointIds: [endpoint.VpcEndpointId] }],
        );
        expect(answer).to.not.have.property("error");
    });

    it("answers a call that comes again with its token as it did, and makes no second one", async () => {
        const nat = { SubnetId: "$1.Subnet.SubnetId", ConnectivityType: "private" };
        const create = (ClientToken: string): AwsCall => ["ec2", "CreateNatGateway", { ...nat, ClientToken }];
        const answers = await ask(
            ["ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }],
            ["ec2", "CreateSubnet", { VpcId: "$0.Vpc.VpcId", CidrBlock: "10.0.0.0/24" }],
            create("one"),
            create("one"),
            create("another"),
        );
        const idOf = (each: unknown) => (each as { NatGateway: { NatGatewayId: string } }).NatGateway.NatGatewayId;
        const [first, again, other] = answers.slice(2).map(idOf);
        expect(again).to.equal(first);
        expect(other).not.to.equal(first);
    });

    it("has NAT gateways that stand in one zone, and are public unless their maker says otherwise", async () => {
        await ask(
            ["ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }],
            ["ec2", "CreateSubnet", { VpcId: "$0.Vpc.VpcId", CidrBlock: "10.0.1.0/24" }],
            ["ec2", "AllocateAddress", { Domain: "vpc" }],
            ["ec2", "CreateNatGateway", { SubnetId: "$1.Subnet.SubnetId", AllocationId: "$2.AllocationId" }],
        );
        // This one knows what botocore doesn't yet.
        const ec2 = new EC2({ region: "eu-central-1", endpoint: moto.url, credentials });
        const { NatGateways = [] } = await ec2.describeNatGateways({});
        expect(NatGateways[0]).to.include({ AvailabilityMode: "zonal", ConnectivityType: "public" });
    });

    it("replicates a key with a policy, a description and tags of its own", async () => {
        const policy = (who: string) => {
            const statement = { Effect: "Allow", Principal: { AWS: who }, Action: "kms:*", Resource: "*" };
            return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        };
        const key = { KeyId: "$0.KeyMetadata.KeyId" };
        const replica = { ...key, ReplicaRegion: "eu-west-1", Policy: policy(role), Description: "there" };
        const [made, , primary] = await ask(
            ["kms", "CreateKey", { MultiRegion: true, Description: "here", Policy: policy("*") }],
            ["kms", "ReplicateKey", replica],
            ["kms", "DescribeKey", key],
        );
        const { KeyId } = made?.KeyMetadata as { KeyId: string };
        const calls: AwsCall[] = [
            ["kms", "DescribeKey", { KeyId }],
            ["kms", "GetKeyPolicy", { KeyId, PolicyName: "default" }],
        ];
        const [there, policyThere] = await askAws(python, moto.url, calls, "eu-west-1");
        expect(holds(primary, { Description: "here", MultiRegion: true })).to.equal(true);
        expect(holds(primary, { MultiRegionKeyType: "PRIMARY" })).to.equal(true);
        expect(holds(there, { Description: "there" })).to.equal(true);
        expect(holds(there, { MultiRegionKeyType: "REPLICA" })).to.equal(true);
        expect(policyThere?.Policy).to.equal(policy(role));
    });

    describe("refuses what AWS would", () => {
        const cases: [string, AwsCall, string, RegExp][] = [
            [
                "a member that is missing",
                ["eks", "CreateCluster", { name: "one" }],
                "InvalidParameterException",
                /roleArn/,
            ],
            [
                "a value that is no member of an enumeration",
                ["kms", "CreateKey", { KeyUsage: "DECORATION" }],
                "ValidationException",
                /at 'KeyUsage' .*enum value set: \[SIGN_VERIFY/,
            ],
            [
                "a name that is too long",
                ["eks", "CreateCluster", { name: "x".repeat(101), roleArn: role, resourcesVpcConfig: {} }],
                "InvalidParameterException",
                /at 'name' .*length less than or equal to 100/,
            ],
            [
                "a value against a pattern",
                ["logs", "CreateLogGroup", { logGroupName: "a group" }],
                "InvalidParameterException",
                /at 'logGroupName' .*regular expression pattern/,
            ],
            [
                "a number that is too large",
                ["iam", "ListRoles", { MaxItems: 1001 }],
                "ValidationError",
                /at 'MaxItems' .*less than or equal to 1000/,
            ],
        ];
        for (const [what, call, error, message] of cases) {
            it(what, async () => {
                const answer = await last(call);
                expect(answer).to.include({ error, status: 400 });
                expect(answer.message).to.match(message);
            });
        }

        it("a principal that is nobody, and a cluster that isn't there", async () => {
            const create: AwsCall = ["eks", "CreateAccessEntry", { clusterName: "one", principalArn: `${role}-2` }];
            expect(await last(create)).to.include({ error: "ResourceNotFoundException", status: 404 });
            expect(await last(...cluster, create)).to.include({ error: "InvalidParameterException", status: 400 });
        });
    });

    describe("takes away, as AWS does, only what nothing stands in", () => {
        const vpc: AwsCall[] = [
            ["ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }],
            ["ec2", "CreateSubnet", { VpcId: "$0.Vpc.VpcId", CidrBlock: "10.0.0.0/24" }],
            ["ec2", "CreateSecurityGroup", { VpcId: "$0.Vpc.VpcId", GroupName: "a", Description: "a" }],
        ];
        const [subnet, group] = ["$1.Subnet.SubnetId", "$2.GroupId"];
        const groups = { SubnetIds: [subnet] };
        const database = {
            ...{ DBInstanceIdentifier: "recipes", Engine: "postgres", DBInstanceClass: "db.t4g.medium" },
            ...{ AllocatedStorage: 20, MasterUsername: "postgres", MasterUserPassword: "of-a-test-only" },
            ...{ DBSubnetGroupName: "group", VpcSecurityGroupIds: [group] },
        };
        const cache = {
            ...{ ReplicationGroupId: "cache", ReplicationGroupDescription: "cache", CacheSubnetGroupName: "group" },
            ...{ SecurityGroupIds: [group], NumCacheClusters: 1, CacheNodeType: "cache.t4g.small", Engine: "valkey" },
        };
        const named = { DBSubnetGroupName: "group", DBSubnetGroupDescription: "group" };
        const balancer = { Name: "balancer", Subnets: [subnet], SecurityGroups: [group] };
        const interfaceEndpoint = {
            ...{ VpcId: "$0.Vpc.VpcId", ServiceName: "com.amazonaws.eu-central-1.ecr.api" },
            ...{ VpcEndpointType: "Interface", SubnetIds: [subnet], SecurityGroupIds: [group] },
        };
        const own = { subnetIds: [subnet], securityGroupIds: [group] };
        const standing: Record<string, AwsCall[]> = {
            "a NAT gateway": [["ec2", "CreateNatGateway", { SubnetId: subnet, ConnectivityType: "private" }]],
            "an endpoint": [["ec2", "CreateVpcEndpoint", interfaceEndpoint]],
            "a load balancer": [["elbv2", "CreateLoadBalancer", balancer]],
            "a cluster": [["eks", "CreateCluster", { name: "one", roleArn: role, resourcesVpcConfig: own }]],
            "a database": [
                ["rds", "CreateDBSubnetGroup", { ...named, ...groups }],
                ["rds", "CreateDBInstance", database],
            ],
            "a cache": [
                [
                    "elasticache",
                    "CreateCacheSubnetGroup",
                    { CacheSubnetGroupName: "group", CacheSubnetGroupDescription: "group", ...groups },
                ],
                ["elasticache", "CreateReplicationGroup", cache],
            ],
        };
        for (const [what, calls] of Object.entries(standing)) {
            it(`of a subnet and a security group with ${what}`, async () => {
                const [keptSubnet, keptGroup] = (
                    await ask(
                        ...vpc,
                        ...calls,
                        ["ec2", "DeleteSubnet", { SubnetId: subnet }],
                        ["ec2", "DeleteSecurityGroup", { GroupId: group }],
                    )
                ).slice(-2);
                expect(keptSubnet).to.include({ error: "DependencyViolation" });
                // A NAT gateway has none.
                if (what !== "a NAT gateway") expect(keptGroup).to.include({ error: "DependencyViolation" });
            });
        }

        it("of a subnet and a security group once nothing is there any more", async () => {
            const answers = await ask(
                ...vpc,
                ["ec2", "CreateNatGateway", { SubnetId: subnet, ConnectivityType: "private" }],
                ["ec2", "DeleteNatGateway", { NatGatewayId: "$3.NatGateway.NatGatewayId" }],
                ["ec2", "CreateVpcEndpoint", interfaceEndpoint],
                ["ec2", "DeleteVpcEndpoints", { VpcEndpointIds: ["$5.VpcEndpoint.VpcEndpointId"] }],
                ["ec2", "DeleteSubnet", { SubnetId: subnet }],
                ["ec2", "DeleteSecurityGroup", { GroupId: group }],
            );
            expect(answers.filter((each) => "error" in each)).to.deep.equal([]);
        });

        it("of a launch template that is gone, in the words that a provider takes for that", async () => {
            const data = { InstanceType: "t4g.small" };
            const gone: AwsCall = [
                "ec2",
                "DeleteLaunchTemplate",
                { LaunchTemplateId: "$0.LaunchTemplate.LaunchTemplateId" },
            ];
            const create: AwsCall = [
                "ec2",
                "CreateLaunchTemplate",
                { LaunchTemplateName: "one", LaunchTemplateData: data },
            ];
            const [, first, second] = await ask(create, gone, gone);
            expect(first).not.to.have.property("error");
            expect(second).to.include({ error: "InvalidLaunchTemplateId.NotFound" });
        });

        it("of a security group that another's rule names", async () => {
            const pair = { IpProtocol: "tcp", FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: group }] };
            const answer = await last(
                ...vpc,
                ["ec2", "CreateSecurityGroup", { VpcId: "$0.Vpc.VpcId", GroupName: "b", Description: "b" }],
                ["ec2", "AuthorizeSecurityGroupIngress", { GroupId: "$3.GroupId", IpPermissions: [pair] }],
                ["ec2", "DeleteSecurityGroup", { GroupId: group }],
            );
            expect(answer).to.include({ error: "DependencyViolation" });
        });

        it("of a VPC's way out with public addresses behind it, and of a load balancer that is protected", async () => {
            const gateway = { InternetGatewayId: "$3.InternetGateway.InternetGatewayId", VpcId: "$0.Vpc.VpcId" };
            const nat = { SubnetId: subnet, AllocationId: "$5.AllocationId" };
            const protection = { Key: "deletion_protection.enabled", Value: "true" };
            const arn = { LoadBalancerArn: "$8.LoadBalancers.0.LoadBalancerArn" };
            const answers = await ask(
                ...vpc,
                ["ec2", "CreateInternetGateway", {}],
                ["ec2", "AttachInternetGateway", gateway],
                ["ec2", "AllocateAddress", { Domain: "vpc" }],
                ["ec2", "CreateNatGateway", nat],
                ["ec2", "DetachInternetGateway", gateway],
                ["elbv2", "CreateLoadBalancer", balancer],
                ["elbv2", "ModifyLoadBalancerAttributes", { ...arn, Attributes: [protection] }],
                ["elbv2", "DeleteLoadBalancer", arn],
            );
            expect(answers.filter((each) => "error" in each).map(({ error }) => error)).to.deep.equal([
                "DependencyViolation",
                "OperationNotPermitted",
            ]);
        });
    });

    it("takes a call for one by TLS where a bucket's policy asks, and holds it to the rest of the policy", async () => {
        const arn = "arn:aws:s3:::logs";
        const deny = { Effect: "Deny", Principal: "*", Resource: [arn, `${arn}/*`] };
        const plainText = { ...deny, Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
        const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
        const object = { Bucket: "logs", Key: "log" };
        const [, , put, , again] = await ask(
            [
                "s3",
                "CreateBucket",
                { Bucket: "logs", CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } },
            ],
            ["s3", "PutBucketPolicy", { Bucket: "logs", Policy: policy(plainText) }],
            ["s3", "PutObject", object],
            [
                "s3",
                "PutBucketPolicy",
                { Bucket: "logs", Policy: policy(plainText, { ...deny, Action: "s3:PutObject" }) },
            ],
            ["s3", "PutObject", object],
        );
        expect(put).not.to.have.property("error");
        expect(again).to.include({ error: "403", status: 403 });
    });

    it("answers for a bucket that isn't there", async () => {
        expect(await last(["s3", "HeadBucket", { Bucket: "nowhere" }])).to.include({ status: 404 });
        expect(readCalls(callsFile).map(({ served, status }) => [served, status])).to.deep.equal([["moto", 404]]);
    });

    it("has what the account has before its stack", async () => {
        const [found, roles] = await ask(["route53", "GetHostedZone", { Id: zone.id }], ["iam", "ListRoles", {}]);
        expect((found?.HostedZone as AwsAnswer).Name).to.equal(`${zone.name}.`);
        expect(JSON.stringify(roles)).to.contain(role);
    });

    it("records each call, and who served it", async () => {
        await ask(
            ...cluster,
            ["eks", "ListAddons", { clusterName: "one" }],
            ["eks", "ListAddons", { clusterName: "two" }],
            ["eks", "ListInsights", { clusterName: "one" }],
            ["accessanalyzer", "ListAnalyzers", {}],
        );
        const calls = readCalls(callsFile);
        const told = calls.map(({ operation, served, status }) => `${operation} ${served} ${String(status)}`);
        expect(told).to.deep.equal([
            "CreateVpc moto 200",
            "CreateSubnet moto 200",
            "CreateCluster extension 200",
            "ListAddons extension 200",
            "ListAddons extension 404",
            "ListInsights nobody 501",
            "ListAnalyzers nobody 501",
        ]);
        expect(calls[0]).to.include({ service: "ec2", region: "eu-central-1" });
        const addons = sumCalls(calls).find(({ operation }) => operation === "ListAddons");
        expect(addons).to.include({ service: "eks", served: "extension", calls: 2, refused: 1 });
    });

    it("records which of the SDK's attempts at a call it was, from the second on", async () => {
        const recorded = async (attempt: string) => {
            await fetch(`${moto.url}/`, { headers: { "amz-sdk-request": attempt } });
            return readCalls(callsFile).at(-1);
        };
        expect(await recorded("attempt=1; max=25")).not.to.have.property("attempt");
        expect(await recorded("attempt=2; max=25")).to.include({ attempt: 2 });
    });

    it("sends an answer in one piece: the SDK for Go may cut the connection between its head and its body", async () => {
        const { hostname, port } = new URL(moto.url);
        const scope = "AWS4-HMAC-SHA256 Credential=rehearsal/20261129/eu-central-1/ec2/aws4_request";
        const body = "Action=DescribeVpcs&Version=2016-11-15";
        const head = [
            ...["POST / HTTP/1.1", `Host: ${hostname}`, `Authorization: ${scope}, SignedHeaders=host, Signature=00`],
            ...["Content-Type: application/x-www-form-urlencoded", `Content-Length: ${String(body.length)}`],
        ];
        // Two pieces would come together now and then.
        for (let answer = 0; answer < 50; answer++) {
            const socket = net.connect(Number(port), hostname);
            socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
            const [piece] = (await once(socket, "data")) as [Buffer];
            socket.destroy();
            expect(piece.toString()).to.match(/^HTTP\/1.1 200 OK\r\n.*<\/DescribeVpcsResponse>\s*$/s);
        }
    });

    describe("reviews a token for Kubernetes", () => {
        const review = async (token: string) => {
            const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec: { token } };
            const headers = { "content-type": "application/json" };
            const request = { method: "POST", headers, body: JSON.stringify(body) };
            return (await (await fetch(`${moto.url}/rehearsal/token-review`, request)).json()) as { status: object };
        };
        const tokenOf = async (accessKey: string) => {
            const script = path.join(__dirname, "eks-token.py");
            return (await run(python, [script, accessKey], { env: { PATH: process.env.PATH } })).stdout.trim();
        };

        it("and vouches for one of the rehearsal's key", async () => {
            const user = { username: "rehearsal", groups: ["system:masters"] };
            expect((await review(await tokenOf("rehearsal"))).status).to.deep.equal({ authenticated: true, user });
        });

        it("and for no other", async () => {
            const unsigned = Buffer.from("https://sts.amazonaws.com/?Action=GetCallerIdentity").toString("base64url");
            for (const token of [
                await tokenOf("other"),
                "",
                "k8s-aws-v1.",
                `k8s-aws-v1.${unsigned}`,
                "k8s-aws-v1.%%%",
            ]) {
                expect((await review(token)).status, token).to.deep.equal({ authenticated: false });
            }
        });
    });

    describe("with bad luck", () => {
        it("says that its port is taken", async () => {
            const server = net.createServer().listen(0, "127.0.0.1");
            await once(server, "listening");
            const { port } = server.address() as net.AddressInfo;
            const error = await failure(startMoto({ python, accountId, port }));
            server.close();
            expect(error).to.be.instanceOf(UserError);
            expect(error.message).to.match(new RegExp(`port ${String(port)} of 127.0.0.1`));
        });

        it("says that another moto is installed", async () => {
            const old = path.join(folder, "old");
            fs.mkdirSync(path.join(old, "moto"), { recursive: true });
            fs.writeFileSync(path.join(old, "moto", "__init__.py"), '__version__ = "4.0.0"\n');
            const error = await failure(startMoto({ python, accountId, env: { PYTHONPATH: old } }));
            expect(error).to.be.instanceOf(UserError);
            expect(error.message).to.match(/4\.0\.0 is installed/);
        });

        it("tells when it has ended, and answers no more", async () => {
            const dying = await startMoto({ python, accountId });
            await killListener(dying.url);
            await dying.ended;
            expect((await failure(fetch(dying.url))).message).to.match(/fetch failed/);
            await dying.stop();
        });

        it("ends with its parent", async () => {
            const script = `
                const { startMoto } = require(${JSON.stringify(path.join(__dirname, "../../embedded/rehearsal/moto/moto.ts"))});
                startMoto({ python: ${JSON.stringify(python)}, accountId: "${accountId}" }).then(({ url }) => {
                    console.log(url);
                    process.kill(process.pid, "SIGKILL");
                });`;
            const error = await failure(run(process.execPath, ["--require", "sucrase/register/ts", "-e", script]));
            const url = (error as Error & { stdout: string }).stdout.trim();
            await untilRefused(url);
        });
    });
});

/** Whoever starts nothing else on that port can only end by this. */
async function untilRefused(url: string): Promise<void> {
    for (;;) {
        const answered = await fetch(url).then(
            () => true,
            () => false,
        );
        if (!answered) return;
    }
}

/** Whether some structure in an answer has all that is told. */
function holds(answer: unknown, told: object): boolean {
    return parts(answer).some((part) =>
        Object.entries(told).every(([name, value]) => JSON.stringify(part[name]) === JSON.stringify(value)),
    );
}

function parts(value: unknown): Record<string, unknown>[] {
    if (typeof value !== "object" || value === null) return [];
    const own = Array.isArray(value) ? [] : [value as Record<string, unknown>];
    return [...own, ...Object.values(value).flatMap(parts)];
}
