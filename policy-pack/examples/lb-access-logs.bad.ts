import * as aws from "@pulumi/aws";

new aws.lb.LoadBalancer("lb-access-logs", {
    loadBalancerType: "application",
    subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-1a2b3c4d5e6f70819"],
});
