import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";

export const imdsv2 = resourceRule<{ maximumHops: number }>({
    id: "imdsv2",
    level: "mandatory",
    severity: "high",
    what: "Instances answer for their metadata and credentials only to who has a session token (IMDSv2), and not far away.",
    why: "Without a token, whoever gets a server to fetch an address of their choice reads the instance's credentials. The hop limit keeps the token from traveling on: 1 keeps it on the machine, out of reach of containers with a network of their own.",
    fix: `metadataOptions: {
    httpTokens: "required",
    httpPutResponseHopLimit: 1, // 2 where containers need it
}`,
    controls: [...securityHub("EC2.8", "EC2.170", "AutoScaling.3"), ...checkov("CKV_AWS_79")],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
    parameters: {
        maximumHops: {
            description:
                "The most hops that an answer may travel. By default what AWS recommends for containers, since pods on EKS nodes that use the instance's metadata are one hop further away. Set it to 1 where pods have roles of their own, by Pod Identity or IRSA.",
            type: "integer",
            minimum: 1,
            maximum: 64,
            default: 2,
        },
    },
    types: [
        "aws:ec2/instance:Instance",
        "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    check({ properties }, { parameters, decide, violation, undetermined }) {
        const options = properties.at("metadataOptions");
        decide(() => {
            const tokens = options.at("httpTokens");
            if (!tokens.isUnknown && tokens.text() === "required") return;
            if (isOff(options)) return;
            const template = properties.at("launchTemplate");
            if (tokens.isMissing && isThere(template)) {
                undetermined(
                    template,
                    "may say whether tokens are required: metadataOptions of the instance itself say it",
                );
            } else if (tokens.text() !== "required") {
                violation(tokens, "is not required: the instance's credentials could be read without a session token");
            }
        });
        decide(() => {
            const hops = options.at("httpPutResponseHopLimit");
            if (!hops.isUnknown && (hops.number() ?? 1) <= parameters.maximumHops) return;
            if (isOff(options)) return;
            if ((hops.number() ?? 1) > parameters.maximumHops) {
                violation(hops, "is over the limit of the rule: tokens could travel off the instance");
            }
        });
    },
    remediate(properties) {
        const given = properties.metadataOptions ?? undefined;
        const options = given ?? {};
        if (!isSettings(options) || options.httpTokens === "required" || options.httpEndpoint === "disabled") {
            return false;
        }
        const saysNothing = (options.httpTokens ?? undefined) === undefined;
        if (saysNothing && (properties.launchTemplate ?? undefined) !== undefined) return false;
        options.httpTokens = "required";
        if (given === undefined) properties.metadataOptions = options;
        return true;
    },
});

function isSettings(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Nobody reads anything where the service is not there. */
function isOff(options: Value): boolean {
    return options.at("httpEndpoint").text() === "disabled";
}

function isThere(value: Value): boolean {
    return value.isUnknown || !value.isMissing;
}
