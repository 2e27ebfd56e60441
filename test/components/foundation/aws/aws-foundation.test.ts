/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { AwsFoundation } from "../../../../components/foundation/aws/aws-foundation";
import { named, type Registered, registered } from "../../mocks";
import { registeredStack, stack } from "../../stack-file";

describe("a foundation on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `alchemorsel-production-${name}`).inputs;
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);

    before(async () => {
        resources = await registeredStack(stack("production"));
    });

    it("names everything after the stack, so that two stacks fit into one account", () => {
        const others = resources.filter(({ name }) => !name.startsWith("alchemorsel-production"));
        expect(others.filter(({ type }) => type.startsWith("aws:") && !/lb\/|^aws:cloudwatch/.test(type))).to.be.empty;
    });

    it("lets nobody but the nodes connect to the stores, and nobody but the load balancer to the pods", () => {
        for (const store of ["database", "cache"]) {
            expect(inputs(`${store}-from-nodes`)).to.include({ referencedSecurityGroupId: "sg-cluster" });
        }
        expect(inputs("pods-from-load-balancer")).to.include({
            securityGroupId: "sg-cluster",
            referencedSecurityGroupId: "alchemorsel-production-edge-load-balancer-security-group-id",
            fromPort: 8080,
            toPort: 8080,
        });
    });

    it("starts no node before the cluster's network has its ways out and the CNI its role", () => {
        const { dependencies } = named(resources, "alchemorsel-production-nodes-base-nodes");
        const group = named(resources, "alchemorsel-production-nodes-base").dependencies;
        const waits = [...dependencies, ...group];
        expect(waits).to.include("alchemorsel-production-network-routing-private-a-out");
        expect(waits).to.include("alchemorsel-production-roles-network-association");
    });

    it("starts no pod of a workload before its password and its role are there", () => {
        const { dependencies } = named(resources, "alchemorsel-recipes-blue-deployment");
        expect(dependencies).to.include("alchemorsel-production-database-credentials");
        expect(dependencies).to.include("alchemorsel-production-identity-recipes-association");
    });

    it("lets a workload sign in to the cache as its own role, and to nothing else", () => {
        const { policy } = inputs("identity-recipes-cache");
        const [statement] = JSON.parse(policy as string).Statement;
        expect(statement.Action).to.equal("elasticache:Connect");
        expect(JSON.stringify(statement.Resource)).to.not.include("*");
    });

    it("gives no role to a workload that doesn't use the cache", async () => {
        const without = await registeredStack(
            stack("production", (raw) => (raw.workloads.recipes.uses = ["database"])),
        );
        expect(without.filter(({ name }) => name.includes("identity-recipes"))).to.be.empty;
    });

    it("lets external-secrets read the database's password and no other secret but the stack's own", async () => {
        const readable = (all: Registered[]) => {
            const { policy } = named(all, "alchemorsel-production-roles-secrets-own").inputs;
            return JSON.parse(policy as string).Statement[0].Resource as unknown[];
        };
        const without = await registeredStack(
            stack("production", (raw) => {
                delete raw.aws.secrets;
                delete raw.workloads.recipes.secrets;
            }),
        );
        expect(readable(without)).to.deep.equal(["arn:aws:secretsmanager:::secret:master"]);
        expect(readable(resources)).to.have.lengthOf(2);
    });

    it("makes the secrets that the stack names, lets external-secrets read them, and delivers them", async () => {
        const secrets = { mail: { description: "Key of the mail service" } };
        const with1 = await registeredStack(stack("production", (raw) => Object.assign(raw.aws.secrets, secrets)));
        const secret = named(with1, "alchemorsel-production-secrets-mail");
        expect(secret.inputs).to.include({ name: "alchemorsel-production/mail", recoveryWindowInDays: 30 });
        const { spec } = named(with1, "alchemorsel-production-secrets-mail-delivery").inputs;
        expect(spec.target.name).to.equal("mail");
        expect(spec.dataFrom).to.deep.equal([{ extract: { key: "alchemorsel-production/mail" } }]);
        const rights = named(with1, "alchemorsel-production-roles-secrets-own").dependencies;
        expect(rights).to.include("alchemorsel-production-secrets-mail");
    });

    it("brings the password into the cluster as the file that the app reads", () => {
        const { spec } = inputs("database-credentials");
        expect(spec.data).to.deep.equal([
            {
                secretKey: "password",
                remoteRef: { key: "arn:aws:secretsmanager:::secret:master", property: "password" },
            },
        ]);
        expect(spec.target.template.data["ca.crt"].match(/BEGIN CERTIFICATE/g)).to.have.lengthOf(3);
        const pod = named(resources, "alchemorsel-recipes-blue-deployment").inputs.spec.template.spec;
        const variables: { name: string; value: string }[] = pod.containers[0].env;
        const env = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
        expect(env).to.include({ DATABASE_SSLMODE: "verify-full", CACHE_TLS: "on", CACHE_AUTH: "iam" });
        expect(env.PGSSLROOTCERT).to.match(/\/ca\.crt$/);
    });

    it("watches each color's target group", () => {
        const alarms = ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);
        expect(alarms.filter((name) => name.includes("unhealthy-targets"))).to.deep.equal([
            "alchemorsel-production-alarms-unhealthy-targets-recipes-blue",
            "alchemorsel-production-alarms-unhealthy-targets-recipes-green",
        ]);
    });

    it("needs no node groups, add-ons and load balancer controller under Auto Mode", async () => {
        const auto = await registeredStack(stack("production", (raw) => (raw.aws.cluster.compute = { kind: "auto" })));
        const types = auto.map(({ type }) => type);
        expect(types).to.not.include("aws:eks/nodeGroup:NodeGroup").and.not.include("alchemorsel:aws:Karpenter");
        const releases = auto
            .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
            .map((each) => each.inputs.name);
        expect(releases).to.have.members(["external-secrets", "metrics-server"]);
        // Without it, Auto Mode enforces no network policy.
        expect(named(auto, "alchemorsel-production-network-policies").inputs.data).to.deep.equal({
            "enable-network-policy-controller": "true",
        });
        expect(named(auto, "alchemorsel-recipes-traffic-blue-binding").inputs.apiVersion).to.equal(
            "eks.amazonaws.com/v1",
        );
    });

    it("allows a major upgrade of the database only from the version that runs", async () => {
        const upgrade = stack("production", (raw) =>
            Object.assign(raw.aws.database, { engineVersion: "18.1", applyImmediately: true }),
        );
        const name = "alchemorsel-production-database-instance";
        const from17 = await registeredStack(upgrade, { previousVersions: { database: "17.6" } });
        expect(named(from17, name).inputs.allowMajorVersionUpgrade).to.be.true;
        expect(named(await registeredStack(upgrade), name).inputs.allowMajorVersionUpgrade).to.be.false;
    });

    it("refuses bad args with all problems, before it registers anything", async () => {
        const { name, ...args } = stack("production").aws;
        let thrown: unknown;
        const created = await registered(() => {
            try {
                const network = { ...args.network, cidr: "10.0.0.0/24" };
                new AwsFoundation(name, { ...args, network, deletionProtection: false });
            } catch (error) {
                thrown = error;
            }
        });
        expect(pulumi.InputPropertiesError.isInstance(thrown)).to.be.true;
        expect((thrown as Error).message)
            .to.match(/aws\.network\.cidr/)
            .and.match(/aws\.deletionProtection/);
        expect(created).to.be.empty;
    });
});
