import { checkov, cisEks, resourceRule, securityHub } from "../rule";

export const eksSecretsKms = resourceRule({
    id: "eks-secrets-kms",
    level: "mandatory",
    severity: "high",
    what: "Kubernetes Secrets of a cluster are encrypted with a KMS key of your own.",
    why: "AWS encrypts them with a key of its own at least, from Kubernetes 1.28 on. With yours you decide who may decrypt them, see each use in CloudTrail, and can take the key away. Once set, it can't be unset.",
    fix: `new aws.eks.Cluster("shop", {
    encryptionConfig: { provider: { keyArn: key.arn }, resources: ["secrets"] },
});`,
    controls: [...securityHub("EKS.3"), ...cisEks("5.3.1"), ...checkov("CKV_AWS_58")],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
    types: ["aws:eks/cluster:Cluster"],
    check({ properties }, { decide, violation }) {
        const encryption = properties.at("encryptionConfig");
        if (encryption.isMissing) {
            violation(encryption, "is not set: Secrets would not be encrypted with a key of your own");
            return;
        }
        decide(() => {
            const encrypted = encryption.at("resources");
            if (!encrypted.texts().includes("secrets")) violation(encrypted, "does not list secrets");
        });
        decide(() => {
            const key = encryption.at("provider", "keyArn");
            // The key of the same program: it will be there.
            if (key.isUnknown) return;
            if ((key.text() ?? "") === "") violation(key, "is not set: it must name a KMS key");
        });
    },
});
