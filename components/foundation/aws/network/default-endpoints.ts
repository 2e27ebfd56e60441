/** Services with an interface endpoint unless said otherwise. */
export const defaultEndpoints = [
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "logs",
    "secretsmanager",
    "sts",
];
