import * as aws from "@pulumi/aws";

new aws.efs.FileSystem("uploads", { throughputMode: "elastic", encrypted: true });
