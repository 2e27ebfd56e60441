package cache

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"runtime"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/gomodule/redigo/redis"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

const (
	connectionsPerProcessor = 10
	// idleTimeout ends what a burst of requests has opened, before a server or something on the way to it does.
	idleTimeout = time.Minute
)

// client sends commands over a pool of connections, which it opens when they are needed. Each call's context bounds all
// that it waits for: a free connection, a new one, the answer. Nothing is tried twice: a miss is cheaper.
type client struct {
	pool    *redis.Pool
	address string
	dialer  interface {
		DialContext(ctx context.Context, network, address string) (net.Conn, error)
	}
	signIn  func(context.Context) (user, password string, err error) // for each connection; no password: none is needed
	tracer  trace.Tracer
	forgone atomic.Int64 // when forgo was called, in nanoseconds since 1970
}

func newClient(c config.Cache) *client {
	most := connectionsPerProcessor * runtime.GOMAXPROCS(0)
	client := &client{address: c.Address, dialer: &net.Dialer{}, signIn: signInOf(c), tracer: noop.Tracer{}}
	client.pool = &redis.Pool{
		DialContext: client.dial, TestOnBorrow: client.test,
		MaxActive: most, MaxIdle: most, Wait: true, IdleTimeout: idleTimeout,
	}
	if c.TLS {
		client.dialer = &tls.Dialer{Config: &tls.Config{MinVersion: tls.VersionTLS12}} // it adds the server's name
	}
	if c.IAM != nil {
		client.pool.MaxConnLifetime = iamConnectionLifetime
	}
	if c.Traced {
		client.tracer = otel.Tracer("alchemorsel.dev/app/internal/cache")
	}
	return client
}

func signInOf(c config.Cache) func(context.Context) (user, password string, err error) {
	switch {
	case c.IAM != nil:
		return newIAMSignIn(c.User, *c.IAM).userAndToken
	case c.PasswordFile != "":
		// Read for each connection, so that a rotated password needs no restart.
		return func(context.Context) (string, string, error) {
			password, err := config.Secret(c.PasswordFile)
			return c.User, password, err
		}
	}
	return func(context.Context) (string, string, error) { return "", "", nil }
}

func (c *client) close() error { return c.pool.Close() }

// forgo has every connection that is idle now replaced: what broke one has mostly broken them all, and each would cost
// another failure to find out.
func (c *client) forgo() { c.forgone.Store(time.Now().UnixNano()) }

var errForgone = errors.New("the connection is older than the last failure")

func (c *client) test(_ redis.Conn, lastUsed time.Time) error {
	if lastUsed.UnixNano() <= c.forgone.Load() {
		return errForgone
	}
	return nil
}

func (c *client) dial(ctx context.Context) (redis.Conn, error) {
	user, password, err := c.signIn(ctx)
	if err != nil {
		return nil, err
	}
	return redis.DialContext(ctx, "tcp", c.address, redis.DialContextFunc(c.connect), redis.DialUsername(user), redis.DialPassword(password))
}

// connect does all of TLS too, since redigo's handshake would not end with the context.
func (c *client) connect(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := c.dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &checked{Conn: conn}, nil
}

// do sends a command and returns its answer. The command is a span of its request's trace, without its arguments, which
// hold whole recipes. https://opentelemetry.io/docs/specs/semconv/db/redis/
func (c *client) do(ctx context.Context, command string, args ...any) (any, error) {
	ctx, span := c.tracer.Start(ctx, command, trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(semconv.DBSystemNameRedis, semconv.DBOperationName(command)))
	defer span.End()
	answer, err := c.send(ctx, command, args...)
	if err != nil {
		span.RecordError(err)
		span.SetAttributes(semconv.ErrorType(err))
		span.SetStatus(codes.Error, err.Error())
	}
	return answer, err
}

func (c *client) send(ctx context.Context, command string, args ...any) (any, error) {
	conn, err := c.pool.GetContext(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close() // back into the pool, unless its command did not get its answer
	return redis.DoContext(conn, ctx, command, args...)
}
