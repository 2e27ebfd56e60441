import * as aws from "@pulumi/aws";

new aws.opensearch.Domain("search-encrypted", {
    engineVersion: "OpenSearch_2.19",
    clusterConfig: { instanceType: "t3.small.search" },
    ebsOptions: { ebsEnabled: true, volumeSize: 10 },
    encryptAtRest: { enabled: true },
    domainEndpointOptions: { enforceHttps: true },
});
