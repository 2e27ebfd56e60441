import * as aws from "@pulumi/aws";

new aws.ec2.LaunchTemplate("imdsv2", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    metadataOptions: { httpTokens: "optional" },
});
