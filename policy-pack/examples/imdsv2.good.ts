import * as aws from "@pulumi/aws";

new aws.ec2.LaunchTemplate("worker", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
});
