package server

import (
	"bytes"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/auth"
	"github.com/prometheus/client_golang/prometheus"
)

const editorKey = "correct-horse-battery-staple-0001"

func guarded(t *testing.T) (h harness, keyFile string) {
	t.Helper()
	keyFile = filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(keyFile, []byte(editorKey), 0o600); err != nil {
		t.Fatal(err)
	}
	logs := &bytes.Buffer{}
	log := slog.New(slog.NewJSONHandler(logs, nil))
	store := &fakeStore{}
	return harness{New(Info{Color: "blue", Version: "1.2.3"}, store, auth.New(keyFile, ClientOf(0), log), nil, prometheus.NewRegistry(), log), store, logs, false}, keyFile
}

func TestWritingNeedsTheKey(t *testing.T) {
	one := basePath + "/" + known.String()
	cases := []struct {
		name, method, target string
		headers              []string
		status               int
	}{
		{"reading", "GET", one, nil, 200},
		{"nothing", "POST", basePath, nil, 401},
		{"the key", "POST", basePath, []string{"Authorization: Bearer " + editorKey}, 201},
		{"the scheme in lower case", "POST", basePath, []string{"Authorization: bearer " + editorKey}, 201},
		{"another scheme", "POST", basePath, []string{"Authorization: Basic " + editorKey}, 401},
		{"no key after the scheme", "POST", basePath, []string{"Authorization: Bearer "}, 401},
		{"another key", "POST", basePath, []string{"Authorization: Bearer wrong"}, 401},
		{"a cookie", "POST", basePath, []string{"Cookie: editor=" + editorKey}, 401},
		{"no key", "DELETE", one, nil, 401},
		{"another site", "POST", basePath, []string{"Authorization: Bearer " + editorKey, "Origin: https://evil.example"}, 403},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h, _ := guarded(t)
			body := soup
			if c.method != "POST" {
				body = ""
			}
			response := h.do(c.method, c.target, body, c.headers...)
			if response.Code != c.status {
				t.Fatalf("got %d: %s", response.Code, response.Body)
			}
			if challenge := response.Header().Get("WWW-Authenticate"); (c.status == 401) != strings.HasPrefix(challenge, "Bearer") {
				t.Fatalf("challenge %q", challenge)
			}
			if strings.Contains(h.logs.String(), editorKey) {
				t.Fatal("the key is in the log")
			}
		})
	}
}

func TestWrongBearersWait(t *testing.T) {
	h, _ := guarded(t)
	for range 5 {
		h.do("POST", basePath, soup, "Authorization: Bearer wrong")
	}
	response := h.do("POST", basePath, soup, "Authorization: Bearer "+editorKey)
	if response.Code != http.StatusTooManyRequests || response.Header().Get("Retry-After") == "" {
		t.Fatalf("got %d, %v", response.Code, response.Header())
	}
}

func TestNobodyWritesWithoutTheFile(t *testing.T) {
	h, keyFile := guarded(t)
	if err := os.Remove(keyFile); err != nil {
		t.Fatal(err)
	}
	if response := h.do("POST", basePath, soup, "Authorization: Bearer "+editorKey); response.Code != http.StatusServiceUnavailable {
		t.Fatalf("got %d", response.Code)
	}
}

func TestBrowsersGetPagesAndProgramsProblems(t *testing.T) {
	h, _ := guarded(t)
	for _, c := range []struct{ path, accept, kind string }{
		{"/nowhere", "text/html,*/*", "text/html; charset=utf-8"},
		{"/nowhere", "*/*", "application/problem+json"},
		{"/api/nowhere", "text/html", "application/problem+json"},
		{"/recipes/..%2f..%2fetc%2fpasswd", "text/html", "text/html; charset=utf-8"},
	} {
		response := h.do("GET", c.path, "", "Accept: "+c.accept)
		if response.Code != http.StatusNotFound || response.Header().Get("Content-Type") != c.kind {
			t.Errorf("%s as %s: %d, %s", c.path, c.accept, response.Code, response.Header().Get("Content-Type"))
		}
		if !strings.Contains(response.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s has no policy", c.path)
		}
	}
}
