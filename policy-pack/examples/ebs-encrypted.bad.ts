import * as aws from "@pulumi/aws";

new aws.ebs.Volume("ebs-encrypted", { availabilityZone: "eu-central-1a", size: 20, type: "gp3" });
