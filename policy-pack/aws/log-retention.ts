import { checkov, resourceRule, securityHub } from "../rule";

export const logRetention = resourceRule<{ minimumDays: number }>({
    id: "log-retention",
    level: "mandatory",
    severity: "medium",
    what: "Log groups keep their logs for a year or longer.",
    why: "Break-ins are often found months later. By then the logs that tell how it began are gone.",
    fix: `new aws.cloudwatch.LogGroup("orders", { retentionInDays: 365 });`,
    controls: [...securityHub("CloudWatch.16"), ...checkov("CKV_AWS_338")],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    parameters: {
        minimumDays: {
            description: "For how many days logs are kept at least.",
            type: "integer",
            default: 365,
            minimum: 1,
            maximum: 3653,
        },
    },
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    check({ properties }, { violation, parameters: { minimumDays } }) {
        const retention = properties.at("retentionInDays");
        // None, and 0, is for ever.
        const days = retention.number() ?? 0;
        if (days === 0 || days >= minimumDays) return;
        // It only passes logs on to S3 or Firehose; AWS ignores what is set here.
        if (properties.at("logGroupClass").text() === "DELIVERY") return;
        violation(retention, `is less than ${minimumDays} days`);
    },
});
