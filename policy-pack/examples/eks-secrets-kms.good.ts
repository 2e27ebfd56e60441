import * as aws from "@pulumi/aws";

new aws.eks.Cluster("shop", {
    roleArn: "arn:aws:iam::111122223333:role/eks-cluster",
    vpcConfig: { subnetIds: ["subnet-0e2907431c9988b72", "subnet-04ad87f71c6e5ab4d"] },
    encryptionConfig: {
        provider: { keyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
        resources: ["secrets"],
    },
});
