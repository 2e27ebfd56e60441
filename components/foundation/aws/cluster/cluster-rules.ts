import type { Problem } from "../../../problems";
import { propertyPath } from "../../../problems";
import { parseCidr } from "../network/cidr";
import { retentionProblem } from "../log-retention";
import { checkName } from "../name-limits";

/** Who may do what in the cluster, as one access entry. */
export interface ClusterAccessEntry {
    /** ARN of the IAM role or user. */
    principalArn: string;
    /** Name of one of EKS's access policies, such as `AmazonEKSClusterAdminPolicy`, for the whole cluster. */
    policy: string;
}

/** What the rules look at, of a Cluster's args. */
export interface ClusterNumbers {
    clusterName?: string;
    version: string;
    addonVersions: Record<string, string | undefined>;
    publicAccessCidrs: string[];
    access: Record<string, ClusterAccessEntry>;
    logRetentionDays: number;
}

const versionPattern = /^1\.\d{2}$/;
const addonVersionPattern = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;
const principalPattern = /^arn:aws:iam::\d{12}:(role|user)\/.+$/;

/** What is wrong with the args of a Cluster. */
export function clusterProblems(name: string, args: ClusterNumbers): Problem[] {
    const problems: Problem[] = [];
    const report = (reason: string | undefined, ...path: string[]) => {
        if (reason !== undefined) {
            problems.push({ propertyPath: propertyPath(...path), reason });
        }
    };
    if (args.clusterName === undefined) report(checkName("eksCluster", name), "name");
    else report(checkName("eksCluster", args.clusterName), "clusterName");
    report(versionProblem(args.version), "version");
    report(retentionProblem(args.logRetentionDays), "logRetentionDays");
    for (const [addon, version] of Object.entries(args.addonVersions)) {
        report(addonProblem(version), "addonVersions", addon);
    }
    for (const [index, cidr] of args.publicAccessCidrs.entries()) {
        report(publicAccessProblem(cidr), "publicAccessCidrs", String(index));
    }
    for (const [entry, { principalArn, policy }] of Object.entries(args.access)) {
        report(principalProblem(principalArn), "access", entry, "principalArn");
        report(policyProblem(policy), "access", entry, "policy");
    }
    if (Object.keys(args.access).length === 0) {
        report("is empty: nobody could reach the cluster, not even who creates it", "access");
    }
    return problems;
}

function versionProblem(version: string): string | undefined {
    return versionPattern.test(version) ? undefined : `is no version of EKS such as 1.35; it is ${version}`;
}

/** An add-on without a version is looked up in AWS at each preview, and changes when nobody asked for it. */
export function addonProblem(version: string | undefined): string | undefined {
    if (version === undefined) {
        return "is missing: pin it (aws eks describe-addon-versions)";
    }
    return addonVersionPattern.test(version) ? undefined : `is no version such as v1.11.4-eksbuild.2; it is ${version}`;
}

/** Half of the internet is the internet too. */
function publicAccessProblem(text: string): string | undefined {
    const cidr = parseCidr(text);
    if (cidr === undefined) {
        return `is no IPv4 block such as 203.0.113.0/24; it is ${text}`;
    }
    return cidr.prefix < 8 ? `opens the API server to the world; it is ${text}` : undefined;
}

function principalProblem(arn: string): string | undefined {
    if (/:assumed-role\//.test(arn)) {
        return `is a session of a role, not the role: arn:aws:iam::<account>:role/<name>; it is ${arn}`;
    }
    return principalPattern.test(arn) ? undefined : `is no ARN of an IAM role or user; it is ${arn}`;
}

function policyProblem(policy: string): string | undefined {
    return /^AmazonEKS\w+Policy$/.test(policy)
        ? undefined
        : `is none of EKS's access policies such as AmazonEKSClusterAdminPolicy; it is ${policy}`;
}
