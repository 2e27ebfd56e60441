import * as aws from "@pulumi/aws";

new aws.ecr.Repository("ecr-hardened", {
    imageScanningConfiguration: { scanOnPush: true },
});
