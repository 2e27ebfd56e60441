import * as aws from "@pulumi/aws";

new aws.eks.Cluster("eks-access-api", {
    roleArn: "arn:aws:iam::111122223333:role/eks-cluster",
    vpcConfig: { subnetIds: ["subnet-0e2907431c9988b72", "subnet-04ad87f71c6e5ab4d"] },
    accessConfig: { authenticationMode: "CONFIG_MAP" },
});
