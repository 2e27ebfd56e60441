import { checkov, resourceRule, type Review, securityHub } from "../rule";
import type { Value } from "../value";
import { encryptVolumes, isOff, launchTemplateType, volumeType } from "./encrypt-volumes";

export const ebsEncrypted = resourceRule({
    id: "ebs-encrypted",
    level: "mandatory",
    severity: "high",
    what: "Volumes are encrypted, those of instances and launch templates too.",
    why: "A snapshot of the volume, and every volume that is made from it, can be read by whoever gets hold of it. It can't be turned on later: a volume is encrypted from its first day or copied to a new one.",
    fix: `new aws.ec2.Instance("web", {
    rootBlockDevice: { encrypted: true, volumeType: "gp3" },
    ...
});`,
    controls: [...securityHub("EC2.3", "EC2.181"), ...checkov("CKV_AWS_3", "CKV_AWS_8")],
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    types: [
        volumeType,
        launchTemplateType,
        "aws:ec2/instance:Instance",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    check({ type, properties }, review) {
        if (type === volumeType) look(properties, review);
        else if (type === launchTemplateType) lookIntoTemplate(properties, review);
        else lookIntoInstance(properties, review);
    },
    remediate: encryptVolumes,
});

function lookIntoTemplate(properties: Value, review: Review<object>): void {
    const mappings = properties.at("blockDeviceMappings");
    if (mappings.list().length === 0) {
        review.undetermined(mappings, "has no volume: the image says whether its own are encrypted");
    }
    forEachVolume(mappings, review, (mapping) => {
        look(mapping.at("ebs"), review);
    });
}

function lookIntoInstance(properties: Value, review: Review<object>): void {
    review.decide(() => {
        const root = properties.at("rootBlockDevice");
        if (root.isMissing && !properties.at("launchTemplate").isMissing) {
            review.undetermined(root, "is not set: the launch template says whether the volume is encrypted");
        } else {
            look(root, review);
        }
    });
    forEachVolume(properties.at("ebsBlockDevices"), review, (device) => {
        look(device, review);
    });
}

function look(volume: Value, { violation, undetermined }: Review<object>): void {
    const encrypted = volume.at("encrypted");
    if (encrypted.bool() === true) return;
    if (encrypted.isMissing && !volume.at("snapshotId").isMissing) {
        undetermined(encrypted, "is not set: the volume is encrypted only if its snapshot is");
    } else {
        violation(encrypted, "is not true: the volume would not be encrypted");
    }
}

/** Devices that are a volume: neither a disk of the host nor one of the image that is left out. */
function forEachVolume(devices: Value, { decide }: Review<object>, look: (device: Value) => void): void {
    decide(() => {
        for (const device of devices.list()) {
            decide(() => {
                const isVolume = device.at("virtualName").isMissing && isOff(device.at("noDevice").raw());
                if (isVolume) look(device);
            });
        }
    });
}
