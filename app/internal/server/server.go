// Package server is the HTTP face of the service.
package server

import (
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/once"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/web"
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
	// Traced requests continue the trace of who sends them, or begin one.
	Traced bool
	// Proxies stand before the service, and write the client's address into X-Forwarded-For.
	Proxies int
}

// Server answers requests. Make one with New.
type Server struct {
	info           Info
	log            *slog.Logger
	checks         []Check
	metrics        *metrics
	editor         *auth.Editor
	site           *web.Site
	feed           *ratingFeed
	clientStreams  clientStreams
	handler        http.Handler
	draining       atomic.Bool
	ending         chan struct{} // closed when the streams have to end
	heartbeat      time.Duration
	unavailableLog once.Each
}

// New puts the routes together.
func New(info Info, recipes recipe.Store, editor *auth.Editor, checks []Check, registry *prometheus.Registry, log *slog.Logger) *Server {
	s := &Server{
		info:           info,
		log:            log,
		checks:         checks,
		editor:         editor,
		site:           web.New(info.Color, info.Version, recipes, editor, log),
		feed:           newRatingFeed(recipes, registry, log),
		clientStreams:  clientStreams{open: map[string]int{}},
		metrics:        newMetrics(registry, info),
		ending:         make(chan struct{}),
		heartbeat:      heartbeatEvery,
		unavailableLog: once.Each{Interval: time.Second},
	}
	mux := http.NewServeMux()
	s.register(mux, recipes, registry)
	limited := newClientLimit(info.RateLimit, info.Proxies).with(s.withEditor(s.withProblems(mux)))
	observed := s.withObservation(web.Secure(withFault(info.Fault, limited)))
	if info.Traced {
		observed = withTrace(observed)
	}
	s.handler = s.withRequest(observed)
	return s
}

// register adds each route that there is.
func (s *Server) register(mux web.Router, recipes recipe.Store, registry *prometheus.Registry) {
	s.site.Register(mux)
	mux.Handle("GET /livez", s.wrap(s.live))
	mux.Handle("GET /readyz", s.wrap(s.ready))
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	recipeHandlers{recipes}.register(mux, s.wrap)
	mux.Handle("GET "+basePath+"/{id}"+ratingEventsPath, s.wrap(s.ratingEvents))
	registerDocument(mux, s.wrap)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }
