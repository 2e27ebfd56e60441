package main

import (
	_ "embed"
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// One resource a line: the Terraform resource, and module and name of the Pulumi resource.
//
//go:embed tokens.txt
var tokens string

// The Terraform provider has resources of two plugin generations; each token is dispatched to one of them.
const (
	byPluginSDK       = 0
	byPluginFramework = 1
)

// addResources maps the resources of tokens.txt, leaves out the others, and returns who serves which token.
func addResources(info *tfbridge.ProviderInfo, sdk *schema.Provider) map[string]int {
	info.Resources = map[string]*tfbridge.ResourceInfo{}
	dispatch := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(tokens), "\n") {
		words := strings.Fields(line)
		name, token := words[0], tfbridge.MakeResource("aws", words[1], words[2])
		if _, known := info.P.ResourcesMap().GetOk(name); !known {
			panic("there is no Terraform resource " + name)
		}
		info.Resources[name] = &tfbridge.ResourceInfo{Tok: token, Fields: fieldsOf(name, sdk.ResourcesMap[name])}
		dispatch[string(token)] = byPluginFramework
		if sdk.ResourcesMap[name] != nil {
			dispatch[string(token)] = byPluginSDK
		}
	}
	info.P.ResourcesMap().Range(func(name string, _ shim.Resource) bool {
		if info.Resources[name] == nil {
			info.IgnoreMappings = append(info.IgnoreMappings, name)
		}
		return true
	})
	info.SetAutonaming(255, "-")
	return dispatch
}
