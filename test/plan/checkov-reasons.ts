import type { Reasons } from "./findings";

const logsBucket = "aws_s3_bucket.*-logs-bucket";

/** Why checks of Checkov's `terraform_plan` fail and it is right so. Resources are `<Terraform type>.<Pulumi name>`. */
export const awsReasons: Reasons = {
    CKV_AWS_18: {
        [logsBucket]:
            "It takes the load balancer's logs, and only the log delivery writes to it: a log of that would need a bucket of its own, and that one again.",
    },
    CKV_AWS_144: {
        [logsBucket]:
            "Logs of requests are no data that a recovery in another region needs, and a copy would double their price.",
    },
    CKV_AWS_145: {
        [logsBucket]:
            "The log delivery of load balancers supports S3's own key alone; with one of KMS it delivers nothing (docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).",
    },
    CKV_AWS_157: {
        "aws_db_instance.alchemorsel-staging-*":
            "Staging may wait for a restore when a zone is lost, at half the price. Production has a standby; so does every stack that doesn't say otherwise.",
    },
    CKV_AWS_226: {
        "aws_db_instance.*-instance":
            "The stack pins the minor release: it is raised by a change that is reviewed and tried in staging first. A stack that gives the major version alone follows the minor ones.",
    },
    CKV_AWS_260: {
        "aws_vpc_security_group_ingress_rule.*-load-balancer-ingress-80-*":
            "The load balancer of a public site; its listener on port 80 redirects to HTTPS and does nothing else.",
    },
    CKV_AWS_338: {
        "aws_cloudwatch_log_group.alchemorsel-staging-*":
            "What staging logs of its own traffic is kept for 30 days; production, and every stack that doesn't say otherwise, keeps it for a year.",
    },
    CKV_AWS_378: {
        "aws_lb_target_group.*-traffic-*":
            "TLS ends at the load balancer, in private subnets and between security groups that name each other; the pods have no certificates, here as on a local cluster.",
    },
    CKV2_AWS_57: {
        "aws_secretsmanager_secret.*-secrets-editor-key":
            "People sign in with it: whoever changes it has to tell them, in the three steps of docs/aws.md, in which the old key is still valid.",
    },
    CKV2_AWS_62: {
        [logsBucket]: "Nothing acts on the arrival of a log; alarms watch the load balancer's metrics.",
    },
    CKV2_AWS_76: {
        "aws_lb.*-load-balancer":
            "The firewall has the rules against Log4j (AWSManagedRulesKnownBadInputsRuleSet). The check wants AWSManagedRulesAnonymousIpList too, which turns away everybody behind a VPN or a cloud's address.",
    },
};

/** The same for `kubernetes`: resources are `<kind>.<namespace>.<name>`. */
export const kubernetesReasons: Reasons = {
    CKV_K8S_11: {
        "*": "A CPU limit would slow a pod down while its node has time to spare; the request alone guarantees the pod's share.",
    },
    CKV_K8S_40: {
        "Deployment.*.cache": "The image's own user. No folder of the host is mounted, so there are no files to share.",
        "StatefulSet.*.database":
            "The image's own user, to whom the files of existing volumes belong: PostgreSQL starts for their owner alone.",
    },
};

const vpcAndKeys =
    "EC2, ACM, KMS and AWS Backup make up the ARNs of what they create, so there is no name to limit these to. They are single actions, in the stack's regions alone (OtherRegions), in an account that has one stack.";
const ceiling =
    "A permissions boundary gives nothing: it is the most that a role of the stack may get by policies of its own, which name what they are for.";

/** The same for `cloudformation`: resources are `<type>.<logical ID>`. */
export const bootstrapReasons: Reasons = {
    CKV_AWS_18: {
        "AWS::S3::Bucket.StateBucket":
            "Who reads and writes the state shows in CloudTrail, by data events of this bucket; logs of access would need a bucket of their own, and that one again.",
    },
    CKV_AWS_109: {
        "AWS::IAM::ManagedPolicy.DataPolicy": vpcAndKeys,
        "AWS::IAM::ManagedPolicy.Boundary": ceiling,
    },
    CKV_AWS_111: {
        "AWS::IAM::ManagedPolicy.NetworkPolicy": vpcAndKeys,
        "AWS::IAM::ManagedPolicy.DataPolicy": vpcAndKeys,
        "AWS::IAM::ManagedPolicy.AccountPolicy":
            "Cost Explorer's monitors and subscriptions have ARNs made of random IDs, and belong to no region.",
        "AWS::IAM::ManagedPolicy.Boundary": ceiling,
    },
};
