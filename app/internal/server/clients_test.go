package server

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestClientLimit(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	limit := newClientLimit(2, 1)
	limit.now = func() time.Time { return now }
	handler := limit.with(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	ask := func(path, client string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("X-Forwarded-For", client)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	expect := func(w *httptest.ResponseRecorder, status int, left string, retry string) {
		t.Helper()
		if w.Code != status || w.Header().Get("RateLimit") != left || w.Header().Get("Retry-After") != retry {
			t.Fatalf("got %d %v", w.Code, w.Header())
		}
	}
	expect(ask("/api/v1/recipes", "192.0.2.1"), 200, `"client";r=1;t=10`, "")
	now = now.Add(2500 * time.Millisecond)
	expect(ask("/api/v1/recipes", "192.0.2.1"), 200, `"client";r=0;t=8`, "")
	expect(ask("/api/v1/recipes", "192.0.2.1"), 429, `"client";r=0;t=8`, "8")
	expect(ask("/api/v1/recipes", "192.0.2.2"), 200, `"client";r=1;t=8`, "")
	expect(ask("/livez", "192.0.2.1"), 200, "", "")
	now = now.Add(8 * time.Second)
	expect(ask("/api/v1/recipes", "192.0.2.1"), 200, `"client";r=1;t=10`, "")
	ask("/api/v1/recipes", "192.0.2.1")
	now = now.Add(-time.Hour) // the clock is set back
	expect(ask("/api/v1/recipes", "192.0.2.1"), 200, `"client";r=1;t=10`, "")
}

func TestManyClientsHaveBoundedMemory(t *testing.T) {
	limit := newClientLimit(5, 0)
	for i := range 3 * mostClients {
		limit.take(fmt.Sprint(i))
	}
	if n := len(limit.used); n > mostClients+1 {
		t.Fatalf("%d counts", n)
	}
	if left, _ := limit.take("one more"); left >= 0 {
		t.Fatalf("%d left for those beyond", left)
	}
}

func TestClientOf(t *testing.T) {
	for name, c := range map[string]struct {
		remote    string
		forwarded []string
		proxies   int
		want      string
	}{
		"direct":                       {"192.0.2.1:80", []string{"10.0.0.1"}, 0, "192.0.2.1"},
		"behind one":                   {"10.0.0.1:80", []string{"192.0.2.1"}, 1, "192.0.2.1"},
		"it writes the header itself":  {"10.0.0.1:80", []string{"1.1.1.1", "192.0.2.1"}, 1, "192.0.2.1"},
		"behind two":                   {"10.0.0.1:80", []string{"1.1.1.1, 192.0.2.1, 10.0.0.2"}, 2, "192.0.2.1"},
		"past the proxy":               {"192.0.2.1:80", nil, 1, "192.0.2.1"},
		"fewer than there should be":   {"192.0.2.1:80", []string{"1.1.1.1"}, 2, "192.0.2.1"},
		"rubbish":                      {"10.0.0.1:80", []string{"<script>"}, 1, everyOther},
		"a network of IPv6":            {"[2001:db8::1:2:3:4]:80", nil, 0, "2001:db8::/64"},
		"IPv4 as IPv6":                 {"[::ffff:192.0.2.1]:80", nil, 0, "192.0.2.1"},
		"of no form that is known yet": {"@", nil, 0, everyOther},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		r.Header["X-Forwarded-For"] = c.forwarded
		if got := clientOf(r, c.proxies); got != c.want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
