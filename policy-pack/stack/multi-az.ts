import { given, refersTo, type Resource, type Stack } from "../resource";
import { checkov, type Review, securityHub, stackRule } from "../rule";
import type { Value } from "../value";
import { Candidates } from "./candidates";
import { marksOfReference, marksOfTarget } from "./references";

export const multiAz = stackRule({
    id: "multi-az",
    level: "advisory",
    severity: "medium",
    what: "Databases and caches stand in more than one availability zone.",
    why: "When a zone is lost, the data store is away until the zone is back, or until somebody restores a backup elsewhere.",
    fix: `new aws.rds.Instance("orders", { multiAz: true });
new aws.rds.ClusterInstance("orders-reader", { clusterIdentifier: cluster.id }); // the second of an Aurora cluster
new aws.elasticache.ReplicationGroup("sessions", { numCacheClusters: 2, automaticFailoverEnabled: true, multiAzEnabled: true });`,
    controls: [...securityHub("RDS.5", "RDS.15", "ElastiCache.3"), ...checkov("CKV_AWS_157")],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
    checkStack(stack, review) {
        checkInstances(stack, review);
        checkClusters(stack, review);
        checkCaches(stack, review);
    },
});

/** A replica needs no standby: it is one. */
function checkInstances(stack: Stack, { decide, violation }: Review<object>): void {
    for (const instance of stack.ofType("aws:rds/instance:Instance")) {
        decide(() => {
            const source = given(instance, "replicateSourceDb");
            if (source.isUnknown || isSet(source)) return;
            const isOn = given(instance, "multiAz");
            if (isOn.bool() !== true)
                violation(isOn, "is not true: the database would have no standby in another zone");
        });
    }
}

const clusterType = "aws:rds/cluster:Cluster";
const clusterIds = ["id", "clusterIdentifier"];

/** Aurora fails over to another of its instances. A Multi-AZ cluster of RDS and a serverless one of Aurora's first version do by themselves. */
function checkClusters(stack: Stack, { decide, violation, undetermined }: Review<object>): void {
    const instancesByCluster = new Candidates<Resource>();
    for (const instance of stack.ofType("aws:rds/clusterInstance:ClusterInstance")) {
        instancesByCluster.add(instance, marksOfReference(instance, "clusterIdentifier", [clusterType]));
    }
    for (const cluster of stack.ofType(clusterType)) {
        decide(() => {
            if (isSet(given(cluster, "dbClusterInstanceClass"))) return;
            if (given(cluster, "engineMode").text() === "serverless") return;
            const instances = instancesByCluster.find(marksOfTarget(cluster, clusterIds));
            const isMember = instances.map((instance) => refersTo(instance, "clusterIdentifier", cluster, clusterIds));
            const members = instances.filter((_, index) => isMember[index] === true);
            if (zonesOf(members) >= 2) return;
            if (isMember.includes(undefined)) {
                undetermined(cluster, "only the update will know which instances are those of this cluster");
            } else {
                violation(cluster, "has fewer than two instances in different zones");
            }
        });
    }
}

/** The provider's outputs have empty text where nothing was set. */
function isSet(value: Value): boolean {
    return (value.text() ?? "") !== "";
}

/** Instances without a zone are spread by AWS. */
function zonesOf(instances: readonly Resource[]): number {
    const zones = instances.map((instance) => given(instance, "availabilityZone").text());
    const free = zones.filter((zone) => zone === undefined).length;
    return new Set(zones.filter((zone) => zone !== undefined)).size + free;
}

function checkCaches(stack: Stack, { decide, violation }: Review<object>): void {
    for (const group of stack.ofType("aws:elasticache/replicationGroup:ReplicationGroup")) {
        for (const property of ["automaticFailoverEnabled", "multiAzEnabled"]) {
            decide(() => {
                const isOn = given(group, property);
                if (isOn.bool() !== true) violation(isOn, "is not true");
            });
        }
    }
}
