import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("eks-nodes-private-vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = new aws.ec2.Subnet("eks-nodes-private-subnet", {
    vpcId: vpc.id,
    cidrBlock: "10.0.0.0/20",
    mapPublicIpOnLaunch: true,
});

new aws.eks.NodeGroup("eks-nodes-private", {
    clusterName: "shop",
    nodeRoleArn: "arn:aws:iam::111122223333:role/eks-node",
    scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 4 },
    subnetIds: [subnet.id],
});
