import { requiredTags } from "../../../../policy-pack/aws/required-tags";
import { type RuleCases, unknown } from "../../rule-cases";

const queue = "aws:sqs/queue:Queue";
const parameters = { tags: ["team", "cost-center"] };
const bothTags = { team: "shop", "cost-center": "4711" };

export const cases: RuleCases = {
    rule: requiredTags,
    compliant: {
        "what it carries itself": {
            source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
            parameters,
            resources: { type: "aws:s3/bucket:Bucket", properties: { tags: { ...bothTags, Name: "orders" } } },
        },
        "its provider's default tags, as the engine has them": {
            source: "https://www.pulumi.com/registry/packages/aws/api-docs/provider/",
            parameters,
            resources: {
                type: queue,
                properties: { tags: { team: "orders" } },
                provider: { region: "eu-central-1", defaultTags: JSON.stringify({ tags: bothTags }) },
            },
        },
        "its provider's default tags, as an object": {
            source: "https://www.pulumi.com/registry/packages/aws/api-docs/provider/",
            parameters,
            resources: { type: queue, properties: {}, provider: { defaultTags: { tags: bothTags } } },
        },
        "what the default provider made of its default tags": {
            source: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
            parameters,
            resources: { type: queue, properties: { tags: { team: "shop" }, tagsAll: bothTags } },
        },
        "values that are yet unknown or empty": {
            source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
            parameters,
            resources: { type: queue, properties: { tags: { team: unknown, "cost-center": "" } } },
        },
        "nothing, where the stack asks for nothing": {
            source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
            resources: { type: queue, properties: {} },
        },
        "what takes no tags": {
            source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html",
            parameters,
            resources: { type: "aws:sqs/queuePolicy:QueuePolicy", properties: { queueUrl: unknown, policy: "{}" } },
        },
        "what is not of AWS": {
            source: "https://kubernetes.io/docs/concepts/configuration/configmap/",
            parameters,
            resources: { type: "kubernetes:core/v1:ConfigMap", properties: { data: {} } },
        },
    },
    violating: {
        "none at all": { parameters, resources: { type: queue, properties: {} }, at: ["tags"] },
        "one of two": {
            parameters,
            resources: { type: "aws:ec2/vpc:Vpc", properties: { cidrBlock: "10.0.0.0/16", tags: { team: "shop" } } },
            at: ["tags"],
        },
        "another case": {
            parameters: { tags: ["team"] },
            resources: { type: queue, properties: { tags: { Team: "shop" } } },
            at: ["tags"],
        },
        "neither itself nor by its provider": {
            parameters,
            resources: {
                type: queue,
                properties: { tags: { team: "shop" } },
                provider: { defaultTags: JSON.stringify({ tags: { service: "orders" } }) },
            },
            at: ["tags"],
        },
        "a provider without default tags": {
            parameters,
            resources: { type: queue, properties: { tags: {} }, provider: { region: "eu-central-1" } },
            at: ["tags"],
        },
        "an unknown value beside it": {
            parameters,
            resources: { type: queue, properties: { tags: { team: unknown } } },
            at: ["tags"],
        },
        "of a wrong type": {
            parameters,
            resources: { type: queue, properties: { tags: ["team", "cost-center"] } },
            at: ["tags"],
        },
    },
    unknown: {
        "the tags": { parameters, resources: { type: queue, properties: { tags: unknown } }, undetermined: ["tags"] },
        "the tags, where the provider has them all": {
            parameters,
            resources: { type: queue, properties: { tags: unknown }, provider: { defaultTags: { tags: bothTags } } },
            undetermined: [],
        },
        "the provider's default tags": {
            parameters,
            resources: { type: queue, properties: { tags: { team: "shop" } }, provider: { defaultTags: unknown } },
            undetermined: ["defaultTags"],
        },
        "the provider's default tags, where it carries them all itself": {
            parameters,
            resources: { type: queue, properties: { tags: bothTags }, provider: { defaultTags: unknown } },
            undetermined: [],
        },
        "what the default provider makes of them": {
            parameters,
            resources: { type: queue, properties: { tags: { team: unknown }, tagsAll: unknown } },
            undetermined: ["tagsAll"],
        },
    },
};
