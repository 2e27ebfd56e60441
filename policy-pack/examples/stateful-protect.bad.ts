import * as aws from "@pulumi/aws";

new aws.efs.FileSystem("stateful-protect", { encrypted: true });
