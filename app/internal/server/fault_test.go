package server

import (
	"net/http"
	"net/http/httptest"
	"testing"

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
