import { given, refersTo, type Resource, type Stack } from "../resource";
import type { Review } from "../rule";
import type { Value } from "../value";
import { Candidates, type Marks, readable } from "./candidates";
import { any, type Maybe } from "./maybe";
import { perStack } from "./per-stack";
import { marksOfReference, marksOfTarget, typesLeftOpen } from "./references";

export const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** What names a bucket in another resource. */
const bucketIds = ["id", "bucket", "arn", "bucketDomainName", "bucketRegionalDomainName"];

/** A setting of a bucket: a resource of its own, or the deprecated property of `Bucket` or `BucketV2`. */
interface Setting {
    readonly types: readonly string[];
    readonly inline: readonly string[];
}

export const encryption: Setting = {
    types: [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    ],
    inline: ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"],
};

export const versioning: Setting = {
    types: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
    inline: ["versioning", "versionings"],
};

export const logging: Setting = {
    types: ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"],
    inline: ["logging", "loggings"],
};

export const policy: Setting = { types: ["aws:s3/bucketPolicy:BucketPolicy"], inline: ["policy"] };

export const publicAccessBlock: Setting = {
    types: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
    inline: [],
};

interface BucketJudgement {
    readonly setting: Setting;
    /** Buckets that the rule is not about. */
    readonly isExempt?: (bucket: Resource) => Maybe;
    /** What is wrong with a bucket that has no such setting. */
    readonly missing: string;
    /** Looks at a setting: the properties of its resource, or the bucket's own deprecated one. */
    readonly judge: (setting: Value) => void;
}

/** Looks at every bucket of a stack for one setting. */
export function judgeBuckets<P>(stack: Stack, review: Review<P>, judgement: BucketJudgement): void {
    const settings = new Candidates<Resource>();
    for (const one of stack.ofType(...judgement.setting.types)) settings.add(one, marksOfNamed(stack, one, ["bucket"]));
    for (const bucket of stack.ofType(...bucketTypes)) {
        review.decide(() => {
            judgeBucket(stack, review, bucket, settings, judgement);
        });
    }
}

function judgeBucket<P>(
    stack: Stack,
    { decide, violation, undetermined }: Review<P>,
    bucket: Resource,
    candidates: Candidates<Resource>,
    { setting, isExempt = () => false, missing, judge }: BucketJudgement,
): void {
    const exempt = isExempt(bucket);
    if (exempt === true) return;
    const { settings, mayBeElsewhere } = settingsOf(stack, bucket, candidates, setting);
    if (exempt === undefined || (settings.length === 0 && mayBeElsewhere)) {
        undetermined(bucket, "only the update will know which settings are those of this bucket");
        return;
    }
    if (settings.length === 0) violation(bucket, missing);
    for (const value of settings) {
        decide(() => {
            judge(value);
        });
    }
}

/** A resource of its own goes before the bucket's property: AWS takes what comes last, and that is the resource. */
function settingsOf(stack: Stack, bucket: Resource, candidates: Candidates<Resource>, { inline }: Setting) {
    const resources = candidates.find(marksOfTarget(bucket, bucketIds)).map((resource) => ({
        resource,
        isOfBucket: names(stack, resource, ["bucket"], bucket),
    }));
    const own = resources.filter(({ isOfBucket }) => isOfBucket === true).map(({ resource }) => resource.properties);
    const mayBeElsewhere = resources.some(({ isOfBucket }) => isOfBucket === undefined);
    // The provider's outputs have empty text where there is no policy.
    const ownProperties = inline
        .flatMap((property) => oneOrMany(given(bucket, property)))
        .filter((value) => value.isUnknown || value.raw() !== "");
    return { settings: own.length > 0 ? own : ownProperties, mayBeElsewhere };
}

/** Whether a property names a bucket. It may also come from a setting, which has the name of its bucket in turn. */
function names(stack: Stack, from: Resource, keys: Keys, bucket: Resource): Maybe {
    const isNamed = refersTo(from, keys, bucket, bucketIds);
    if (isNamed !== undefined) return isNamed;
    const between = settingBetween(stack, from, keys);
    return between && refersTo(between, "bucket", bucket, bucketIds);
}

type Keys = readonly [string, ...(string | number)[]];

/** The one setting that a property comes from, if there is one. */
function settingBetween(stack: Stack, from: Resource, keys: Keys): Resource | undefined {
    const sources = [...new Set(from.dependenciesOf(keys[0]))].map((urn) => stack.withUrn(urn));
    const [setting, ...more] = sources.filter((source) => source?.type.startsWith("aws:s3/bucket") === true);
    return more.length === 0 ? setting : undefined;
}

/** The marks of the buckets that a property names, or may name. */
function marksOfNamed(stack: Stack, from: Resource, keys: Keys): Marks {
    const open = typesLeftOpen(from, keys, bucketTypes);
    const between = open.length > 0 ? settingBetween(stack, from, keys) : undefined;
    if (between === undefined) return marksOfReference(from, keys, bucketTypes);
    const own = marksOfReference(from, keys, []);
    const further = marksOfReference(between, "bucket", open);
    return own && further && [...own, ...further];
}

/** The elements of a list, or what stands where `BucketV2` has a list and `Bucket` has one; none where it is missing. */
export function oneOrMany(value: Value): Value[] {
    if (value.isUnknown) return [value];
    if (value.isMissing) return [];
    return Array.isArray(value.raw()) ? value.list() : [value];
}

/** What writes its logs to a bucket, and the property that names it. */
interface LogWriter {
    readonly types: readonly string[];
    readonly property: string;
    readonly below?: string;
}

/** S3 and the load balancers write to buckets that S3 encrypts with keys of its own, and to no others. */
const writersWithoutKms: readonly LogWriter[] = [
    { types: logging.types, property: "targetBucket" },
    { types: bucketTypes, property: "logging", below: "targetBucket" },
    { types: bucketTypes, property: "loggings", below: "targetBucket" },
    ...["accessLogs", "connectionLogs", "healthCheckLogs"].map((property) => ({
        types: [
            "aws:lb/loadBalancer:LoadBalancer",
            "aws:alb/loadBalancer:LoadBalancer",
            "aws:elb/loadBalancer:LoadBalancer",
        ],
        property,
        below: "bucket",
    })),
];

const writers: readonly LogWriter[] = [
    ...writersWithoutKms,
    { types: ["aws:cloudfront/distribution:Distribution"], property: "loggingConfig", below: "bucket" },
    { types: ["aws:cloudtrail/trail:Trail"], property: "s3BucketName" },
    { types: ["aws:ec2/flowLog:FlowLog"], property: "logDestination" },
];

/** Whether something in the stack writes its logs to a bucket. */
export function takesLogs(stack: Stack, bucket: Resource): Maybe {
    return isWrittenBy(stack, bucket, allWriters(stack));
}

/** Whether a bucket takes logs that can't be encrypted with a KMS key. */
export function takesLogsWithoutKms(stack: Stack, bucket: Resource): Maybe {
    return isWrittenBy(stack, bucket, allWithoutKms(stack));
}

/** A resource that may write its logs to buckets, and how. */
interface Writing {
    readonly resource: Resource;
    readonly writer: LogWriter;
}

const allWriters = perStack((stack) => writingIn(stack, writers));
const allWithoutKms = perStack((stack) => writingIn(stack, writersWithoutKms));

function writingIn(stack: Stack, logWriters: readonly LogWriter[]): Candidates<Writing> {
    const all = new Candidates<Writing>();
    for (const writer of logWriters) {
        for (const resource of stack.ofType(...writer.types)) {
            all.add({ resource, writer }, marksOfDestinations(stack, resource, writer));
        }
    }
    return all;
}

function marksOfDestinations(stack: Stack, resource: Resource, writer: LogWriter): Marks {
    const marks = readable(() => destinationsOf(resource, writer).map((keys) => marksOfNamed(stack, resource, keys)));
    return marks?.reduce<Marks>((some, more) => some && more && [...some, ...more], []);
}

function isWrittenBy(stack: Stack, bucket: Resource, all: Candidates<Writing>): Maybe {
    return any(all.find(marksOfTarget(bucket, bucketIds)), ({ resource, writer }) =>
        resource.urn === bucket.urn
            ? false
            : any(destinationsOf(resource, writer), (keys) => names(stack, resource, keys, bucket)),
    );
}

/** The keys to what names the buckets that a resource writes to. */
function destinationsOf(resource: Resource, { property, below }: LogWriter): Keys[] {
    // A flow log that goes to CloudWatch names its log group there.
    const destination = resource.properties.at("logDestinationType");
    if (property === "logDestination" && !destination.isUnknown && destination.text() !== "s3") return [];
    const value = given(resource, property);
    if (below === undefined || value.isUnknown) return [[property]];
    const isList = Array.isArray(value.raw());
    return [...oneOrMany(value).keys()].map((index) => (isList ? [property, index, below] : [property, below]));
}
