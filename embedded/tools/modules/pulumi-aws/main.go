// A Pulumi provider for the package aws over the Terraform AWS provider's own code, through Pulumi's own bridge: the
// validation, planning and create/read/update/delete logic that the official plugin wraps, for the resources of
// tokens.txt and the functions of functions.go.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-provider-aws/xpprovider"
	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
)

// version is that of the SDK that it serves, or the engine would warn of another plugin than the SDK asked for. What it
// wraps is about that of release 7.21: what a newer one has and this has not is refused by its name, and listed in the test
// of the schema.
const version = "7.48.0"

func main() {
	ctx := context.Background()
	framework, sdk, err := xpprovider.GetProvider(ctx)
	check(err)
	info := tfbridge.ProviderInfo{
		P:       pf.MuxShimWithPF(ctx, shimv2.NewProvider(sdk), framework),
		Name:    "aws",
		Version: version,
	}
	metadata, err := json.Marshal(map[string]any{"mux": map[string]any{
		"resources": addResources(&info, sdk),
		"functions": addFunctions(&info, sdk),
	}})
	check(err)
	info.MetadataInfo = tfbridge.NewProviderMetadata(metadata)
	if len(os.Args) == 2 && os.Args[1] == "-schema" {
		_, err := os.Stdout.Write(generateSchema(info))
		check(err)
		return
	}
	pf.MainWithMuxer(ctx, "aws", info, schemaOf(info))
}

// schemaOf is what the official plugin has embedded. To generate it takes seconds, so the build has put it beside the program.
func schemaOf(info tfbridge.ProviderInfo) []byte {
	program, err := os.Executable()
	check(err)
	schema, err := os.ReadFile(filepath.Join(filepath.Dir(program), "pulumi-resource-aws.schema.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return generateSchema(info)
	}
	check(err)
	return schema
}

// Its complaints are about documentation, which isn't here.
func generateSchema(info tfbridge.ProviderInfo) []byte {
	quiet := diag.DefaultSink(io.Discard, io.Discard, diag.FormatOptions{Color: colors.Never})
	spec, err := tfgen.GenerateSchema(info, quiet)
	check(err)
	schema, err := json.Marshal(spec)
	check(err)
	return schema
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
