package tracing

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel/trace"
)

// WithIDs writes the trace of a line's context into it, where it is one that is sent.
func WithIDs(handler slog.Handler) slog.Handler { return ids{handler} }

type ids struct{ slog.Handler }

func (h ids) Handle(ctx context.Context, record slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsSampled() {
		record.AddAttrs(slog.String("trace_id", span.TraceID().String()), slog.String("span_id", span.SpanID().String()))
	}
	return h.Handler.Handle(ctx, record)
}

func (h ids) WithAttrs(attrs []slog.Attr) slog.Handler { return ids{h.Handler.WithAttrs(attrs)} }

func (h ids) WithGroup(name string) slog.Handler { return ids{h.Handler.WithGroup(name)} }
