package server

import (
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/config"
)

const (
	faultEvery = 20 // one request in so many fails
	faultDelay = 300 * time.Millisecond
	faultAfter = 20 * time.Second
)

// ofService is what is asked of the service itself, and not of what it serves.
var ofService = []string{"/livez", "/readyz", "/metrics"}

// withFault makes a bad release out of a good one, where a test asks for it. Whether it is ready it
// says as ever: such a release looks well until it has traffic.
func withFault(fault string, next http.Handler) http.Handler {
	var requests atomic.Int64
	var firstRequest sync.Once
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(ofService, r.URL.Path) {
			switch fault {
			case config.FaultErrors:
				if requests.Add(1)%faultEvery == 0 {
					writeProblem(w, r, newProblem(http.StatusInternalServerError, "FAULT=errors asks for this"))
					return
				}
			case config.FaultSlow:
				time.Sleep(faultDelay)
			case config.FaultCrashLater:
				firstRequest.Do(func() { time.AfterFunc(faultAfter, func() { os.Exit(1) }) })
			}
		}
		next.ServeHTTP(w, r)
	})
}
