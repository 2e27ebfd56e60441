package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

type fields = map[string]*tfbridge.SchemaInfo

// Properties that pulumi-aws names, or shapes, by hand. The test of the schema holds them against the SDK.
var named = map[string]fields{
	"aws_cloudwatch_metric_alarm": {"alarm_name": tfbridge.AutoName("name", 255, "-")},
	"aws_default_network_acl":     {"ingress": {Name: "ingress"}, "egress": {Name: "egress"}},
	"aws_default_security_group":  {"ingress": {Name: "ingress"}, "egress": {Name: "egress"}},
	"aws_eks_cluster":             {"certificate_authority": {Name: "certificateAuthority", MaxItemsOne: tfbridge.True()}},
	"aws_network_acl":             {"ingress": {Name: "ingress"}, "egress": {Name: "egress"}},
	"aws_route53_record": {
		"alias":                      {Name: "aliases", MaxItemsOne: tfbridge.False()},
		"failover_routing_policy":    {Name: "failoverRoutingPolicies", MaxItemsOne: tfbridge.False()},
		"geolocation_routing_policy": {Name: "geolocationRoutingPolicies", MaxItemsOne: tfbridge.False()},
		"latency_routing_policy":     {Name: "latencyRoutingPolicies", MaxItemsOne: tfbridge.False()},
		"weighted_routing_policy":    {Name: "weightedRoutingPolicies", MaxItemsOne: tfbridge.False()},
	},
	"aws_security_group":         {"ingress": {Name: "ingress"}, "egress": {Name: "egress"}},
	"aws_sns_topic_subscription": {"topic_arn": {Name: "topic"}},
}

// Names that AWS wants shorter, or in lower case, than the plain rule makes them: a name that's too long for one of
// these is refused by the preview, and not by AWS in the middle of an update.
var autonamed = map[string]fields{
	"aws_cloudwatch_event_rule":         {"name": tfbridge.AutoName("name", 64, "-")},
	"aws_db_parameter_group":            {"name": lowerCase("name", 255)},
	"aws_db_subnet_group":               {"name": lowerCase("name", 255)},
	"aws_ecr_repository":                {"name": lowerCase("name", 256)},
	"aws_elasticache_replication_group": {"replication_group_id": lowerCase("replicationGroupId", 40)},
	"aws_iam_instance_profile":          {"name": tfbridge.AutoName("name", 128, "-")},
	"aws_iam_policy":                    {"name": tfbridge.AutoName("name", 128, "-")},
	"aws_iam_role":                      {"name": tfbridge.AutoName("name", 64, "-")},
	"aws_lb":                            {"name": tfbridge.AutoName("name", 32, "-")},
	"aws_lb_target_group":               {"name": tfbridge.AutoName("name", 32, "-")},
	"aws_s3_bucket":                     {"bucket": lowerCase("bucket", 63)},
}

// Documents that may also be given as objects.
var documents = map[string]string{
	"aws_cloudwatch_log_resource_policy": "policy_document",
	"aws_ecr_lifecycle_policy":           "policy",
	"aws_ecr_repository_policy":          "policy",
	"aws_iam_policy":                     "policy",
	"aws_iam_role":                       "assume_role_policy",
	"aws_iam_role_policy":                "policy",
	"aws_s3_bucket_policy":               "policy",
	"aws_sns_topic_policy":               "policy",
	"aws_sqs_queue_policy":               "policy",
}

func lowerCase(name string, longest int) *tfbridge.SchemaInfo {
	return tfbridge.AutoNameTransform(name, longest, strings.ToLower)
}

// fieldsOf is what there is to say of a resource's properties beside the bridge's own rules; resource is nil for one of
// the plugin framework.
func fieldsOf(name string, resource *schema.Resource) fields {
	all := fields{}
	for _, table := range []map[string]fields{named, autonamed} {
		for field, info := range table[name] {
			all[field] = info
		}
	}
	if document, found := documents[name]; found {
		all[document] = &tfbridge.SchemaInfo{Transform: tfbridge.TransformJSONDocument}
	}
	if resource == nil {
		return all
	}
	// Such a description can't be changed in place: with Terraform's, a stack that goes to the official plugin would
	// have its security groups replaced.
	for field, property := range resource.SchemaMap() {
		if property.Default == "Managed by Terraform" {
			all[field] = &tfbridge.SchemaInfo{Default: &tfbridge.DefaultInfo{Value: "Managed by Pulumi"}}
		}
	}
	return all
}
