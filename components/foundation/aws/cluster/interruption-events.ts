/** One kind of event, by which EventBridge finds it. */
interface InterruptionEvent {
    source: "aws.ec2" | "aws.health";
    detailType: string;
    description: string;
}

/**
 * What Karpenter is told of, one rule for each row: it drains a node before AWS takes it away.
 * https://karpenter.sh/docs/concepts/disruption/#interruption
 */
export const interruptionEvents = {
    spot: {
        source: "aws.ec2",
        detailType: "EC2 Spot Instance Interruption Warning",
        description: "AWS takes back a spot instance in two minutes",
    },
    rebalance: {
        source: "aws.ec2",
        detailType: "EC2 Instance Rebalance Recommendation",
        description: "A spot instance is likely to be taken back",
    },
    state: {
        source: "aws.ec2",
        detailType: "EC2 Instance State-change Notification",
        description: "An instance stops or is terminated",
    },
    health: {
        source: "aws.health",
        detailType: "AWS Health Event",
        description: "AWS maintains or retires what an instance runs on",
    },
    reservation: {
        source: "aws.ec2",
        detailType: "EC2 Capacity Reservation Instance Interruption Warning",
        description: "AWS takes back an instance of an interruptible capacity reservation",
    },
} as const satisfies Record<string, InterruptionEvent>;
