package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// Terraform data source → module and name of the Pulumi function.
var functions = map[string][2]string{
	"aws_availability_zones":  {"index", "getAvailabilityZones"},
	"aws_caller_identity":     {"index", "getCallerIdentity"},
	"aws_eks_addon_version":   {"eks", "getAddonVersion"},
	"aws_eks_cluster":         {"eks", "getCluster"},
	"aws_iam_policy_document": {"iam", "getPolicyDocument"},
	"aws_partition":           {"index", "getPartition"},
	"aws_region":              {"index", "getRegion"},
	"aws_ssm_parameter":       {"ssm", "getParameter"},
}

// addFunctions is to functions what addResources is to resources.
func addFunctions(info *tfbridge.ProviderInfo, sdk *schema.Provider) map[string]int {
	info.DataSources = map[string]*tfbridge.DataSourceInfo{}
	dispatch := map[string]int{}
	for name, words := range functions {
		token := tfbridge.MakeDataSource("aws", words[0], words[1])
		info.DataSources[name] = &tfbridge.DataSourceInfo{Tok: token}
		dispatch[string(token)] = byPluginFramework
		if sdk.DataSourcesMap[name] != nil {
			dispatch[string(token)] = byPluginSDK
		}
	}
	info.P.DataSourcesMap().Range(func(name string, _ shim.Resource) bool {
		if info.DataSources[name] == nil {
			info.IgnoreMappings = append(info.IgnoreMappings, name)
		}
		return true
	})
	return dispatch
}
