import { allCases } from "../../test/policy-pack/all-cases";
import type { CaseResource } from "../../test/policy-pack/rule-cases";
import { types } from "./awsguard-policies";

/** What both packs are asked about: the resources of one small stack. */
export interface ComparedCase {
    /** The rule that the case is one of, and its name there. */
    readonly label: string;
    readonly resources: readonly CaseResource[];
}

/** Every case of every rule that has a resource of a type that both packs know, and a few of awsguard's own matters. */
export function comparedCases(): ComparedCase[] {
    return [...casesOfRules(), ...more].filter(({ resources }) => resources.some(isCompared));
}

export function isCompared({ type }: CaseResource): boolean {
    return types.has(type);
}

/** The resource as awsguard knows it. */
export function forAwsguard(resource: CaseResource): CaseResource {
    return { ...resource, type: types.get(resource.type) ?? resource.type };
}

function casesOfRules(): ComparedCase[] {
    return allCases().flatMap(({ rule, compliant, violating, unknown }) =>
        [compliant, violating, unknown].flatMap((cases) =>
            Object.entries(cases).map(([name, { resources }]) => ({
                label: `${rule.id}: ${name}`,
                resources: [resources].flat(),
            })),
        ),
    );
}

const toHttps = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

/** What the cases of the rules have once or not at all. */
const more: ComparedCase[] = [
    one("a table whose encryption with KMS is off", "aws:dynamodb/table:Table", {
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        serverSideEncryption: { enabled: false },
    }),
    one("a search domain without encryption", "aws:elasticsearch/domain:Domain", { domainName: "catalog" }),
    one("a search domain whose encryption is off", "aws:elasticsearch/domain:Domain", {
        domainName: "catalog",
        encryptAtRest: { enabled: false },
        vpcOptions: { subnetIds: ["subnet-0a1b2c3d"] },
    }),
    one("an instance with a public address and an open disk", "aws:ec2/instance:Instance", {
        ami: "ami-12345678",
        instanceType: "t3.micro",
        associatePublicIpAddress: true,
        rootBlockDevice: { encrypted: true },
        ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: false }],
    }),
    one("an instance whose disks are encrypted", "aws:ec2/instance:Instance", {
        ami: "ami-12345678",
        instanceType: "t3.micro",
        associatePublicIpAddress: false,
        monitoring: true,
        rootBlockDevice: { encrypted: true },
        ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: true, deleteOnTermination: true }],
    }),
    one("two redirects to HTTPS", "aws:lb/listener:Listener", {
        port: 80,
        protocol: "HTTP",
        defaultActions: [toHttps, toHttps],
    }),
    one("a database without backups", "aws:rds/instance:Instance", { engine: "postgres", backupRetentionPeriod: 0 }),
    one("a replica without backups of its own", "aws:rds/instance:Instance", {
        replicateSourceDb: "orders",
        storageEncrypted: true,
        backupRetentionPeriod: 0,
    }),
];

function one(name: string, type: string, properties: Record<string, unknown>): ComparedCase {
    return { label: `awsguard: ${name}`, resources: [{ type, properties }] };
}
