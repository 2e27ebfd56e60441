import { resourceRule } from "../rule";

export const statefulProtect = resourceRule({
    id: "stateful-protect",
    level: "advisory",
    severity: "medium",
    what: "Pulumi refuses to delete what keeps state: databases, buckets, file systems and keys.",
    why: "A resource that is renamed, or taken out of the program, is deleted at the next update, and its data with it.",
    fix: `new aws.s3.Bucket("orders", {}, { protect: true });`,
    controls: [],
    source: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    types: [
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketV2:BucketV2",
        "aws:kms/key:Key",
        "aws:efs/fileSystem:FileSystem",
    ],
    check(resource, { violation }) {
        if (!resource.protect) {
            violation(resource, "is not protected: its options lack `protect: true`");
        }
    },
});
