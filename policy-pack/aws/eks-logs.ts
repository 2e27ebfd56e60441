import { checkov, cisEks, resourceRule, securityHub } from "../rule";

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const eksLogs = resourceRule({
    id: "eks-logs",
    level: "mandatory",
    severity: "medium",
    what: "A cluster sends all five logs of its control plane to CloudWatch.",
    why: "Without them nobody can tell who did what in the cluster, or why it failed. They can't be had afterwards.",
    fix: `new aws.eks.Cluster("shop", {
    enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
});`,
    controls: [...securityHub("EKS.8"), ...cisEks("2.1.1"), ...checkov("CKV_AWS_37")],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    types: ["aws:eks/cluster:Cluster"],
    check({ properties }, { violation }) {
        const enabled = properties.at("enabledClusterLogTypes");
        const unknowns = enabled.list().filter((type) => type.isUnknown);
        const known = enabled.list().flatMap((type) => (type.isUnknown ? [] : type.text()));
        const missing = logTypes.filter((type) => !known.includes(type));
        if (missing.length > unknowns.length) violation(enabled, `leaves out ${missing.join(", ")}`);
        // As many unknown ones may be just those.
        else if (missing.length > 0) unknowns[0]?.text();
    },
});
