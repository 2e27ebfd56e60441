package auth

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
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

// wait is how long the client must wait before it may try again, or nothing.
func (t *throttle) wait(client string, now time.Time) time.Duration {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	f := t.clients[client]
	if left := f.since.Add(throttleTime).Sub(now); f.count >= mostFailures && left > 0 {
		return left
	}
	return 0
}

func (t *throttle) failed(client string, now time.Time) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	f, known := t.clients[client]
	if !known && len(t.clients) >= mostClients {
		t.forget(now)
	}
	if now.Sub(f.since) >= throttleTime {
		f = failures{since: now}
	}
	f.count++
	t.clients[client] = f
}

// forget drops whoever waits no more, and at least one.
func (t *throttle) forget(now time.Time) {
	for client, f := range t.clients {
		if now.Sub(f.since) >= throttleTime || len(t.clients) >= mostClients {
			delete(t.clients, client)
		}
	}
}

func (t *throttle) succeeded(client string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	delete(t.clients, client)
}

// clientOf is the address that the proxy before us has seen: the last one of its header, since a client can write the
// others itself. Of IPv6 it is the network, which is what one client has.
func clientOf(r *http.Request) string {
	forwarded := r.Header.Values("X-Forwarded-For")
	if len(forwarded) > 0 {
		addresses := strings.Split(forwarded[len(forwarded)-1], ",")
		if address, err := netip.ParseAddr(strings.TrimSpace(addresses[len(addresses)-1])); err == nil {
			return network(address)
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	if address, err := netip.ParseAddr(host); err == nil {
		return network(address)
	}
	return host
}

func network(address netip.Addr) string {
	address = address.Unmap().WithZone("")
	if address.Is4() {
		return address.String()
	}
	prefix, _ := address.Prefix(64) // every IPv6 address has one
	return prefix.String()
}
