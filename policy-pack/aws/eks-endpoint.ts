import { checkov, cisEks, resourceRule, securityHub } from "../rule";
import { isWorld } from "./cidr";

export const eksEndpoint = resourceRule<{ allowPublic: boolean }>({
    id: "eks-endpoint",
    level: "mandatory",
    severity: "high",
    what: "The API server of a cluster is reached through its VPC, and from the internet at most by the networks that it names.",
    why: "Anyone can try stolen credentials, or the next hole of the API server, on an endpoint that is open to the internet. Without the private endpoint the nodes' own traffic leaves the VPC.",
    fix: `new aws.eks.Cluster("shop", {
    vpcConfig: { subnetIds, endpointPrivateAccess: true, endpointPublicAccess: false },
});`,
    controls: [...securityHub("EKS.1"), ...cisEks("5.4.1", "5.4.2"), ...checkov("CKV_AWS_38", "CKV_AWS_39")],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    parameters: {
        allowPublic: {
            description:
                "Whether there may be a public endpoint for the networks of `publicAccessCidrs`. EKS.1, CIS EKS 5.4.2 and CKV_AWS_39 ask for false.",
            type: "boolean",
            default: true,
        },
    },
    types: ["aws:eks/cluster:Cluster"],
    check({ properties }, { parameters, decide, violation }) {
        const vpc = properties.at("vpcConfig");
        decide(() => {
            const inVpc = vpc.at("endpointPrivateAccess");
            if (inVpc.bool() !== true) violation(inVpc, "is not true: nodes would reach the API server from outside");
        });
        decide(() => {
            const inPublic = vpc.at("endpointPublicAccess");
            if (inPublic.bool() === false) return;
            if (!parameters.allowPublic) {
                violation(inPublic, "is not false: the API server would have a public endpoint");
                return;
            }
            const networks = vpc.at("publicAccessCidrs");
            if (networks.list().length === 0) {
                violation(networks, "names no networks: the API server would be open to the internet");
            }
            for (const network of networks.list()) {
                decide(() => {
                    if (isWorld(network.text() ?? "")) violation(network, "is the internet, or a good part of it");
                });
            }
        });
    },
});
