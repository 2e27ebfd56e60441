// prometheus-adapter with its external metrics alone, by its own flags: custom and resource metrics would be compiled for nobody.
package main

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"time"

	pmodel "github.com/prometheus/common/model"
	"k8s.io/apimachinery/pkg/api/meta"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/klog/v2"
	"sigs.k8s.io/custom-metrics-apiserver/pkg/cmd"
	prom "sigs.k8s.io/prometheus-adapter/pkg/client"
	"sigs.k8s.io/prometheus-adapter/pkg/config"
	"sigs.k8s.io/prometheus-adapter/pkg/external-provider"
	"sigs.k8s.io/prometheus-adapter/pkg/naming"
)

func main() {
	adapter := &cmd.AdapterBase{Name: "prometheus-adapter"}
	flags := adapter.Flags()
	address := flags.String("prometheus-url", "", "where Prometheus answers")
	file := flags.String("config", "", "file with the externalRules")
	interval := flags.Duration("metrics-relist-interval", 10*time.Minute, "how often to ask which metrics there are")
	age := flags.Duration("metrics-max-age", 10*time.Minute, "how long ago a metric may have been seen")
	must(0, flags.Parse(os.Args[1:]))

	rules := must(config.FromFile(*file)).ExternalRules
	// No rule of external metrics names a resource.
	namers := must(naming.NamersFromConfig(rules, meta.NewDefaultRESTMapper(nil)))
	base := prom.NewGenericAPIClient(&http.Client{Timeout: 10 * time.Second}, must(url.Parse(*address)), nil)
	ctx := genericapiserver.SetupSignalContext()
	client := patient{prom.NewClientForAPI(base, http.MethodGet)}
	metrics, runner := provider.NewExternalPrometheusProvider(client, namers, *interval, *age)
	runner.RunUntil(ctx.Done())
	adapter.WithExternalMetrics(metrics)
	must(0, adapter.Run(ctx))
}

// The client tells Prometheus of a deadline as if it were past, which Prometheus refuses: so it gets none.
type patient struct{ prom.Client }

func (each patient) Query(ctx context.Context, at pmodel.Time, query prom.Selector) (prom.QueryResult, error) {
	return each.Client.Query(context.WithoutCancel(ctx), at, query)
}

func must[T any](value T, err error) T {
	if err != nil {
		klog.Fatal(err)
	}
	return value
}
