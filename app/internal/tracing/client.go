package tracing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

const sendTimeout = 5 * time.Second

// client sends spans as OTLP over HTTP. OpenTelemetry's own one is a hundred packages of gRPC and five megabytes more.
type client struct {
	url     string
	log     *slog.Logger
	failing atomic.Bool
}

func newClient(endpoint string, log *slog.Logger) *client {
	return &client{url: strings.TrimSuffix(endpoint, "/") + "/v1/traces", log: log}
}

func (c *client) Start(context.Context) error { return nil }

func (c *client) Stop(context.Context) error { return nil }

// UploadTraces sends one batch. One that the collector does not take is lost, and logged where the one before was taken.
func (c *client) UploadTraces(ctx context.Context, spans []*tracepb.ResourceSpans) error {
	err := c.send(ctx, spans)
	if was := c.failing.Swap(err != nil); was == (err != nil) {
		return err
	}
	if err != nil {
		c.log.Warn("traces are not sent, requests go on without", "error", err)
	} else {
		c.log.Info("traces are sent again")
	}
	return err
}

func (c *client) send(ctx context.Context, spans []*tracepb.ResourceSpans) error {
	// In protobuf's bytes the same message as the service's ExportTraceServiceRequest, whose Go package is gRPC's.
	body, err := proto.Marshal(&tracepb.TracesData{ResourceSpans: spans})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-protobuf")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10)) // so that the connection is used again
	if response.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("the collector answered %s", response.Status)
	}
	return nil
}
