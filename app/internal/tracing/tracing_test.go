package tracing

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

func logTo(text *bytes.Buffer) *slog.Logger { return slog.New(WithIDs(slog.NewTextHandler(text, nil))) }

func span(ctx context.Context) trace.SpanContext {
	_, span := otel.Tracer("test").Start(ctx, "test")
	defer span.End()
	return span.SpanContext()
}

func TestLinesHaveTheirTrace(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	var text bytes.Buffer
	log := logTo(&text).With("color", "blue").WithGroup("request")
	stop, err := Start(server.URL+"/", "blue", "1", log)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	known := span(t.Context())
	log.ErrorContext(trace.ContextWithSpanContext(t.Context(), known), "failed")
	if !strings.Contains(text.String(), "color=blue request.trace_id="+known.TraceID().String()) {
		t.Fatalf("got %s", text.String())
	}
	text.Reset()
	log.ErrorContext(t.Context(), "no trace")
	log.ErrorContext(Untraced(t.Context()), "no trace that is sent")
	if strings.Contains(text.String(), "trace_id") {
		t.Fatalf("got %s", text.String())
	}
	if span(Untraced(t.Context())).IsSampled() {
		t.Fatal("it begins a trace")
	}
}

func TestResourceAttributesAreTaken(t *testing.T) {
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
	stop, err := Start("http://127.0.0.1:1", "blue", "1", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	stop()
}

// One line when the collector goes, one when it is back, however many batches are lost.
func TestCollectorThatRefuses(t *testing.T) {
	var status atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(int(status.Load())) }))
	defer server.Close()
	var text bytes.Buffer
	c := newClient(server.URL, logTo(&text))
	send := func(answer int32, lines int) {
		t.Helper()
		status.Store(answer)
		if err := c.UploadTraces(t.Context(), nil); (err == nil) != (answer == 200) || strings.Count(text.String(), "\n") != lines {
			t.Fatalf("%v, log: %s", err, text.String())
		}
	}
	send(200, 0)
	send(503, 1)
	send(400, 1)
	send(200, 2)
	send(200, 2)
	if !strings.Contains(text.String(), "503 Service Unavailable") {
		t.Fatalf("the reason is missing: %s", text.String())
	}
}

// A collector that hangs holds up the program's end for a moment only.
func TestStopDoesNotWaitForACollectorThatHangs(t *testing.T) {
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-over }))
	defer server.Close()
	defer close(over)
	var text bytes.Buffer
	stop, err := Start(server.URL, "blue", "1", logTo(&text))
	if err != nil {
		t.Fatal(err)
	}
	span(t.Context())
	stop()
	if !strings.Contains(text.String(), "the last traces are lost") {
		t.Fatalf("got %s", text.String())
	}
}
