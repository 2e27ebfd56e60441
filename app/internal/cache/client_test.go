package cache

import (
	"context"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/alicebob/miniredis/v2"
	"github.com/gomodule/redigo/redis"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// An answer that comes too late is nobody's: least of all the next command's.
func TestConnectionOfATimeoutIsNotUsedAgain(t *testing.T) {
	var connections atomic.Int32
	client := open(t, config.Cache{Address: servicetest.Listen(t, func(client net.Conn) {
		number := connections.Add(1)
		for {
			if _, err := client.Read(make([]byte, 4096)); err != nil {
				return
			}
			if number == 1 {
				time.Sleep(200 * time.Millisecond)
			}
			_, _ = fmt.Fprintf(client, "$1\r\n%d\r\n", number)
		}
	})}).redis
	short, cancel := context.WithTimeout(background, 50*time.Millisecond)
	defer cancel()
	if answer, err := client.do(short, "GET", "first"); err == nil {
		t.Fatalf("got %s", answer)
	}
	for range 2 {
		if answer, err := redis.String(client.do(background, "GET", "second")); answer != "2" || err != nil {
			t.Fatalf("got %q, %v", answer, err)
		}
	}
}

func TestConnectionsAreBounded(t *testing.T) {
	most := connectionsPerProcessor * runtime.GOMAXPROCS(0)
	var connections atomic.Int32
	release := make(chan struct{})
	client := open(t, config.Cache{Address: servicetest.Listen(t, func(client net.Conn) {
		connections.Add(1)
		for {
			if _, err := client.Read(make([]byte, 4096)); err != nil {
				return
			}
			<-release
			_, _ = io.WriteString(client, "+OK\r\n")
		}
	})}).redis
	var group sync.WaitGroup
	for range 2 * most {
		group.Go(func() {
			if _, err := client.do(background, "SET"); err != nil {
				t.Error(err)
			}
		})
	}
	servicetest.Eventually(t, 10*time.Second, "all connections are in use", func() bool { return int(connections.Load()) >= most })
	short, cancel := context.WithTimeout(background, 50*time.Millisecond)
	defer cancel()
	if _, err := client.do(short, "GET"); err != context.DeadlineExceeded {
		t.Errorf("waiting for a connection ended with %v", err)
	}
	close(release)
	group.Wait()
	if n := int(connections.Load()); n != most {
		t.Errorf("%d connections, not %d", n, most)
	}
}

// A Redis that was started anew costs one failure, not one for each connection to the one before.
func TestRestartOfRedisEndsIdleConnections(t *testing.T) {
	server := miniredis.RunT(t)
	recipes, _ := withRedis(t, config.Cache{Address: server.Addr()})
	cache := recipes.cache
	var idle []redis.Conn
	for range 5 {
		idle = append(idle, cache.redis.pool.Get())
	}
	for _, conn := range idle {
		conn.Close()
	}
	server.Close()
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	if cache.probe(background); cache.Available() {
		t.Fatal("the first connection still works")
	}
	if cache.probe(background); !cache.Available() {
		t.Fatal("the second connection is another of before")
	}
}

// answers sends these bytes to whoever asks, one by one where there are few.
func answers(t *testing.T, text string) *client {
	return open(t, config.Cache{Address: servicetest.Listen(t, func(client net.Conn) {
		_, _ = client.Read(make([]byte, 4096))
		for len(text) > 0 && len(text) < 100 {
			_, _ = io.WriteString(client, text[:1])
			text = text[1:]
			time.Sleep(time.Millisecond)
		}
		_, _ = io.WriteString(client, text)
		_, _ = client.Read(make([]byte, 4096))
	})}).redis
}

func TestAnswersComeThrough(t *testing.T) {
	long := strings.Repeat("ab\n", mostBytes/3)
	for text, want := range map[string]string{
		"+OK\r\n": "OK", "$3\r\na\r\n\r\n": "a\r\n", "$0\r\n\r\n": "", fmt.Sprintf("$%d\r\n%s\r\n", len(long), long): long,
	} {
		if got, err := redis.String(answers(t, text).do(background, "GET")); got != want || err != nil {
			t.Errorf("%.40q: got %.40q, %v", text, got, err)
		}
	}
	if _, err := redis.String(answers(t, "$-1\r\n").do(background, "GET")); err != redis.ErrNil {
		t.Errorf("got %v", err)
	}
}

// What asks for more memory than there may be is found out before it gets any, also behind a good answer.
func TestAnswersThatComeThroughToNobody(t *testing.T) {
	for _, text := range []string{
		fmt.Sprintf("$%d\r\n", mostBytes+1), "$9223372036854775807\r\n", "$99999999999999999999\r\n", "$\r\n", "$x\r\n", "\r\n", "HTTP/1.1 400\r\n",
		"*9223372036854775807\r\n", "*1\r\n+OK\r\n", "%1\r\n", "+" + strings.Repeat("x", longestLine+1),
	} {
		for _, before := range []string{"", "+OK\r\n", "$2\r\n$9\r\n"} {
			c := checked{Conn: said{Reader: strings.NewReader(before + text)}}
			if passed, err := io.ReadAll(&c); err == nil || !strings.Contains(err.Error(), "no answer of Redis") {
				t.Errorf("%.40q: %.40q came through, %v", before+text, passed, err)
			}
		}
		if _, err := answers(t, text).do(background, "GET"); err == nil || !strings.Contains(err.Error(), "no answer of Redis") {
			t.Errorf("%.40q: got %v", text, err)
		}
	}
}

// said is a connection on which this comes.
type said struct {
	net.Conn
	io.Reader
}

func (s said) Read(into []byte) (int, error) { return s.Reader.Read(into) }

func TestSpansOfCommands(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	server := miniredis.RunT(t)
	client := open(t, config.Cache{Address: server.Addr()}).redis
	client.tracer = sdk.NewTracerProvider(sdk.WithSpanProcessor(recorder)).Tracer("test")
	_, _ = client.do(background, "GET", "a-secret")
	server.SetError("ERR it does not work")
	_, _ = client.do(background, "SET", "a-secret", "and another")
	server.Close()

	spans := recorder.Ended()
	if len(spans) != 2 || spans[0].Name() != "GET" || spans[1].Name() != "SET" {
		t.Fatalf("got %v", spans)
	}
	if miss := spans[0].Status(); miss.Code != codes.Unset {
		t.Errorf("a miss is no failure: %v", miss)
	}
	if failure := spans[1].Status(); failure.Code != codes.Error || failure.Description != "ERR it does not work" {
		t.Errorf("got %v", failure)
	}
	for _, span := range spans {
		attributes := attribute.NewSet(span.Attributes()...)
		system, _ := attributes.Value("db.system.name")
		operation, _ := attributes.Value("db.operation.name")
		if span.SpanKind() != trace.SpanKindClient || system.AsString() != "redis" || operation.AsString() != span.Name() {
			t.Errorf("%s has %v", span.Name(), span.Attributes())
		}
		if text := fmt.Sprint(span.Attributes(), span.Events()); strings.Contains(text, "secret") {
			t.Errorf("an argument is in %s", text)
		}
	}
}
