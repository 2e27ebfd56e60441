import { expect } from "chai";
import * as fc from "fast-check";

import { UserError } from "../../../embedded/errors";
import { type Diagram, type ThingKind, type TierName } from "../../../embedded/picture/diagram";
import { picture } from "../../../embedded/picture/picture";
import { type PlannedResource, unknownValue } from "../../../embedded/preview/plan";
import { type Options, planOfExample } from "./example";

const drawn = async (changes: Partial<Options> = {}) => picture(await planOfExample(changes));
const zonesOf = (letters: string) => Array.from(letters, (letter) => `eu-central-1${letter}`);
const tier = ({ vpc }: Diagram, name: TierName) => vpc.tiers.find((each) => each.name === name)!;
const all = ({ vpc }: Diagram) => vpc.tiers.flatMap(({ things }) => things);
const kinds = (diagram: Diagram, name: TierName) => tier(diagram, name).things.map(({ kind }) => kind);
const only = (diagram: Diagram, kind: ThingKind) => all(diagram).filter((thing) => thing.kind === kind);
const ways = (diagram: Diagram, name: TierName) => tier(diagram, name).subnets.map(({ wayOut }) => wayOut);

describe("the picture of a plan", () => {
    let plan: PlannedResource[];
    let diagram: Diagram;

    before(async () => {
        plan = await planOfExample();
        diagram = picture(plan);
    });

    it("has a column for each zone, a row for each tier, and the CIDR of each subnet", () => {
        expect(diagram).to.include({ stack: "production", region: "eu-central-1" });
        expect(diagram.vpc.cidrs).to.deep.equal(["10.0.0.0/16"]);
        expect(diagram.vpc.zones).to.deep.equal(zonesOf("abc"));
        const cidrs = diagram.vpc.tiers.map(({ name, subnets }) => [name, ...subnets.map(({ cidr }) => cidr)]);
        expect(cidrs).to.deep.equal([
            ["public", "10.0.128.0/22", "10.0.132.0/22", "10.0.136.0/22"],
            ["private", "10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20"],
            ["data", "10.0.160.0/22", "10.0.164.0/22", "10.0.168.0/22"],
        ]);
    });

    it("puts each thing in the subnets that the plan gives it, from the top down", () => {
        expect(kinds(diagram, "public")).to.deep.equal(["loadBalancer", "nat", "nat", "nat"]);
        expect(kinds(diagram, "private")).to.deep.equal(["cluster", "nodes", "pods", "controllers", "endpoints"]);
        expect(kinds(diagram, "data")).to.deep.equal(["database", "cache"]);
        const spanning = all(diagram).filter(({ kind }) => kind !== "nat");
        for (const { kind, zones } of spanning) expect(zones, kind).to.deep.equal(zonesOf("abc"));
        expect(diagram.unplaced).to.be.empty;
    });

    it("says what each thing is", async () => {
        const words = (of: Diagram) =>
            Object.fromEntries(all(of).map(({ kind, title, details }) => [kind, [title, ...details]]));
        expect(words(diagram)).to.deep.equal({
            loadBalancer: ["Application load balancer", "internet-facing, IPv4"],
            nat: ["NAT gateway"],
            cluster: ["EKS cluster, Kubernetes 1.34", "network interfaces of its control plane, private endpoint"],
            nodes: ["Nodes of EKS Auto Mode", "pools general-purpose, system"],
            pods: ["Pods of the workloads", "recipes-blue, recipes-green"],
            controllers: ["Pods of the controllers", "external-secrets"],
            endpoints: [
                "Interface endpoints",
                "ec2, ecr.api, ecr.dkr, eks, eks-auth, elasticloadbalancing, logs, secretsmanager, sts",
            ],
            database: ["Database: PostgreSQL 17.6", "db.m7g.large, primary and standby, in two of the zones"],
            cache: ["Cache: Valkey 8.0", "cache.m7g.large, primary and 2 replicas, over the zones"],
        });
        const managed = await drawn({ compute: "managed" });
        expect(only(managed, "nodes").map(({ title, details }) => [title, ...details])).to.deep.equal([
            ["Nodes of Karpenter"],
            ["Node group web", "3 to 9 × m7g.large, m7g.xlarge"],
        ]);
    });

    it("says each subnet's way out, as its routes are", async () => {
        const through = (letters: string) => zonesOf(letters).map((zone) => ({ by: "NAT gateway", zone }));
        expect(ways(diagram, "public")).to.deep.equal(Array(3).fill({ by: "internet gateway" }));
        expect(ways(diagram, "private")).to.deep.equal(through("abc"));
        expect(ways(diagram, "data")).to.deep.equal(Array(3).fill({ by: "nothing" }));
        expect(ways(await drawn({ nat: "single" }), "private")).to.deep.equal(through("aaa"));
        expect(ways(await drawn({ nat: "none" }), "private")).to.deep.equal(Array(3).fill({ by: "nothing" }));
        const ipv6 = await drawn({ nat: "none", ipv6: true });
        expect(ways(ipv6, "private")).to.deep.equal(Array(3).fill({ by: "IPv6 only" }));
        expect(ipv6.vpc.gateways).to.deep.equal(["egress-only gateway: IPv6", "gateway endpoint: s3"]);
    });

    it("shows what requests pass before they are in the VPC", () => {
        expect(diagram.entrance).to.deep.equal({
            domains: ["example.com", "www.example.com"],
            firewall: ["4 managed rule groups, a rate limit"],
        });
        expect(diagram.vpc.hasInternetGateway).to.be.true;
    });

    it("shows the services outside the subnets, each in its region", () => {
        const words = (services: Diagram["services"]) =>
            Object.fromEntries(services.map(({ title, details }) => [title, details]));
        expect(words(diagram.services)).to.deep.equal({
            "KMS keys": ["backups, data, logs, secrets"],
            "Secrets Manager": ["mail, master user of database (kept by RDS)"],
            "Certificate Manager": ["example.com"],
            "Images (ECR)": ["alchemorsel/app"],
            "Backup vaults": ["vault, locked"],
            "S3 buckets": ["edge-logs-bucket"],
            "CloudWatch logs": ["7 log groups"],
            "Topics (SNS)": ["alarms-topic"],
        });
        expect(diagram.otherRegions.map(({ region }) => region)).to.deep.equal(["eu-west-1"]);
        expect(words(diagram.otherRegions[0]!.services)).to.deep.equal({
            "KMS keys": ["backups-replica, data-replica, secrets-replica"],
            "Backup vaults": ["copy-vault, locked"],
            "Database backups (RDS)": ["for a restore to any point in time"],
            "Copies of secrets": ["mail"],
        });
    });

    it("draws any number of zones, any NAT mode, and leaves out what isn't there", async function () {
        this.timeout(120_000);
        const options = fc.record({
            zones: fc.subarray(Array.from("abcdef"), { minLength: 2 }).map((letters) => letters.join("")),
            nat: fc.constantFrom<Options["nat"]>("per-zone", "single", "none"),
            hasEdge: fc.boolean(),
            hasDatabase: fc.boolean(),
            hasCache: fc.boolean(),
            hasRecovery: fc.boolean(),
            compute: fc.constantFrom<Options["compute"]>("auto", "managed", "none"),
            tiers: fc.constantFrom<Options["tiers"]>(["public", "private", "data"], ["public", "private"]),
            endpoints: fc.constantFrom<Options["endpoints"]>(undefined, []),
        });
        await fc.assert(
            fc.asyncProperty(options, async (given) => {
                const result = await drawn(given);
                const zones = zonesOf(given.zones);
                const nats = { "per-zone": zones, single: zones.slice(0, 1), none: [] }[given.nat];
                expect(result.vpc.zones).to.deep.equal(zones);
                expect(result.vpc.tiers.map(({ name }) => name)).to.deep.equal(given.tiers);
                for (const { subnets } of result.vpc.tiers) {
                    expect(subnets.map(({ zone }) => zone)).to.deep.equal(zones);
                }
                expect(only(result, "nat").flatMap((nat) => nat.zones)).to.deep.equal(nats);
                expect(ways(result, "private").every(({ by }) => (by === "nothing") === (given.nat === "none"))).to.be
                    .true;
                const counts: [ThingKind, boolean][] = [
                    ["loadBalancer", given.hasEdge],
                    ["database", given.hasDatabase],
                    ["cache", given.hasCache],
                    ["cluster", given.compute !== "none"],
                    ["pods", given.compute !== "none"],
                    ["endpoints", given.endpoints === undefined],
                ];
                for (const [kind, isThere] of counts) {
                    expect(
                        only(result, kind).map((thing) => thing.zones),
                        kind,
                    ).to.deep.equal(isThere ? [zones] : []);
                }
                expect(result.entrance.firewall === undefined).to.equal(!given.hasEdge);
                expect(result.otherRegions.length > 0).to.equal(given.hasRecovery);
                expect(result.unplaced).to.be.empty;
            }),
            { numRuns: 12 },
        );
    });

    it("is the same in whatever order the plan lists its resources", () => {
        fc.assert(
            fc.property(fc.shuffledSubarray(plan, { minLength: plan.length }), (shuffled) => {
                expect(picture(shuffled)).to.deep.equal(diagram);
            }),
            { numRuns: 20 },
        );
    });

    it("makes do with what a resource waits for, where the plan doesn't say which input is made from what", () => {
        const coarse = plan.map((resource) => ({ ...resource, propertyDependencies: undefined }));
        expect(picture(coarse)).to.deep.equal(diagram);
    });

    it("draws neither what is unknown yet nor what is secret", async () => {
        const isSecret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
        const types = ["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"];
        const hide = (value: unknown) => ({
            engine: value,
            engineVersion: value,
            instanceClass: value,
            nodeType: value,
        });
        for (const value of [unknownValue, isSecret]) {
            const hidden = plan.map((resource) =>
                types.includes(resource.type)
                    ? { ...resource, inputs: { ...resource.inputs, ...hide(value) } }
                    : resource,
            );
            const result = picture(hidden);
            expect(JSON.stringify(result)).to.not.contain(unknownValue).and.not.contain("hush");
            expect(only(result, "database")[0]!.title).to.equal("Database: RDS");
        }
        expect(JSON.stringify(await drawn())).to.not.contain(unknownValue);
    });

    it("names parts without the name of the foundation around them", () => {
        const foundation = "alchemorsel:aws:AwsFoundation";
        const urn = `urn:pulumi:production::alchemorsel::${foundation}::edge`;
        const { services } = picture([...plan, { urn, type: foundation, name: "edge", inputs: {} }]);
        expect(services.find(({ title }) => title === "S3 buckets")!.details).to.deep.equal(["logs-bucket"]);
    });

    it("names what it can't place, rather than leaving it out", () => {
        const elsewhere = plan.map((resource) =>
            resource.type === "aws:rds/subnetGroup:SubnetGroup" ? { ...resource, propertyDependencies: {} } : resource,
        );
        const result = picture(elsewhere);
        expect(result.unplaced).to.deep.equal(["database-instance"]);
        expect(only(result, "database")).to.be.empty;
    });

    it("says what to do with a plan that has no network of its own, or several", () => {
        const vpc = plan.find(({ type }) => type === "aws:ec2/vpc:Vpc")!;
        expect(() => picture([])).to.throw(UserError, /no VPC with subnets.*make picture STACK=/);
        expect(() => picture([vpc])).to.throw(UserError, /no VPC with subnets/);
        const second = { ...vpc, urn: `${vpc.urn}-2`, name: "second" };
        expect(() => picture([...plan, second])).to.throw(UserError, /several VPCs \(network-vpc, second\).*one/);
    });
});
