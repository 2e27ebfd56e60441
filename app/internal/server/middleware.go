package server

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"
)

// requestTimeout bounds a handler's work through its context.
const requestTimeout = 10 * time.Second

type contextKey struct{}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(contextKey{}).(string)
	return id
}

var requestIDPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// withRequest gives each request its time, its id and the headers that every response carries.
func (s *Server) withRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !requestIDPattern.MatchString(id) { // it goes into the logs, so it is taken only if it is harmless
			id = rand.Text()
		}
		header := w.Header()
		header.Set("X-Color", s.info.Color)
		header.Set("X-Version", s.info.Version)
		header.Set("X-Request-Id", id)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Cache-Control", "no-store")
		if s.draining.Load() {
			// The client opens its next connection elsewhere, instead of meeting this one closed under its request.
			header.Set("Connection", "close")
		}
		ctx := context.WithValue(r.Context(), contextKey{}, id)
		if !lasts(r) {
			bounded, cancel := context.WithTimeout(ctx, requestTimeout)
			defer cancel()
			ctx = bounded
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// withObservation counts and logs each request, and turns a panic into an answer.
func (s *Server) withObservation(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		response := &recorder{ResponseWriter: w}
		s.metrics.inFlight.Inc()
		defer func() {
			s.metrics.inFlight.Dec()
			if cause := recover(); cause != nil {
				s.answerPanic(response, r, cause)
			}
			took := time.Since(start)
			if lasts(r) && response.status != 0 {
				took = response.began.Sub(start) // how long the client stays says nothing about us
			}
			// r.Pattern is the mux' doing; it bounds the number of labels, which the path would not.
			s.metrics.observe(r.Method, r.Pattern, response.code(), took)
			s.logAccess(r, response.code(), took)
		}()
		next.ServeHTTP(response, r)
	})
}

func (s *Server) answerPanic(w *recorder, r *http.Request, cause any) {
	s.log.ErrorContext(r.Context(), "panic", "requestId", requestID(r.Context()), "cause", cause, "stack", string(debug.Stack()))
	if w.status == 0 {
		s.refuse(w, r, http.StatusInternalServerError, "something went wrong on our side")
		return
	}
	panic(http.ErrAbortHandler) // the answer has begun: break the connection, so that nobody takes half of it for whole
}

// logAccess writes at debug level: the metrics count, and at 1,000 requests a second lines would only drown the rest.
func (s *Server) logAccess(r *http.Request, status int, took time.Duration) {
	s.log.LogAttrs(r.Context(), slog.LevelDebug, "request",
		slog.String("requestId", requestID(r.Context())), slog.String("method", r.Method), slog.String("path", r.URL.Path),
		slog.Int("status", status), slog.Duration("took", took))
}

// handlerFunc is a handler that may fail.
type handlerFunc func(http.ResponseWriter, *http.Request) error

func (s *Server) wrap(handler handlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := handler(w, r)
		if err == nil {
			return
		}
		p := problemOf(r.Context(), err)
		if p.Cause != nil && (p.Status != http.StatusServiceUnavailable || s.unavailableLog.Allow()) {
			s.log.ErrorContext(r.Context(), "request failed", "requestId", requestID(r.Context()), "method", r.Method, "route", r.Pattern,
				"status", p.Status, "error", p.Cause)
		}
		writeProblem(w, r, p)
	})
}

// recorder remembers the status of the response, and when it began.
type recorder struct {
	http.ResponseWriter
	status int
	began  time.Time
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status, w.began = status, time.Now()
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(text []byte) (int, error) {
	if w.status == 0 {
		w.status, w.began = http.StatusOK, time.Now()
	}
	return w.ResponseWriter.Write(text)
}

// Unwrap lets http.ResponseController and http.MaxBytesReader find the real writer.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// withProblems writes the mux' own plain-text errors (no such path, no such method) as problems, or as a page.
func (s *Server) withProblems(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, pattern := mux.Handler(r)
		own := &discarder{header: http.Header{}}
		if pattern == "" {
			handler.ServeHTTP(own, r)
		}
		if own.status < http.StatusBadRequest { // a route of ours, or a redirect to a cleaner path
			mux.ServeHTTP(w, r)
			return
		}
		if allow := own.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
		}
		s.refuse(w, r, own.status, "there is nothing at this path for this method")
	})
}

// discarder keeps the status and the headers of a response and drops its body.
type discarder struct {
	header http.Header
	status int
}

func (w *discarder) Header() http.Header            { return w.header }
func (w *discarder) WriteHeader(status int)         { w.status = status }
func (w *discarder) Write(text []byte) (int, error) { return len(text), nil }
