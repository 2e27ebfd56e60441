import type { S3 } from "@aws-sdk/client-s3";

import { motoClient } from "./moto/environment";
import type { StackState } from "./stack-run";
import type { Stage } from "./step";

/** As a load balancer writes it. */
const key = "AWSLogs/load-balancer.log.gz";

/** Writes a log into each bucket of the stack, as its load balancer does. */
export async function putLog(stage: Stage): Promise<[]> {
    const s3 = await clientOf(stage);
    for (const bucket of bucketsOf(await stage.run.export()))
        await s3.putObject({ Bucket: bucket, Key: key, Body: "a request" });
    return [];
}

/** Buckets whose log isn't there any more. */
export async function keptLogProblems(stage: Stage, before: StackState): Promise<string[]> {
    const s3 = await clientOf(stage);
    const problems: string[] = [];
    for (const bucket of bucketsOf(before)) {
        const { KeyCount = 0 } = await s3.listObjectsV2({ Bucket: bucket, Prefix: key });
        if (KeyCount !== 1) problems.push(`the log in ${bucket} is gone`);
    }
    return problems;
}

/** Empties the buckets that are left, with every version, as the person does who gives their logs up. */
export async function emptyBuckets(stage: Stage): Promise<[]> {
    const s3 = await clientOf(stage);
    for (const bucket of bucketsOf(await stage.run.export())) {
        const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket: bucket });
        for (const { Key, VersionId } of [...Versions, ...DeleteMarkers])
            await s3.deleteObject({ Bucket: bucket, Key, VersionId });
    }
    return [];
}

function bucketsOf({ deployment }: StackState): string[] {
    return (deployment.resources ?? [])
        .filter(({ type }) => type === "aws:s3/bucket:Bucket")
        .flatMap(({ id }) => id ?? []);
}

async function clientOf(stage: Stage): Promise<S3> {
    const { S3 } = await import("@aws-sdk/client-s3");
    return new S3({ ...motoClient(stage), forcePathStyle: true });
}
