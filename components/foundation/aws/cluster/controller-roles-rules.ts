import { type Problem, propertyPath } from "../../../problems";
import { regionProblem } from "../account";
import { podIdentityProblems } from "./pod-identity-rules";

/** A controller's ServiceAccount by the chart or the add-on that brings it, and the policies of AWS that it needs. */
interface ControllerRow {
    /** Name of the role's resource, after the component's. */
    key: string;
    namespace: string;
    serviceAccount: string;
    description: string;
    managedPolicies?: Record<string, string>;
}

export const controllers = {
    loadBalancerController: {
        key: "load-balancer",
        namespace: "kube-system",
        serviceAccount: "aws-load-balancer-controller",
        description: "AWS Load Balancer Controller",
    },
    externalSecrets: {
        key: "secrets",
        namespace: "external-secrets",
        serviceAccount: "external-secrets",
        description: "External Secrets Operator",
    },
    ebsCsiDriver: {
        key: "volumes",
        namespace: "kube-system",
        serviceAccount: "ebs-csi-controller-sa",
        description: "Amazon EBS CSI driver",
        managedPolicies: { driver: "service-role/AmazonEBSCSIDriverPolicy" },
    },
    vpcCni: {
        key: "network",
        namespace: "kube-system",
        serviceAccount: "aws-node",
        description: "Amazon VPC CNI",
        managedPolicies: { cni: "AmazonEKS_CNI_Policy" },
    },
} as const satisfies Record<string, ControllerRow>;

export type Controller = keyof typeof controllers;

/** Where a controller runs, if not where its chart or add-on puts it. */
export interface ControllerAccount {
    /** Namespace; default that of its chart or add-on. Changing it replaces the association. */
    namespace?: string;
    /** Name of the ServiceAccount; default that of its chart or add-on. Changing it replaces the association. */
    serviceAccount?: string;
}

/** What the rules look at, of a ControllerRoles' args. */
export type ControllerNames = { region: string } & Partial<Record<Controller, ControllerAccount>> & {
        externalSecrets?: { secretArns: readonly unknown[]; keyArns: readonly unknown[] };
    };

/** What is wrong with the args of ControllerRoles. */
export function controllerProblems(name: string, given: ControllerNames): Problem[] {
    const asked = (Object.keys(controllers) as Controller[]).filter((controller) => given[controller] !== undefined);
    return [
        ...problem(regionProblem(given.region), "region"),
        ...problem(asked.length === 0 ? "names no controller" : undefined, "args"),
        ...asked.flatMap((controller) => {
            const { key, ...row } = controllers[controller];
            const account = { ...row, ...given[controller] };
            return podIdentityProblems(`${name}-${key}`, { ...account, policies: ["own"] }, controller);
        }),
        ...secretsProblems(given.externalSecrets),
    ];
}

function secretsProblems(given: ControllerNames["externalSecrets"]): Problem[] {
    if (given === undefined) {
        return [];
    }
    return (["secretArns", "keyArns"] as const).flatMap((list) => [
        ...problem(given[list].length === 0 ? "is empty" : undefined, "externalSecrets", list),
        ...given[list].flatMap((arn, index) => problem(arnProblem(arn), "externalSecrets", list, String(index))),
    ]);
}

/** Only a text can be looked at before AWS says what it is. */
function arnProblem(arn: unknown): string | undefined {
    if (typeof arn !== "string") {
        return undefined;
    }
    if (/[*?]/.test(arn)) {
        return `stands for more than one; it is ${arn}`;
    }
    return arn.startsWith("arn:aws:") ? undefined : `is no ARN; it is ${arn}`;
}

function problem(reason: string | undefined, ...path: string[]): Problem[] {
    return reason === undefined ? [] : [{ propertyPath: propertyPath(...path), reason }];
}
