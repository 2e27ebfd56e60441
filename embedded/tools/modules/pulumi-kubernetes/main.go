// The Kubernetes provider of Pulumi, from its published Go module. Its own main package embeds files that a generator
// writes into the source tree, so this one embeds the same files as the build copies them beside it.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

// version is the release that the module's commit belongs to.
const version = "4.25.0"

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

func main() {
	provider.Serve("kubernetes", version, schema, terraformMapping)
}
