import { regionAllowed } from "../../../../policy-pack/aws/region-allowed";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:s3/bucket:Bucket";
const source =
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html";
const parameters = { regions: ["eu-central-1", "eu-west-1"] };

export const cases: RuleCases = {
    rule: regionAllowed,
    compliant: {
        "by its own region": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-overview.html",
            resources: {
                type,
                properties: { bucket: "shop-orders", region: "eu-west-1", tags: { team: "orders" } },
                provider: { region: "us-east-1" },
            },
            parameters,
        },
        "by its provider's": {
            source,
            resources: { type, properties: { bucket: "shop-orders" }, provider: { region: "eu-central-1" } },
            parameters,
        },
        "a service without regions": {
            source,
            resources: [
                { type: "aws:iam/role:Role", name: "role", properties: { assumeRolePolicy: unknown } },
                {
                    type: "aws:route53/zone:Zone",
                    name: "zone",
                    properties: { name: "example.com" },
                    provider: { region: "us-east-1" },
                },
            ],
            parameters,
        },
        "a component and a provider, whose resources are seen themselves": {
            source: "https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",
            resources: [
                { type: "aws:s3:BucketEventSubscription", name: "uploads", properties: {} },
                { type: "pulumi:providers:aws", name: "virginia", properties: { region: "us-east-1" } },
            ],
            parameters,
        },
        "where nothing is asked for": {
            source,
            resources: { type, properties: { region: "us-east-1" } },
        },
        "unknown where nothing is asked for": {
            source,
            resources: { type, properties: { region: unknown }, provider: { region: unknown } },
        },
    },
    violating: {
        "by its own region": { resources: { type, properties: { region: "us-east-1" } }, parameters, at: ["region"] },
        "by its own, in an allowed provider": {
            resources: { type, properties: { region: "us-east-1" }, provider: { region: "eu-central-1" } },
            parameters,
            at: ["region"],
        },
        "by its provider's": {
            resources: { type, properties: { bucket: unknown }, provider: { region: "us-east-1" } },
            parameters,
            at: [""],
        },
        "a resolver, which is in a region other than zones": {
            resources: {
                type: "aws:route53/resolverEndpoint:ResolverEndpoint",
                properties: { direction: "INBOUND", securityGroupIds: unknown },
                provider: { region: "ap-southeast-2" },
            },
            parameters,
            at: [""],
        },
        "one of two": {
            resources: [
                { type: "aws:ec2/vpc:Vpc", name: "here", properties: { region: "eu-central-1" } },
                { type: "aws:ec2/vpc:Vpc", name: "there", properties: { region: "eu-central-2" } },
            ],
            parameters,
            at: ["there region"],
        },
        "of a wrong type": {
            resources: { type, properties: { region: ["eu-central-1"] } },
            parameters,
            at: ["region"],
        },
    },
    unknown: {
        "its own region": {
            resources: { type, properties: { region: unknown }, provider: { region: "eu-central-1" } },
            parameters,
            undetermined: ["region"],
        },
        "its provider's region": {
            resources: { type, properties: {}, provider: { region: unknown } },
            parameters,
            undetermined: [""],
        },
        "a provider that takes it from elsewhere": {
            resources: { type, properties: {}, provider: { profile: "shop" } },
            parameters,
            undetermined: [""],
        },
        "a provider that is not known here": {
            resources: { type, properties: { bucket: "shop-orders" } },
            parameters,
            undetermined: [""],
        },
    },
};
