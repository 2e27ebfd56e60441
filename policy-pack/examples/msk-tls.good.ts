import * as aws from "@pulumi/aws";

new aws.msk.Cluster("events", {
    kafkaVersion: "3.8.x",
    numberOfBrokerNodes: 3,
    brokerNodeGroupInfo: {
        instanceType: "kafka.m7g.large",
        clientSubnets: ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002", "subnet-0a1b2c3d4e5f60003"],
        securityGroups: ["sg-0a1b2c3d4e5f60001"],
    },
    encryptionInfo: { encryptionInTransit: { clientBroker: "TLS" } },
});
