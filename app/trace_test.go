package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/servicetest"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collector keeps the spans that it is sent.
type collector struct {
	*httptest.Server
	mutex sync.Mutex
	spans []*tracepb.Span
}

func newCollector(t *testing.T) *collector {
	t.Helper()
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var sent tracepb.TracesData
		if err != nil || r.URL.Path != "/v1/traces" || proto.Unmarshal(body, &sent) != nil {
			t.Errorf("no OTLP: %s %v", r.URL, err)
		}
		c.mutex.Lock()
		defer c.mutex.Unlock()
		for _, resource := range sent.ResourceSpans {
			if about := fmt.Sprint(resource.Resource); !strings.Contains(about, "9.9.9") || !strings.Contains(about, "green") {
				t.Errorf("sent of %s", about)
			}
			for _, scope := range resource.ScopeSpans {
				c.spans = append(c.spans, scope.Spans...)
			}
		}
	}))
	t.Cleanup(c.Close)
	return c
}

// of is the spans of a trace by their names, and the kinds of those that begin another one.
func (c *collector) of(trace string) (spans map[string]*tracepb.Span, others []tracepb.Span_SpanKind) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	spans = map[string]*tracepb.Span{}
	for _, span := range c.spans {
		if hex.EncodeToString(span.TraceId) == trace {
			spans[span.Name] = span
		} else if len(span.ParentSpanId) == 0 {
			others = append(others, span.Kind)
		}
	}
	return spans, others
}

// One request is one trace, which goes on from the client's to the database and the cache. What is left is sent at the end.
func TestTraceOfARequest(t *testing.T) {
	const trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
	postgres := servicetest.StartPostgres(t)
	redis := servicetest.StartRedis(t)
	host, port, _ := strings.Cut(redis.Config().Address, ":")
	sent := newCollector(t)
	p := start(t, migrated(t, postgres), "CACHE_HOST="+host, "CACHE_PORT="+port, "CACHE_PASSWORD_FILE="+redis.Config().PasswordFile,
		"OTEL_EXPORTER_OTLP_ENDPOINT="+sent.URL, "LOG_LEVEL=debug", "DRAIN_SECONDS=0")
	p.waitReady(t)
	servicetest.Eventually(t, 10*time.Second, "the cache is available", func() bool {
		return strings.Contains(p.logs.String(), "cache is available")
	})
	path := recipes + "/" + p.call(t, http.MethodPost, recipes, soup, 201).ID.String()
	request, err := http.NewRequest(http.MethodGet, p.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("traceparent", "00-"+trace+"-"+parent+"-01")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	p.signal(t, syscall.SIGTERM)
	if code := p.exitCode(t, 10*time.Second); code != 0 {
		t.Fatalf("exit code %d", code)
	}

	spans, others := sent.of(trace)
	served, sql, cached := spans["GET "+recipes+"/{id}"], spans["SELECT"], spans["GET"]
	if served == nil || sql == nil || cached == nil {
		t.Fatalf("got %v", spans)
	}
	if hex.EncodeToString(served.ParentSpanId) != parent || served.Kind != tracepb.Span_SPAN_KIND_SERVER {
		t.Errorf("it does not continue the client's: %v", served)
	}
	for _, span := range []*tracepb.Span{sql, cached} {
		if string(span.ParentSpanId) != string(served.SpanId) || span.Kind != tracepb.Span_SPAN_KIND_CLIENT {
			t.Errorf("it is no part of the request: %v", span)
		}
	}
	if slices.ContainsFunc(others, func(kind tracepb.Span_SpanKind) bool { return kind != tracepb.Span_SPAN_KIND_SERVER }) {
		t.Errorf("what no request asked for is traced: %v", others)
	}
	if !strings.Contains(p.logs.String(), `"trace_id":"`+trace+`","span_id":"`+hex.EncodeToString(served.SpanId)) {
		t.Error("the log has no trace")
	}
	for _, span := range spans {
		if text := span.String(); strings.Contains(text, "carrot") || strings.Contains(text, "Boil") || strings.Contains(text, "gold") {
			t.Errorf("a recipe or a secret is in a span: %s", text)
		}
	}
}

// A collector that is away costs nothing but its spans.
func TestNoCollector(t *testing.T) {
	p := start(t, migrated(t, servicetest.StartPostgres(t)), "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:"+servicetest.FreePort(t), "DRAIN_SECONDS=0")
	p.waitReady(t)
	p.call(t, http.MethodPost, recipes, soup, 201)
	p.signal(t, syscall.SIGTERM)
	if code := p.exitCode(t, 10*time.Second); code != 0 || strings.Count(p.logs.String(), "traces are not sent") != 1 {
		t.Fatalf("exit code %d", code)
	}
}
