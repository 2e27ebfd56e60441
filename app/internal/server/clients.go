package server

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// rateWindow is the time in which a client has its number of requests.
	rateWindow = 10 * time.Second
	// mostClients bounds the memory for them. Those that come beyond it share one count.
	mostClients = 10_000
	everyOther  = "others"
)

// clientLimit counts each client's requests to this pod.
type clientLimit struct {
	quota   int
	proxies int
	now     func() time.Time

	mutex sync.Mutex
	start time.Time
	used  map[string]int
}

func newClientLimit(quota, proxies int) *clientLimit {
	return &clientLimit{quota: quota, proxies: proxies, now: time.Now, used: map[string]int{}}
}

// with refuses a client's requests beyond its quota, and tells each how many are left.
func (l *clientLimit) with(next http.Handler) http.Handler {
	if l.quota == 0 {
		return next
	}
	policy := fmt.Sprintf(`"client";q=%d;w=%.0f`, l.quota, rateWindow.Seconds())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isAPI(r) {
			next.ServeHTTP(w, r)
			return
		}
		left, reset := l.take(clientOf(r, l.proxies))
		w.Header().Set("RateLimit-Policy", policy)
		w.Header().Set("RateLimit", fmt.Sprintf(`"client";r=%d;t=%d`, max(0, left), reset))
		if left < 0 {
			w.Header().Set("Retry-After", strconv.Itoa(reset))
			writeProblem(w, r, newProblem(http.StatusTooManyRequests, "this client has used up its requests for now"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// take counts one request and returns how many are left (negative: one too many), and the seconds until all are there again.
func (l *clientLimit) take(client string) (left, reset int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	now := l.now()
	// A clock that was set back starts a new window as well.
	if passed := now.Sub(l.start); passed >= rateWindow || passed < 0 {
		l.start = now
		clear(l.used)
	}
	if _, known := l.used[client]; !known && len(l.used) >= mostClients {
		client = everyOther
	}
	l.used[client]++
	rest := rateWindow - now.Sub(l.start)
	return l.quota - l.used[client], int((rest + time.Second - 1) / time.Second)
}

// clientOf is the client's address: with proxies before us, the one that the outermost of them saw. What a client writes
// into X-Forwarded-For itself stands further left. An IPv6 network counts as one client.
func clientOf(r *http.Request, proxies int) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if proxies > 0 {
		seen := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if place := len(seen) - proxies; place >= 0 && strings.TrimSpace(seen[place]) != "" {
			host = strings.TrimSpace(seen[place])
		}
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return everyOther
	}
	address = address.Unmap().WithZone("")
	if address.Is6() {
		if network, err := address.Prefix(64); err == nil {
			return network.String()
		}
	}
	return address.String()
}
