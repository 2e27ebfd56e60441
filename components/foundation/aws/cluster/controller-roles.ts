import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Controller, type ControllerAccount, controllerProblems, controllers } from "./controller-roles-rules";
import { secretReadStatements } from "./external-secrets-policy";
import { bindTargets, manageLoadBalancers } from "./load-balancer-controller-policy";
import { PodIdentity, type PodIdentityArgs, type PodIdentityTransform } from "./pod-identity";
import { volumeKeyStatements } from "./volume-key-policy";

export interface ControllerRolesArgs {
    /** Name of the EKS cluster. Changing it replaces the associations. */
    clusterName: pulumi.Input<string>;
    /** Region of the cluster. Changing it replaces the associations. */
    region: string;
    /**
     * AWS Load Balancer Controller; default no role. What it `manages` is changed in place:
     * - `targets`: only the targets of target groups that others made, by `TargetGroupBinding`;
     * - `load-balancers`: load balancers of its own too, for Ingress, Gateway and Services.
     */
    loadBalancerController?: ControllerAccount & { manages: "targets" | "load-balancers" };
    /** External Secrets Operator; default no role. It reads these secrets alone, with these keys. Changed in place. */
    externalSecrets?: ControllerAccount & {
        secretArns: pulumi.Input<string>[];
        keyArns: pulumi.Input<string>[];
    };
    /** EBS CSI driver; default no role. It encrypts volumes with this KMS key. Changed in place. */
    ebsCsiDriver?: ControllerAccount & { volumeKeyArn: pulumi.Input<string> };
    /** VPC CNI; default no role, and then the nodes' role needs its policy. */
    vpcCni?: ControllerAccount;
    /** Bends the role, policies and association of a controller, by the controller's name here, as in `PodIdentity`. */
    transform?: Partial<Record<Controller, PodIdentityTransform>>;
}

/**
 * What the controllers of a cluster may do in AWS: for each one that is given a role by Pod Identity, with what that one
 * needs and no more. EKS Auto Mode brings its own load balancing, volumes and networking; there only external-secrets is
 * needed.
 *
 * Pods don't reach the metadata of their node: give the AWS Load Balancer Controller's chart `region` and `vpcId`.
 * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 *
 * @example
 * ```ts
 * import { type Cluster, ControllerRoles, type Encryption, type Secrets } from "@alchemorsel/platform/aws";
 *
 * declare const cluster: Cluster;
 * declare const encryption: Encryption;
 * declare const secrets: Secrets;
 *
 * const controllerRoles = new ControllerRoles("staging", {
 *     clusterName: cluster.clusterName,
 *     region: "eu-central-1",
 *     loadBalancerController: { manages: "targets" },
 *     externalSecrets: { secretArns: Object.values(secrets.arns), keyArns: [encryption.keyArns.secrets] },
 *     ebsCsiDriver: { volumeKeyArn: encryption.keyArns.data },
 *     vpcCni: {},
 * });
 *
 * export const roleArns = controllerRoles.roleArns;
 * ```
 */
export class ControllerRoles extends pulumi.ComponentResource {
    /** ARN of the role of each controller that is given. */
    public readonly roleArns: Partial<Record<Controller, pulumi.Output<string>>>;

    constructor(name: string, args: ControllerRolesArgs, opts?: pulumi.ComponentResourceOptions) {
        throwProblems(`The args of controller roles ${name} are not valid.`, controllerProblems(name, args));
        super("alchemorsel:aws:ControllerRoles", name, {}, opts);
        const asked = (Object.keys(controllers) as Controller[]).filter((controller) => args[controller] !== undefined);
        this.roleArns = Object.fromEntries(
            asked.map((controller) => [controller, this.createRole(name, controller, args)]),
        );
        this.registerOutputs({ roleArns: this.roleArns });
    }

    private createRole(name: string, controller: Controller, args: ControllerRolesArgs): pulumi.Output<string> {
        const { key, namespace, serviceAccount, ...row } = controllers[controller];
        const identity: PodIdentityArgs = {
            ...row,
            clusterName: args.clusterName,
            region: args.region,
            namespace: args[controller]?.namespace ?? namespace,
            serviceAccount: args[controller]?.serviceAccount ?? serviceAccount,
            policies: ownPolicies(controller, args),
            transform: args.transform?.[controller],
        };
        return new PodIdentity(`${name}-${key}`, identity, { parent: this }).roleArn;
    }
}

function ownPolicies(controller: Controller, args: ControllerRolesArgs): PodIdentityArgs["policies"] {
    const { region, loadBalancerController, externalSecrets, ebsCsiDriver } = args;
    if (controller === "loadBalancerController" && loadBalancerController !== undefined) {
        return { own: loadBalancerController.manages === "targets" ? bindTargets : manageLoadBalancers() };
    }
    if (controller === "externalSecrets" && externalSecrets !== undefined) {
        const { secretArns, keyArns } = externalSecrets;
        return { own: secretReadStatements(region, secretArns, keyArns) };
    }
    if (controller === "ebsCsiDriver" && ebsCsiDriver !== undefined) {
        return { own: volumeKeyStatements(region, ebsCsiDriver.volumeKeyArn) };
    }
    return {};
}
