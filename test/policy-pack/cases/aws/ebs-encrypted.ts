import { ebsEncrypted } from "../../../../policy-pack/aws/ebs-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const volume = "aws:ebs/volume:Volume";
const instance = "aws:ec2/instance:Instance";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";
const source = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html";

export const cases: RuleCases = {
    rule: ebsEncrypted,
    compliant: {
        "a volume": {
            source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-creating-volume.html",
            resources: {
                type: volume,
                properties: { availabilityZone: "eu-central-1a", size: 80, type: "gp3", encrypted: true },
            },
        },
        "an encrypted volume from a snapshot that is not": {
            source,
            resources: {
                type: volume,
                properties: {
                    availabilityZone: "eu-central-1a",
                    snapshotId: unknown,
                    encrypted: true,
                    kmsKeyId: unknown,
                },
            },
        },
        "an instance with two volumes and a disk of its host": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html",
            resources: {
                type: instance,
                properties: {
                    ami: "ami-0abcdef1234567890",
                    instanceType: "m5d.large",
                    rootBlockDevice: { encrypted: true, volumeSize: 20, volumeType: "gp3" },
                    ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: true, volumeSize: 100 }],
                    ephemeralBlockDevices: [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }],
                },
            },
        },
        "a launch template, which has texts": {
            source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html",
            resources: {
                type: launchTemplate,
                properties: {
                    imageId: "ami-0abcdef1234567890",
                    blockDeviceMappings: [
                        { deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeSize: 20, volumeType: "gp3" } },
                        { deviceName: "/dev/sdb", virtualName: "ephemeral0" },
                        { deviceName: "/dev/sdc", noDevice: "true" },
                    ],
                },
            },
        },
    },
    violating: {
        "a volume by default": {
            resources: { type: volume, properties: { availabilityZone: "eu-central-1a", size: 80 } },
            at: ["encrypted"],
        },
        "a key, and off all the same": {
            resources: { type: volume, properties: { kmsKeyId: unknown, encrypted: false } },
            at: ["encrypted"],
        },
        "an instance that says nothing of its root volume": {
            resources: { type: instance, properties: { ami: unknown, instanceType: "t3.micro" } },
            at: ["rootBlockDevice.encrypted"],
        },
        "the second volume of an instance, beside an unknown root": {
            resources: {
                type: instance,
                properties: {
                    rootBlockDevice: { encrypted: unknown },
                    ebsBlockDevices: [
                        { deviceName: "/dev/sdf", encrypted: true },
                        { deviceName: "/dev/sdg", volumeSize: 100 },
                    ],
                },
            },
            at: ["ebsBlockDevices[1].encrypted"],
        },
        "a volume of a launch template": {
            resources: {
                type: launchTemplate,
                properties: { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 20 } }] },
            },
            at: ["blockDeviceMappings[0].ebs.encrypted"],
        },
        "off in a launch template": {
            resources: {
                type: launchTemplate,
                properties: {
                    blockDeviceMappings: [{ ebs: { encrypted: "false", snapshotId: "snap-066877671789bd71b" } }],
                },
            },
            at: ["blockDeviceMappings[0].ebs.encrypted"],
        },
        "the legacy twins": {
            resources: [
                {
                    type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
                    name: "spot",
                    properties: { spotPrice: "0.03", rootBlockDevice: { volumeSize: 20 } },
                },
                {
                    type: "aws:ec2/launchConfiguration:LaunchConfiguration",
                    name: "launch",
                    properties: {
                        rootBlockDevice: { encrypted: true },
                        ebsBlockDevices: [
                            { deviceName: "/dev/sdf", noDevice: false },
                            { deviceName: "/dev/sdg", noDevice: true },
                        ],
                    },
                },
            ],
            at: ["spot rootBlockDevice.encrypted", "launch ebsBlockDevices[0].encrypted"],
        },
        "of a wrong type": { resources: { type: volume, properties: { encrypted: "yes" } }, at: ["encrypted"] },
    },
    unknown: {
        "decided by another resource": {
            resources: { type: volume, properties: { encrypted: unknown } },
            undetermined: ["encrypted"],
        },
        "a volume as its snapshot is": {
            resources: { type: volume, properties: { snapshotId: "snap-066877671789bd71b" } },
            undetermined: ["encrypted"],
        },
        "whether there is a snapshot": {
            resources: { type: volume, properties: { snapshotId: unknown } },
            undetermined: ["snapshotId"],
        },
        "an instance of a launch template": {
            resources: { type: instance, properties: { launchTemplate: { id: "lt-0abcd290751193123", version: "1" } } },
            undetermined: ["rootBlockDevice"],
        },
        "a launch template that leaves volumes to the image": {
            resources: { type: launchTemplate, properties: { imageId: unknown } },
            undetermined: ["blockDeviceMappings"],
        },
        "one of two volumes": {
            resources: { type: launchTemplate, properties: { blockDeviceMappings: [{ ebs: unknown }, { ebs: {} }] } },
            undetermined: ["blockDeviceMappings[0].ebs"],
            at: ["blockDeviceMappings[1].ebs.encrypted"],
        },
        "all volumes beside the root": {
            resources: { type: instance, properties: { ebsBlockDevices: unknown, rootBlockDevice: { volumeSize: 8 } } },
            undetermined: ["ebsBlockDevices"],
            at: ["rootBlockDevice.encrypted"],
        },
    },
};
