import * as aws from "@pulumi/aws";

new aws.opensearch.Domain("catalog", {
    engineVersion: "OpenSearch_2.19",
    clusterConfig: { instanceType: "t3.small.search" },
    ebsOptions: { ebsEnabled: true, volumeSize: 10 },
    encryptAtRest: { enabled: true },
    nodeToNodeEncryption: { enabled: true },
    domainEndpointOptions: { enforceHttps: true },
});
