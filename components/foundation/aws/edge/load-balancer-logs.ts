import { Bucket, type BucketArgs } from "@pulumi/aws/s3/bucket";
import {
    BucketLifecycleConfiguration,
    type BucketLifecycleConfigurationArgs,
} from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy, type BucketPolicyArgs } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { logBucketProblems } from "./edge-rules";

export interface LoadBalancerLogsArgs {
    /** Account whose load balancers write here, 12 digits. Changed in place. */
    accountId: pulumi.Input<string>;
    /** Days for which a log is kept, at least 30; default 365. Changed in place. */
    retentionDays?: number;
    /** Region, that of the load balancers; default: the provider's. Changing it replaces the bucket. */
    region?: pulumi.Input<string>;
    /** Tags of the bucket; default none. Changed in place. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Keeps Pulumi from deleting the bucket (`protect`); default true. Changed in place. */
    deletionProtection?: boolean;
    /** Bends a child. */
    transform?: {
        bucket?: Transform<BucketArgs>;
        lifecycle?: Transform<BucketLifecycleConfigurationArgs>;
        policy?: Transform<BucketPolicyArgs>;
    };
}

/**
 * A private bucket to which load balancers deliver their access and connection logs, and no one else anything.
 *
 * It is encrypted with S3's own key (SSE-S3): the log delivery of load balancers supports no other encryption, and with
 * a KMS key it would deliver nothing. What is in it costs S3's price of storage.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 *
 * @example
 * ```ts
 * import { LoadBalancerLogs } from "@alchemorsel/platform/aws";
 *
 * const logs = new LoadBalancerLogs("staging-logs", { accountId: "111122223333", region: "eu-central-1" });
 *
 * export const logBucket = logs.bucket;
 * ```
 */
export class LoadBalancerLogs extends pulumi.ComponentResource {
    /** Name of the bucket, known once load balancers may write to it, which AWS tries when logs are turned on. */
    public readonly bucket: pulumi.Output<string>;

    constructor(name: string, args: LoadBalancerLogsArgs, opts?: pulumi.ComponentResourceOptions) {
        const problems = logBucketProblems([], `${name}-bucket`, args.retentionDays);
        throwProblems(`The args of the logs ${name} are not valid.`, problems);
        super("alchemorsel:aws:LoadBalancerLogs", name, {}, opts);
        const bucket = this.createBucket(name, args);
        this.close(name, args, bucket);
        this.createLifecycle(name, args, bucket);
        this.bucket = this.createPolicy(name, args, bucket).bucket;
        this.registerOutputs({ bucket: this.bucket });
    }

    private createBucket(name: string, args: LoadBalancerLogsArgs): Bucket {
        const { region, tags, deletionProtection = true, transform } = args;
        const options = { parent: this, protect: deletionProtection };
        return new Bucket(`${name}-bucket`, ...transformed(transform?.bucket, { region, tags }, options));
    }

    private close(name: string, { region }: LoadBalancerLogsArgs, { bucket }: Bucket): void {
        const child = { parent: this };
        new BucketPublicAccessBlock(
            `${name}-public-access-block`,
            {
                bucket,
                region,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            child,
        );
        new BucketOwnershipControls(
            `${name}-ownership`,
            { bucket, region, rule: { objectOwnership: "BucketOwnerEnforced" } },
            child,
        );
        new BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            { bucket, region, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
            child,
        );
        new BucketVersioning(
            `${name}-versioning`,
            { bucket, region, versioningConfiguration: { status: "Enabled" } },
            child,
        );
    }

    /** The logs stay in the standard class: they are many and small, and a cheaper class bills each as 128 KiB. */
    private createLifecycle(name: string, args: LoadBalancerLogsArgs, { bucket }: Bucket): void {
        const lifecycle: BucketLifecycleConfigurationArgs = {
            bucket,
            region: args.region,
            rules: [
                {
                    id: "expire",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { days: args.retentionDays ?? 365 },
                    noncurrentVersionExpiration: { noncurrentDays: 30 },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
            ],
        };
        new BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            ...transformed(args.transform?.lifecycle, lifecycle, { parent: this }),
        );
    }

    private createPolicy(name: string, args: LoadBalancerLogsArgs, { bucket, arn }: Bucket): BucketPolicy {
        const deliver = {
            Sid: "DeliverLogs",
            Effect: "Allow",
            Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: pulumi.interpolate`${arn}/*/AWSLogs/${args.accountId}/*`,
        };
        const refusePlainText = {
            Sid: "RefusePlainText",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [arn, pulumi.interpolate`${arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        };
        const policy: BucketPolicyArgs = {
            bucket,
            region: args.region,
            policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [deliver, refusePlainText] }),
        };
        return new BucketPolicy(`${name}-policy`, ...transformed(args.transform?.policy, policy, { parent: this }));
    }
}
