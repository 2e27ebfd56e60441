package server

import (
	"net/http"
	"slices"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

// withTrace makes a request a span, which the mux' pattern names. What is asked of the service itself is none, and neither
// is a stream, which would be one of hours.
func withTrace(next http.Handler) http.Handler {
	return otelhttp.NewHandler(next, "", otelhttp.WithFilter(func(r *http.Request) bool {
		return !slices.Contains(ofService, r.URL.Path) && !lasts(r)
	}))
}
