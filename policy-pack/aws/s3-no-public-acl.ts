import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";

/** The ready-made ACLs that are not for accounts alone that the owner knows. */
const publicAcls = new Set(["public-read", "public-read-write", "authenticated-read"]);

/** Everybody, and everybody who has any AWS account at all. */
const publicGroup = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

export const s3NoPublicAcl = resourceRule({
    id: "s3-no-public-acl",
    level: "mandatory",
    severity: "critical",
    what: "No ACL opens a bucket or an object to everyone, or to everyone who has an AWS account.",
    why: "Whoever knows or guesses the name reads the data, or writes data of their own, and no policy shows it.",
    fix: `new aws.s3.BucketOwnershipControls("orders", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" }, // no ACLs at all
});`,
    controls: [...securityHub("S3.2", "S3.3"), ...checkov("CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375")],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    types: [
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketV2:BucketV2",
        "aws:s3/bucketAcl:BucketAcl",
        "aws:s3/bucketAclV2:BucketAclV2",
        "aws:s3/bucketObject:BucketObject",
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "aws:s3/objectCopy:ObjectCopy",
    ],
    check({ properties }, { decide, violation }) {
        decide(() => {
            const acl = properties.at("acl");
            if (publicAcls.has(acl.text() ?? "")) {
                violation(acl, "is open to everyone: private belongs there, and a policy for those who need access");
            }
        });
        const forbidPublicGroup = (uri: Value) => {
            decide(() => {
                if (publicGroup.test(uri.text() ?? "")) {
                    violation(uri, "is the group of everyone: name the accounts that need access");
                }
            });
        };
        decide(() => {
            for (const grant of properties.at("grants").list()) forbidPublicGroup(grant.at("uri"));
        });
        decide(() => {
            const grants = properties.at("accessControlPolicy", "grants").list();
            for (const grant of grants) forbidPublicGroup(grant.at("grantee", "uri"));
        });
    },
});
