// Package server is the HTTP face of the service.
package server

import (
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Info says what runs; it is on every response.
type Info struct {
	Color   string
	Version string
	// Fault is none, or one that tests ask for.
	Fault string
	// RateLimit is how many requests a client may send to the API in ten seconds; 0 is any number.
	RateLimit int
	// Proxies stand before the service, and write the client's address into X-Forwarded-For.
	Proxies int
}

// Server answers requests. Make one with New.
type Server struct {
	info           Info
	log            *slog.Logger
	checks         []Check
	metrics        *metrics
	handler        http.Handler
	draining       atomic.Bool
	unavailableLog onceEach
}

// New puts the routes together.
func New(info Info, recipes recipe.Store, checks []Check, registry *prometheus.Registry, log *slog.Logger) *Server {
	s := &Server{
		info:           info,
		log:            log,
		checks:         checks,
		metrics:        newMetrics(registry, info),
		unavailableLog: onceEach{interval: time.Second},
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", s.wrap(s.root))
	mux.Handle("GET /livez", s.wrap(s.live))
	mux.Handle("GET /readyz", s.wrap(s.ready))
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	recipeHandlers{recipes}.register(mux, s.wrap)
	registerDocument(mux, s.wrap)
	limited := newClientLimit(info.RateLimit, info.Proxies).with(withProblems(mux))
	s.handler = s.withRequest(s.withObservation(withFault(info.Fault, limited)))
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) root(w http.ResponseWriter, _ *http.Request) error {
	writeJSON(w, http.StatusOK, map[string]string{"name": "alchemorsel", "color": s.info.Color, "version": s.info.Version})
	return nil
}
