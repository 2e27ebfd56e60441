// Package tracing sends the spans of requests to an OpenTelemetry collector. Where none is configured, none of it runs.
package tracing

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// stopTimeout bounds how long the program's end waits for a collector.
const stopTimeout = 3 * time.Second

// Start sends what is traced from now on to the collector, continues the traces of incoming requests (W3C's traceparent),
// and returns what sends the rest at the end. How many traces are kept, OTEL_TRACES_SAMPLER says.
func Start(endpoint, color, version string, log *slog.Logger) (stop func(), err error) {
	exporter, err := otlptrace.New(context.Background(), newClient(endpoint, log))
	if err != nil {
		return nil, fmt.Errorf("traces: %w", err)
	}
	own := resource.NewSchemaless(
		attribute.String("service.name", "alchemorsel"), attribute.String("service.version", version), attribute.String("color", color),
	)
	about, err := resource.Merge(own, resource.Environment())
	if err != nil {
		return nil, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter, sdk.WithExportTimeout(sendTimeout)), sdk.WithResource(about))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	// That the collector cannot be reached, the client logs once.
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Debug("tracing", "error", err) }))
	return func() {
		bounded, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if err := provider.Shutdown(bounded); err != nil {
			log.Warn("the last traces are lost", "error", err)
		}
	}, nil
}

// Untraced is for work that belongs to no request: nothing that runs in this context begins a trace.
func Untraced(ctx context.Context) context.Context {
	return trace.ContextWithSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{1}, SpanID: trace.SpanID{1}, // valid, and not sampled
	}))
}
