import type { PlannedResource } from "../preview/plan";
import type { Service } from "./diagram";
import { list } from "./list";
import { items, members, type PlanReader, text, unique } from "./plan-reader";

interface Row {
    title: string;
    family: Service["family"];
    types: string[];
    details: (resources: PlannedResource[], plan: PlanReader) => string[];
}

const shortNames: Row["details"] = (resources, plan) => [list(resources.map((each) => plan.shortName(each)))];
const partNames: Row["details"] = (resources, plan) => [list(resources.map((each) => plan.partName(each)))];
const count =
    (one: string, many: string): Row["details"] =>
    ({ length }) => [`${length} ${length === 1 ? one : many}`];

/** What is drawn of a region outside its subnets, in this order. */
const rows: Row[] = [
    {
        title: "KMS keys",
        family: "security",
        types: ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
        details: shortNames,
    },
    {
        title: "Secrets Manager",
        family: "security",
        types: ["aws:secretsmanager/secret:Secret", "aws:rds/instance:Instance"],
        details: secretNames,
    },
    {
        title: "Certificate Manager",
        family: "security",
        types: ["aws:acm/certificate:Certificate"],
        details: (resources) => [list(resources.map(({ inputs, name }) => text(inputs.domainName) ?? name))],
    },
    {
        title: "Images (ECR)",
        family: "storage",
        types: ["aws:ecr/repository:Repository"],
        details: shortNames,
    },
    { title: "Backup vaults", family: "storage", types: ["aws:backup/vault:Vault"], details: vaultDetails },
    {
        title: "Database backups (RDS)",
        family: "storage",
        types: ["aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication"],
        details: () => ["for a restore to any point in time"],
    },
    { title: "S3 buckets", family: "storage", types: ["aws:s3/bucket:Bucket"], details: partNames },
    {
        title: "CloudWatch logs",
        family: "management",
        types: ["aws:cloudwatch/logGroup:LogGroup"],
        details: count("log group", "log groups"),
    },
    {
        title: "CloudWatch alarms",
        family: "management",
        types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
        details: count("alarm", "alarms"),
    },
    { title: "Topics (SNS)", family: "management", types: ["aws:sns/topic:Topic"], details: partNames },
    { title: "Queues (SQS)", family: "management", types: ["aws:sqs/queue:Queue"], details: partNames },
];

/** The services of each region, by the region's name. `home` is where resources are that name none. */
export function servicesByRegion(plan: PlanReader, home: string): Map<string, Service[]> {
    const regionOf = ({ inputs }: PlannedResource) => text(inputs.region) ?? home;
    const all = rows.flatMap((row) => row.types.flatMap((type) => plan.ofType(type)));
    const replicas = secretReplicas(plan);
    const regions = unique([home, ...all.map(regionOf), ...replicas.keys()]);
    return new Map(
        regions.map((region) => {
            const services = rows.flatMap(({ title, family, types, details }) => {
                const own = types.flatMap((type) => plan.ofType(type)).filter((each) => regionOf(each) === region);
                const words = own.length === 0 ? [] : details(own, plan);
                return words.length === 0 ? [] : [{ title, family, details: words }];
            });
            return [region, [...services, ...copiesOf(replicas.get(region))]];
        }),
    );
}

/** Secrets are copied by an input, and not by a resource of the other region. */
function secretReplicas(plan: PlanReader): Map<string, string[]> {
    const copies = new Map<string, string[]>();
    for (const secret of plan.ofType("aws:secretsmanager/secret:Secret")) {
        for (const replica of items(secret.inputs.replicas)) {
            const region = text(members(replica).region);
            if (region !== undefined) {
                copies.set(region, [...(copies.get(region) ?? []), plan.shortName(secret)]);
            }
        }
    }
    return copies;
}

function copiesOf(secrets: string[] | undefined): Service[] {
    return secrets ? [{ title: "Copies of secrets", family: "security", details: [list(secrets)] }] : [];
}

/** With the secrets that RDS makes by itself, of databases whose master password it keeps. */
function secretNames(resources: PlannedResource[], plan: PlanReader): string[] {
    const names = resources.flatMap((each) => {
        if (each.type !== "aws:rds/instance:Instance") {
            return plan.shortName(each);
        }
        const database = plan.partName(plan.parent(each) ?? each);
        return each.inputs.manageMasterUserPassword === true ? `master user of ${database} (kept by RDS)` : [];
    });
    return names.length === 0 ? [] : [list(names)];
}

function vaultDetails(vaults: PlannedResource[], plan: PlanReader): string[] {
    const locked = plan
        .ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration")
        .flatMap((lock) => plan.sources(lock, "backupVaultName"));
    return vaults.map((vault) => plan.shortName(vault) + (locked.includes(vault) ? ", locked" : ""));
}
