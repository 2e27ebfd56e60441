import { checkov, resourceRule, securityHub } from "../rule";

/**
 * In standard support after December 2, 2026, when 1.34 leaves it by AWS's user guide → until when. By AWS's samples
 * (aws-samples/sample-apex-skills) 1.35. That 1.36 is in it, AWS's release notes say; the month is 14 months from its release in
 * June 2026, by the press. A version that AWS has added since is added here, or in the stack's settings, and one that has left is
 * taken out.
 */
const standardSupport: Readonly<Record<string, string>> = {
    "1.35": "March 27, 2027",
    "1.36": "about August 2027",
};

const inWords = Object.entries(standardSupport).map(([version, end]) => `${version} until ${end}`);

export const eksVersion = resourceRule<{ versions: string[] }>({
    id: "eks-version",
    level: "advisory",
    severity: "medium",
    what: "A cluster runs a version of Kubernetes that is on the list: by default those in AWS's standard support as this pack was made.",
    why: "Past its 14 months of standard support a version costs several times as much an hour. A year later AWS raises the control plane by itself, on a day of its choosing, and what the new version no longer has breaks. Set `versions` to the ones that you have tried: AWS adds and retires about three a year, and the default list is as old as the pack.",
    fix: `new aws.eks.Cluster("shop", { version: "1.36" });`,
    controls: [...securityHub("EKS.2"), ...checkov("CKV_AWS_339")],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    parameters: {
        versions: {
            description: `The versions that a cluster may run, as in \`1.36\`. An empty list allows all. Those of the default are in standard support: ${inWords.join(", ")}.`,
            type: "array",
            items: { type: "string", pattern: "^1\\.\\d{2}$" },
            default: Object.keys(standardSupport),
        },
    },
    types: ["aws:eks/cluster:Cluster"],
    check({ properties }, { parameters: { versions }, violation, undetermined }) {
        if (versions.length === 0) return;
        const version = properties.at("version");
        const wanted = version.text();
        if (wanted === undefined) undetermined(version, "is not set: AWS chooses as the cluster is made");
        else if (!versions.includes(wanted)) violation(version, `is none of ${versions.join(", ")}`);
    },
});
