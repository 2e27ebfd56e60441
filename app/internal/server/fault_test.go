package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
)

func TestFaultyReleaseLooksWellUntilItHasTraffic(t *testing.T) {
	ok := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	answers := func(fault, path string) map[int]int {
		handler := withFault(fault, ok)
		counts := map[int]int{}
		for range 100 {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
			counts[w.Code]++
		}
		return counts
	}
	if got := answers(config.FaultErrors, "/api/v1/recipes"); got[500] != 5 || got[200] != 95 {
		t.Errorf("one in twenty fails, got %v", got)
	}
	for _, path := range []string{"/readyz", "/livez", "/metrics"} {
		if got := answers(config.FaultErrors, path); got[200] != 100 {
			t.Errorf("%s is answered as ever, got %v", path, got)
		}
	}
	if got := answers("", "/api/v1/recipes"); got[200] != 100 {
		t.Errorf("without a fault nothing fails, got %v", got)
	}
}

func TestFaultGarbageLooksLikeAGoodAnswer(t *testing.T) {
	ok := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, map[string]int{"items": 1}) })
	handler := withFault(config.FaultGarbage, ok)
	ask := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	if got := ask("/api/v1/recipes"); got.Code != 200 || json.Valid(got.Body.Bytes()) {
		t.Errorf("200 with a body that is no JSON, got %d with %q", got.Code, got.Body)
	}
	if got := ask("/readyz"); !json.Valid(got.Body.Bytes()) {
		t.Errorf("it says as ever whether it is ready, got %q", got.Body)
	}
}

func TestFaultHangLetsReadinessHangOnceItHasTraffic(t *testing.T) {
	ok := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	handler := newFault(config.FaultHang, 0, ok)
	ask := func(ctx context.Context, path string) {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil).WithContext(ctx))
	}
	ask(t.Context(), "/readyz")
	ask(t.Context(), "/api/v1/recipes")
	for !handler.hangs.Load() {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithCancel(t.Context())
	answered := make(chan struct{})
	go func() { ask(ctx, "/readyz"); close(answered) }()
	ask(t.Context(), "/api/v1/recipes")
	ask(t.Context(), "/livez")
	select {
	case <-answered:
		t.Error("readiness was answered")
	default:
	}
	cancel()
	<-answered
}

func TestFaultOutOfMemoryUsesWhatItTakes(t *testing.T) {
	taken := takeMemory(10 * page)
	for at := 0; at < len(taken); at += page {
		if taken[at] == 0 {
			t.Errorf("the page at %d is not used", at)
		}
	}
}
