package server

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
)

// served is a server with the program's own limits, until the test ends.
func served(t *testing.T) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- newHarness().serve(ctx, listener, 0) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("who holds connections keeps it from ending: %v", err)
		}
	})
	return listener.Addr().String()
}

func dial(t *testing.T, address, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	return conn
}

// mostConns is as many connections as a test may open, both ends being its own: a thousand where the system has them.
func mostConns(t *testing.T) int {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	return int(min(1000, (limit.Cur-100)/2))
}

// Clients that hold connections and send nothing, or as slowly as they can, neither keep others from being answered nor
// stay for ever.
func TestConnectionsThatSayNothing(t *testing.T) {
	address := served(t)
	var held []net.Conn
	for i := range mostConns(t) {
		text := ""
		if i%10 == 0 {
			text = "GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: "
		}
		held = append(held, dial(t, address, text))
	}
	body := dial(t, address, "POST "+basePath+" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	response, err := http.Get("http://" + address + basePath)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("others are not answered: %v %v", response, err)
	}
	response.Body.Close()
	for _, conn := range held {
		if _, err := io.Copy(io.Discard, conn); err != nil { // until the server closes it; the test's own limit bounds it
			t.Fatalf("got %v", err)
		}
	}
	answer, err := http.ReadResponse(bufio.NewReader(body), nil)
	if err != nil || answer.StatusCode != 408 || answer.Header.Get("Content-Type") != "application/problem+json" {
		t.Fatalf("half a body: %v, %v", answer, err)
	}
}

func TestHeadersOfTenMegabytes(t *testing.T) {
	conn := dial(t, served(t), "GET /livez HTTP/1.1\r\nHost: x\r\n")
	go func() { // the server stops reading before its end
		for range 10 << 10 {
			if _, err := fmt.Fprintf(conn, "X-Much: %s\r\n", strings.Repeat("x", 1<<10)); err != nil {
				return
			}
		}
	}()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || response.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Fatalf("got %v, %v", response, err)
	}
}

// A picture that somebody pastes into a text comes as one long address. Each answer says what is too long.
func TestPicturesInTexts(t *testing.T) {
	address := served(t)
	picture := "data:image/png;base64," + strings.Repeat("iVBORw0KGgo", 100_000)
	small := picture[:100_000]
	form := func(description string) string {
		return url.Values{"title": {"Soup"}, "description": {description}}.Encode()
	}
	json := func(description string) string {
		return strings.TrimSuffix(soup, "}") + `,"description":"` + description + `"}`
	}
	for _, c := range []struct {
		name, method, target, kind, body string
		status                           int
		want                             string
	}{
		{"a form", "POST", "/recipes", "application/x-www-form-urlencoded", form(picture), 413, "The form is too large, so nothing was saved"},
		{"a form of a small one", "POST", "/recipes", "application/x-www-form-urlencoded", form(small), 422, "Description must have at most 2000 characters, has 100000."},
		{"the API", "POST", basePath, "application/json", json(picture), 413, "the body must have at most 256 KiB"},
		{"the API, a small one", "POST", basePath, "application/json", json(small), 422, "must have at most 2000 characters, has 100000"},
		{"a search", "GET", "/recipes?q=" + url.QueryEscape(picture[:10_000]), "", "", 400, "The search must be text of at most 200 characters"},
		{"a search of the API", "GET", basePath + "?q=" + url.QueryEscape(picture[:10_000]), "", "", 400, "must be text of at most 200 characters"},
		{"a search of a whole one", "GET", "/recipes?q=" + picture, "", "", 431, "431 Request Header Fields Too Large"},
		{"a path", "GET", "/recipes/" + picture[:10_000], "", "", 404, ""},
		{"a path of a whole one", "GET", "/" + picture, "", "", 431, "431 Request Header Fields Too Large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn := dial(t, address, "")
			go func() { // the server stops reading before its end
				_, _ = fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", c.method, c.target, c.kind, len(c.body), c.body)
			}()
			response, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if text := html.UnescapeString(string(body)); response.StatusCode != c.status || !strings.Contains(text, c.want) || err != nil && c.status < 400 {
				t.Fatalf("got %d %.300s, %v", response.StatusCode, text, err)
			}
		})
	}
}

func TestBytesThatAreNoRequest(t *testing.T) {
	address := served(t)
	for _, bytes := range []string{
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "\x00\x00\x00\x00\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nX-Bad: a\x00b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
	} {
		conn := dial(t, address, bytes+"\r\n\r\n")
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || response.StatusCode < 400 || response.StatusCode > 505 || response.StatusCode == 500 {
			t.Errorf("%q: got %v, %v", bytes, response, err)
		}
	}
}

func FuzzIfMatch(f *testing.F) {
	for _, seed := range []string{"*", `"1.0-0"`, `"123456789.12-450"`, `W/"1.0-0"`, `"99999999999.0-0"`, `"1.0-0", "2.0-0"`, "\x00", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		h := newHarness()
		r := h.request("PUT", one, soup)
		r.Header["If-Match"] = []string{value}
		version, err := versionToChange(r)
		if err == nil && version == recipe.AnyVersion && value != "*" || version < 0 {
			t.Fatalf("%q changes whatever is there: %d", value, version)
		}
		if err == nil && version > 0 && !strings.HasPrefix(value, fmt.Sprintf(`"%d.`, version)) {
			t.Fatalf("%q is %d", value, version)
		}
		names(r.Header.Values("If-Match"), `"1.0-0"`)
	})
}

func FuzzForwardedFor(f *testing.F) {
	for _, seed := range []string{"192.0.2.1", "1.1.1.1, 192.0.2.1", "2001:db8::1%eth0", ",,,", "\x00", "[::1]:80"} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, value string, proxies int) {
		h := newHarness()
		r := h.request("GET", "/", "")
		r.Header["X-Forwarded-For"] = []string{value}
		if client := clientOf(r, proxies); client == "" || len(client) > 64 || strings.ContainsAny(client, " \n\x00%") {
			t.Fatalf("%q is %q", value, client)
		}
	})
}

// FuzzRequest: whatever is asked, the answer is none of a broken server, and says what is wrong.
func FuzzRequest(f *testing.F) {
	f.Add("GET", basePath, "", "")
	f.Add("POST", basePath, soup, "key")
	f.Add("PUT", one+"/rating", stars, "0123456789abcdef")
	f.Add("GET", basePath+"/..%2f..%2fetc/passwd", "", "\x00")
	f.Add("GET", basePath+"?q=%00&cursor=AAAA", "{", "x")
	f.Fuzz(func(t *testing.T, method, target, body, key string) {
		h := draining()
		r, err := http.NewRequest(method, "http://x"+target, strings.NewReader(body))
		if err != nil {
			return
		}
		r.Header.Set("Content-Type", "application/json")
		for _, name := range []string{idempotencyHeader, clientKeyHeader, "Last-Event-ID", "If-None-Match", "X-Request-Id", "Authorization"} {
			r.Header[name] = []string{key}
		}
		w := &answer{header: http.Header{}}
		h.ServeHTTP(w, r)
		if w.status >= 500 && w.status != http.StatusNotImplemented {
			t.Fatalf("%s %q: %d", method, target, w.status)
		}
		for name, values := range w.header {
			if strings.ContainsAny(strings.Join(values, ""), "\r\n\x00") {
				t.Fatalf("%s: %q", name, values)
			}
		}
	})
}

// answer keeps the status of a response.
type answer struct {
	header http.Header
	status int
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(text []byte) (int, error) { a.WriteHeader(200); return len(text), nil }

func (a *answer) Flush() {}
