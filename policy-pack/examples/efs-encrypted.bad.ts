import * as aws from "@pulumi/aws";

new aws.efs.FileSystem("efs-encrypted", { throughputMode: "elastic" });
