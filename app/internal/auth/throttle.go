package auth

import (
	"sync"
	"time"
)

const (
	// mostFailures of one client within throttleTime; then it waits for the rest of that time.
	mostFailures = 5
	throttleTime = 5 * time.Minute
	// mostClients bounds the memory. When there are more, some are forgotten: the keys are too long to be found by trying
	// anyway, and the editor should not be locked out by whoever tries.
	mostClients = 10_000
)

// throttle counts wrong keys by client.
type throttle struct {
	mutex   sync.Mutex
	clients map[string]failures
}

type failures struct {
	count int
	since time.Time
}

// try counts an attempt with a wrong key, or forgets those before a right one. A client that has had too many gets the time
// to wait instead, whatever its key is. One step, so that no more get through that come at the same time.
func (t *throttle) try(client string, right bool, now time.Time) (wait time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	f, known := t.clients[client]
	if left := f.since.Add(throttleTime).Sub(now); f.count >= mostFailures && left > 0 {
		return left
	}
	if right {
		delete(t.clients, client)
		return 0
	}
	if !known && len(t.clients) >= mostClients {
		t.forget(now)
	}
	if now.Sub(f.since) >= throttleTime {
		f = failures{since: now}
	}
	f.count++
	t.clients[client] = f
	return 0
}

// forget drops whoever waits no more, and at least one.
func (t *throttle) forget(now time.Time) {
	for client, f := range t.clients {
		if now.Sub(f.since) >= throttleTime || len(t.clients) >= mostClients {
			delete(t.clients, client)
		}
	}
}
