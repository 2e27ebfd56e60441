import { imdsv2 } from "../../../../policy-pack/aws/imdsv2";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:ec2/instance:Instance";
const spot = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
const launchConfiguration = "aws:ec2/launchConfiguration:LaunchConfiguration";

const machine = { ami: "ami-0123456789abcdef0", instanceType: "t4g.small", subnetId: unknown };
const tokens = "metadataOptions.httpTokens";
const hops = "metadataOptions.httpPutResponseHopLimit";

export const cases: RuleCases = {
    rule: imdsv2,
    compliant: {
        "an instance that requires tokens": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
            resources: {
                type: instance,
                properties: { ...machine, metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" } },
            },
        },
        "nodes whose pods use the metadata": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
            resources: {
                type: launchTemplate,
                properties: {
                    imageId: unknown,
                    instanceType: "m7g.large",
                    metadataOptions: {
                        httpEndpoint: unknown,
                        httpTokens: "required",
                        httpPutResponseHopLimit: 2,
                        instanceMetadataTags: "disabled",
                    },
                },
            },
        },
        "nodes whose pods have roles of their own": {
            source: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
            resources: {
                type: launchTemplate,
                properties: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
            },
            parameters: { maximumHops: 1 },
        },
        "metadata turned off": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html",
            resources: {
                type: instance,
                properties: {
                    ...machine,
                    metadataOptions: { httpEndpoint: "disabled", httpTokens: unknown, httpPutResponseHopLimit: 64 },
                },
            },
        },
        "a launch configuration": {
            source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-config.html",
            resources: {
                type: launchConfiguration,
                properties: {
                    imageId: "ami-0123456789abcdef0",
                    instanceType: "t3.micro",
                    metadataOptions: { httpTokens: "required" },
                },
            },
        },
    },
    violating: {
        "by default": { resources: { type: instance, properties: machine }, at: [tokens] },
        "said so": {
            resources: {
                type: launchTemplate,
                properties: { metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional" } },
            },
            at: [tokens],
        },
        "other options alone": {
            resources: { type: instance, properties: { metadataOptions: { instanceMetadataTags: "enabled" } } },
            at: [tokens],
        },
        "a spot request and a launch configuration": {
            resources: [
                { name: "spot", type: spot, properties: machine },
                { name: "fleet", type: launchConfiguration, properties: { metadataOptions: {} } },
            ],
            at: [`fleet ${tokens}`, `spot ${tokens}`],
        },
        "too many hops, tokens unknown": {
            resources: {
                type: launchTemplate,
                properties: { metadataOptions: { httpTokens: unknown, httpPutResponseHopLimit: 3 } },
            },
            at: [hops],
        },
        "two hops where pods have roles of their own": {
            resources: {
                type: launchTemplate,
                properties: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } },
            },
            parameters: { maximumHops: 1 },
            at: [hops],
        },
        "an instance that undoes what its launch template says": {
            resources: {
                type: instance,
                properties: { launchTemplate: { id: unknown }, metadataOptions: { httpTokens: "optional" } },
            },
            at: [tokens],
        },
        "of a wrong type": {
            resources: {
                type: instance,
                properties: { metadataOptions: { httpTokens: true, httpPutResponseHopLimit: "one" } },
            },
            at: [hops, tokens],
        },
    },
    unknown: {
        "whether tokens are required": {
            resources: { type: instance, properties: { metadataOptions: { httpTokens: unknown } } },
            undetermined: [tokens],
        },
        "how far it reaches": {
            resources: {
                type: instance,
                properties: { metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: unknown } },
            },
            undetermined: [hops],
            at: [tokens],
        },
        "whether there are metadata at all": {
            resources: {
                type: instance,
                properties: { metadataOptions: { httpEndpoint: unknown, httpTokens: "optional" } },
            },
            undetermined: ["metadataOptions.httpEndpoint"],
        },
        "all of the options": {
            resources: { type: launchTemplate, properties: { metadataOptions: unknown } },
            undetermined: ["metadataOptions"],
        },
        "what the launch template of an instance says": {
            resources: { type: instance, properties: { launchTemplate: { id: "lt-0123456789abcdef0" } } },
            undetermined: ["launchTemplate"],
        },
    },
};
