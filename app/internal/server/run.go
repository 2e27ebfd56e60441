package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The limits of a connection. A gateway keeps idle connections for less than idleTimeout, so it is the gateway that
// closes them, and none is closed under a request on its way.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	writeTimeout      = 20 * time.Second
	idleTimeout       = 120 * time.Second
	maxHeaderBytes    = 16 << 10
	// finishTimeout bounds the wait for requests in flight after the drain. None may last longer than writeTimeout.
	finishTimeout = 20 * time.Second
)

// Run serves until the context ends, and then drains: readiness turns false at once, for the drain time everything is
// still answered while the traffic moves away, then the listener closes and the requests in flight finish.
func (s *Server) Run(ctx context.Context, address string, drain time.Duration) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	s.log.Info("listening", "address", listener.Addr().String())
	return s.serve(ctx, listener, drain)
}

func (s *Server) serve(ctx context.Context, listener net.Listener, drain time.Duration) error {
	httpServer := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		// "OPTIONS *" is answered like any other request, with the headers of every response.
		DisableGeneralOptionsHandler: true,
		// Broken connections and malformed requests: the clients' business.
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	// Once the listener is closed: so their clients do not come back to this pod.
	httpServer.RegisterOnShutdown(func() { close(s.ending) })
	feeding, stop := context.WithCancel(context.Background()) // also while it drains
	defer stop()
	go s.feed.run(feeding)
	failed := make(chan error, 1)
	go func() { failed <- httpServer.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}

	s.draining.Store(true)
	s.log.Info("draining", "seconds", drain.Seconds())
	time.Sleep(drain)

	s.log.Info("closing the listener")
	bounded, cancel := context.WithTimeout(context.Background(), finishTimeout)
	defer cancel()
	if err := httpServer.Shutdown(bounded); err != nil {
		return fmt.Errorf("requests in flight did not finish within %s: %w", finishTimeout, err)
	}
	s.log.Info("drained")
	return nil
}
