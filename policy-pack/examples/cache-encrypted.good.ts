import * as aws from "@pulumi/aws";

new aws.elasticache.ReplicationGroup("sessions", {
    description: "Sessions",
    engine: "valkey",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
});
