import { cisEks, resourceRule } from "../rule";

export const eksAccessApi = resourceRule({
    id: "eks-access-api",
    level: "advisory",
    severity: "medium",
    what: "Who may enter a cluster is said in access entries of EKS only, not in its aws-auth ConfigMap.",
    why: "Whoever may write one ConfigMap makes anyone an administrator, and a slip in it locks everyone out. Access entries are seen and audited with the rest of AWS. The way goes from CONFIG_MAP over API_AND_CONFIG_MAP to API, and not back.",
    fix: `new aws.eks.Cluster("shop", { accessConfig: { authenticationMode: "API" } });`,
    controls: cisEks("4.1.7"),
    source: "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
    types: ["aws:eks/cluster:Cluster"],
    check({ properties }, { violation }) {
        const mode = properties.at("accessConfig", "authenticationMode");
        if (mode.text() !== "API") violation(mode, "is not API: the aws-auth ConfigMap would let in whom it names");
    },
});
