import type { CloudWatch, MetricDatum } from "@aws-sdk/client-cloudwatch";
import { ElasticLoadBalancingV2, type Rule } from "@aws-sdk/client-elastic-load-balancing-v2";

import { type ColorName, colors, perColor, type PerColor } from "../../components/colors";
import type { Weights } from "../../components/workload/weights";
import { reweighted } from "../../delivery/traffic/alb";

const region = "eu-central-1";

/** The load balancer of a stack with one workload, as the program makes it: by the engine's own hand, without what goes wrong in between. */
export interface Balancer {
    readonly elb: ElasticLoadBalancingV2;
    readonly arns: PerColor<string>;
    readonly loadBalancerArn: string;
    rule(): Promise<Rule>;
    /** The weights that the load balancer has. */
    weights(): Promise<Weights>;
    write(weights: Weights): Promise<void>;
    /** Puts another rule in the place of the one that is there. */
    replaceRule(): Promise<void>;
}

export async function createBalancer(url: string, shortName: string, workload: string): Promise<Balancer> {
    const credentials = { accessKeyId: "none", secretAccessKey: "none" };
    const elb = new ElasticLoadBalancingV2({ region, endpoint: url, credentials });
    const [subnets, [vpc = ""]] = [
        await ec2(url, "DescribeSubnets", "subnetId"),
        await ec2(url, "DescribeVpcs", "vpcId"),
    ];
    const made = await elb.createLoadBalancer({ Name: "alchemorsel-test", Subnets: subnets.slice(0, 2) });
    const loadBalancerArn = made.LoadBalancers![0]!.LoadBalancerArn!;
    const group = async (color: string) => {
        const name = `${shortName}-${workload}-${color}`;
        const input = { Name: name, Protocol: "HTTP", Port: 8080, VpcId: vpc, TargetType: "ip" } as const;
        const arn = (await elb.createTargetGroup(input)).TargetGroups![0]!.TargetGroupArn!;
        await elb.registerTargets({ TargetGroupArn: arn, Targets: [{ Id: "10.0.0.1" }, { Id: "10.0.0.2" }] });
        return arn;
    };
    const arns = { blue: await group("blue"), green: await group("green") };
    const listener = await elb.createListener({
        ...{ LoadBalancerArn: loadBalancerArn, Protocol: "HTTP", Port: 80 },
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
    });
    const listenerArn = listener.Listeners![0]!.ListenerArn!;
    const targetGroups = (weights: Weights) =>
        colors.map((color) => ({ TargetGroupArn: arns[color], Weight: weights[color] }));
    const createRule = (weights: Weights) =>
        elb.createRule({
            ListenerArn: listenerArn,
            Priority: 10,
            Conditions: [{ Field: "path-pattern", Values: ["/*"] }],
            Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: targetGroups(weights) } }],
        });
    await createRule({ blue: 100, green: 0 });
    const rule = async () =>
        (await elb.describeRules({ ListenerArn: listenerArn })).Rules!.find(({ IsDefault: isDefault }) => !isDefault)!;
    const weightsOf = ({ Actions: actions = [] }: Rule) =>
        perColor(
            (color) =>
                actions[0]!.ForwardConfig!.TargetGroups!.find(({ TargetGroupArn: arn }) => arn === arns[color])!
                    .Weight!,
        );
    return {
        ...{ elb, arns, loadBalancerArn, rule },
        weights: async () => weightsOf(await rule()),
        write: async (weights) => {
            const { RuleArn: arn, Actions: actions = [] } = await rule();
            await elb.modifyRule({ RuleArn: arn!, Actions: reweighted(arns, actions, weights) });
        },
        replaceRule: async () => {
            const old = await rule();
            await elb.deleteRule({ RuleArn: old.RuleArn! });
            await createRule(weightsOf(old));
        },
    };
}

/** What moto's default VPC has; a client for one question more would be a dependency more. */
async function ec2(url: string, action: string, field: string): Promise<string[]> {
    const scope = `Credential=none/20260101/${region}/ec2/aws4_request`;
    const headers = {
        authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=none`,
        "content-type": "application/x-www-form-urlencoded",
    };
    const answer = await fetch(url, { method: "POST", headers, body: `Action=${action}&Version=2016-11-15` });
    return [...(await answer.text()).matchAll(new RegExp(`<${field}>([^<]+)</${field}>`, "g"))].map(([, id]) => id!);
}

/** What one color does in a minute. */
export interface Minute {
    readonly all: number;
    /** By the color itself, with whatever status. */
    readonly answered: number;
    /** Of these, with 5xx. */
    readonly failed: number;
    /** How long each answer takes. */
    readonly seconds: number;
}

/** Tells CloudWatch what the load balancer would, of minutes such as `05:01`. */
export async function tellMinutes(
    cloudWatch: CloudWatch,
    { arns, loadBalancerArn }: Balancer,
    minutes: Readonly<Record<string, PerColor<Minute>>>,
    ownFailures = 0,
): Promise<void> {
    const balancer = { Name: "LoadBalancer", Value: loadBalancerArn.split(":loadbalancer/")[1]! };
    const data = Object.entries(minutes).flatMap(([minute, byColor]) => {
        const told = { Timestamp: new Date(`2026-11-28T${minute}:00.000Z`) };
        const ofColor = (color: ColorName): MetricDatum[] => {
            const { all, answered, failed, seconds } = byColor[color];
            const Dimensions = [{ Name: "TargetGroup", Value: arns[color].split(":").at(-1)! }, balancer];
            return [
                { ...told, Dimensions, MetricName: "RequestCount", Value: all },
                { ...told, Dimensions, MetricName: "HTTPCode_Target_2XX_Count", Value: answered - failed },
                ...(failed === 0
                    ? []
                    : [{ ...told, Dimensions, MetricName: "HTTPCode_Target_5XX_Count", Value: failed }]),
                { ...told, Dimensions, MetricName: "TargetResponseTime", Values: [seconds], Counts: [answered] },
            ];
        };
        const own = { ...told, Dimensions: [balancer], MetricName: "HTTPCode_ELB_5XX_Count", Value: ownFailures };
        return [...colors.flatMap(ofColor), ...(ownFailures === 0 ? [] : [own])];
    });
    await cloudWatch.putMetricData({ Namespace: "AWS/ApplicationELB", MetricData: data });
}
