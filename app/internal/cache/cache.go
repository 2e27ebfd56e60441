// Package cache keeps copies of recipes in Redis. It only makes reads faster: each failure is a miss.
package cache

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/gomodule/redigo/redis"
)

const (
	// commandTimeout is what a request loses at most when Redis hangs, before the circuit opens.
	commandTimeout = 100 * time.Millisecond
	probeEvery     = time.Second
	probeTimeout   = 500 * time.Millisecond
)

// Cache is a Redis with a circuit: the first failed command opens it, and only Watch's probe closes it again. So a dead
// Redis costs the requests nothing but the one command that found out.
type Cache struct {
	redis  *client
	log    *slog.Logger
	closed atomic.Bool // the circuit: true lets commands through
	known  atomic.Bool // whether anything has been recorded yet
}

// Open prepares the cache. It does not connect: Watch does.
func Open(c config.Cache, log *slog.Logger) *Cache {
	return &Cache{redis: newClient(c), log: log}
}

// Close closes all connections.
func (c *Cache) Close() error { return c.redis.close() }

// Available tells whether commands are let through now; it costs nothing.
func (c *Cache) Available() bool { return c.closed.Load() }

// Watch probes Redis each second until the context ends.
func (c *Cache) Watch(ctx context.Context) {
	ticker := time.NewTicker(probeEvery)
	defer ticker.Stop()
	for {
		c.probe(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (c *Cache) probe(ctx context.Context) {
	bounded, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	_, err := c.redis.do(bounded, "PING")
	if err == nil { // connected; now as quick as a command has to be, or each one would find out anew that it is not
		quick, cancel := context.WithTimeout(bounded, commandTimeout)
		defer cancel()
		_, err = c.redis.do(quick, "PING")
	}
	if ctx.Err() == nil {
		c.record(err)
	}
}

// run executes one command within its time, if the circuit lets it through.
func (c *Cache) run(ctx context.Context, command func(context.Context) error) error {
	if !c.Available() {
		return errOpen
	}
	bounded, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	err := command(bounded)
	if errors.Is(err, redis.ErrNil) {
		return errMiss
	}
	if err != nil && ctx.Err() == nil { // a client that went away says nothing about Redis
		c.record(err)
	}
	return err
}

var (
	errOpen = errors.New("the cache is not available")
	errMiss = errors.New("not in the cache")
)

// record moves the circuit, and logs when it moved and what it found first.
func (c *Cache) record(err error) {
	works := err == nil
	first := !c.known.Swap(true)
	if c.closed.Swap(works) == works && !first {
		return
	}
	if works {
		c.log.Info("cache is available")
	} else {
		c.redis.forgo()
		c.log.Warn("cache is not available, reads go on without it", "error", err)
	}
}
