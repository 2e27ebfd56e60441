import * as aws from "@pulumi/aws";

new aws.ebs.Volume("uploads", { availabilityZone: "eu-central-1a", size: 20, type: "gp3", encrypted: true });
