import { checkov, cisEks, resourceRule, securityHub } from "../rule";

export const ecrHardened = resourceRule({
    id: "ecr-hardened",
    level: "mandatory",
    severity: "high",
    what: "Tags of a repository can't be moved to another image, and each image is scanned as it is pushed.",
    why: "Whoever may push can put another image behind a tag that is deployed already. An image that nobody scanned brings its known holes along.",
    fix: `new aws.ecr.Repository("web", {
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
});`,
    controls: [...securityHub("ECR.1", "ECR.2"), ...cisEks("5.1.1"), ...checkov("CKV_AWS_51", "CKV_AWS_163")],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    types: ["aws:ecr/repository:Repository"],
    check({ properties }, { decide, violation }) {
        decide(() => {
            const mutability = properties.at("imageTagMutability");
            if (mutability.text() !== "IMMUTABLE") violation(mutability, "is not IMMUTABLE: tags could be moved");
        });
        decide(() => {
            const scan = properties.at("imageScanningConfiguration", "scanOnPush");
            if (scan.bool() !== true) violation(scan, "is not true: images would not be scanned as they are pushed");
        });
    },
});
