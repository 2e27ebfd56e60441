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

	page = 4096
	// A container's limit is far below; a program without a limit is not to take the machine with it.
	mostMemory = 1 << 30
)

// ofService is what is asked of the service itself, and not of what it serves.
var ofService = []string{"/livez", "/readyz", "/metrics"}

// fault makes a bad release out of a good one, where a test asks for it. Whether it is ready it says as ever: such a
// release looks well until it has traffic.
type fault struct {
	kind     string
	after    time.Duration
	next     http.Handler
	requests atomic.Int64
	first    sync.Once
	hangs    atomic.Bool
	memory   []byte
}

func withFault(kind string, next http.Handler) http.Handler {
	return newFault(kind, faultAfter, next)
}

func newFault(kind string, after time.Duration, next http.Handler) *fault {
	return &fault{kind: kind, after: after, next: next}
}

func (f *fault) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(ofService, r.URL.Path) {
		f.serve(w, r)
		return
	}
	if r.URL.Path == "/readyz" && f.hangs.Load() {
		<-r.Context().Done()
		return
	}
	f.next.ServeHTTP(w, r)
}

func (f *fault) serve(w http.ResponseWriter, r *http.Request) {
	switch f.kind {
	case config.FaultErrors:
		if f.requests.Add(1)%faultEvery == 0 {
			writeProblem(w, r, newProblem(http.StatusInternalServerError, "FAULT=errors asks for this"))
			return
		}
	case config.FaultGarbage:
		writeGarbage(w)
		return
	case config.FaultSlow:
		time.Sleep(faultDelay)
	case config.FaultCrashLater:
		f.later(func() { os.Exit(1) })
	case config.FaultHang:
		f.later(func() { f.hangs.Store(true) })
	case config.FaultOutOfMemory:
		f.later(func() { f.memory = takeMemory(mostMemory) })
	}
	f.next.ServeHTTP(w, r)
}

// later does it some time after the first request.
func (f *fault) later(do func()) {
	f.first.Do(func() { time.AfterFunc(f.after, do) })
}

// writeGarbage answers with the status and the type of a good answer, and a body that is none.
func writeGarbage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte(`{"FAULT": "garba`))
}

// takeMemory is killed at its limit by the kernel, which counts a page once it was written to.
func takeMemory(size int) []byte {
	taken := make([]byte, size)
	for at := 0; at < size; at += page {
		taken[at] = 1
	}
	return taken
}
