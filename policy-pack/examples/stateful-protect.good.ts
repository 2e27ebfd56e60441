import * as aws from "@pulumi/aws";

new aws.efs.FileSystem("uploads", { encrypted: true }, { protect: true });
