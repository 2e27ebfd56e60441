import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type * as pulumi from "@pulumi/pulumi";

import { type AmiType, amiTypes } from "./node-group-rules";

interface NodeTemplate {
    region: string;
    amiType: AmiType;
    volumeKeyArn: pulumi.Input<string>;
    volumeSizeGiB: number;
    securityGroupIds: pulumi.Input<string>[] | undefined;
    tags: Record<string, pulumi.Input<string>>;
}

/**
 * The launch template of a node group. Image, instance types, role and user data are left to EKS, which refuses or
 * merges them. https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export function nodeTemplate(template: NodeTemplate): LaunchTemplateArgs {
    const { region, securityGroupIds, tags } = template;
    return {
        region,
        updateDefaultVersion: true,
        // With one hop alone, pods that don't use the host's network can't reach the node's credentials.
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        monitoring: { enabled: true },
        blockDeviceMappings: volumes(template),
        ...(securityGroupIds === undefined ? {} : { vpcSecurityGroupIds: securityGroupIds }),
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
        tags,
    };
}

/** Bottlerocket has a small volume for the system, and images, logs and pods on a second one. */
function volumes({ amiType, volumeKeyArn, volumeSizeGiB }: NodeTemplate): LaunchTemplateArgs["blockDeviceMappings"] {
    const ebs = { volumeType: "gp3", encrypted: "true", kmsKeyId: volumeKeyArn, deleteOnTermination: "true" };
    const sized = { ...ebs, volumeSize: volumeSizeGiB };
    return amiTypes[amiType].system === "bottlerocket"
        ? [
              { deviceName: "/dev/xvda", ebs },
              { deviceName: "/dev/xvdb", ebs: sized },
          ]
        : [{ deviceName: "/dev/xvda", ebs: sized }];
}
