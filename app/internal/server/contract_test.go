package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
)

// request is one that the document speaks of. Without a body it has none.
type request struct {
	method, path, body string
	headers            []string
	status             int
}

const (
	anyState = "If-Match: *"
	aRater   = "Client-Key: 0123456789abcdef"
)

var one = basePath + "/" + known.String()

// contract has a request for each answer of the document that the store has no part in.
var contract = []request{
	{"GET", basePath + "?q=soup&tag=a&tag=b&difficulty=easy&minutes=30&sort=rating&limit=5", "", nil, 200},
	{"GET", basePath, "", []string{"If-None-Match: *"}, 304},
	{"GET", basePath + "?limit=0", "", nil, 400},
	{"POST", basePath, soup, []string{"Idempotency-Key: seen"}, 201},
	{"POST", basePath, full, nil, 201},
	{"POST", basePath, "{", nil, 400},
	{"POST", basePath, huge, nil, 413},
	{"POST", basePath, soup, []string{"Content-Type: text/plain"}, 415},
	{"POST", basePath, "{}", nil, 422},
	{"GET", one, "", nil, 200},
	{"GET", one, "", []string{`If-None-Match: W/"other", W/"1.2-450"`}, 304},
	{"GET", unknown, "", nil, 404},
	{"PUT", one, soup, []string{`If-Match: "1.7-100"`}, 200},
	{"PUT", one, "", []string{"Content-Type: application/json", anyState}, 400},
	{"PUT", unknown, soup, []string{anyState}, 404},
	{"PUT", one, soup, []string{`If-Match: "9.0-0"`}, 412},
	{"PUT", one, soup, []string{`If-Match: W/"1.0-0"`}, 412},
	{"PUT", one, soup, []string{`If-Match: "of another service"`}, 412},
	{"PUT", one, huge, []string{anyState}, 413},
	{"PUT", one, soup, []string{"Content-Type: text/plain", anyState}, 415},
	{"PUT", one, "{}", []string{anyState}, 422},
	{"PUT", one, soup, nil, 428},
	{"DELETE", one, "", nil, 204},
	{"DELETE", one, "", []string{`If-Match: "1.0-0"`}, 204},
	{"DELETE", unknown, "", nil, 404},
	{"DELETE", one, "", []string{`If-Match: "9.0-0"`}, 412},
	{"DELETE", one, "", []string{`If-Match: 9`}, 412},
	{"PUT", one + "/rating", stars, []string{aRater}, 200},
	{"PUT", one + "/rating", stars, nil, 400},
	{"PUT", one + "/rating", stars, []string{"Client-Key: short"}, 400},
	{"PUT", one + "/rating", "[]", []string{aRater}, 400},
	{"PUT", unknown + "/rating", stars, []string{aRater}, 404},
	{"PUT", basePath + "/1/rating", stars, []string{aRater}, 404},
	{"PUT", one + "/rating", huge, []string{aRater}, 413},
	{"PUT", one + "/rating", stars, []string{aRater, "Content-Type: text/plain"}, 415},
	{"PUT", one + "/rating", `{"stars":6}`, []string{aRater}, 422},
	{"PUT", one + "/rating", `{"stars":"5"}`, []string{aRater}, 422},
	{"PUT", one + "/rating", `{"stars":5,"x":1}`, []string{aRater}, 422},
	{"GET", events, "", nil, 200},
	{"GET", unknown + ratingEventsPath, "", nil, 404},
	{"GET", "/api/v1/tags", "", nil, 200},
	{"GET", "/api/v1/tags", "", []string{"If-None-Match: *"}, 304},
	{"GET", documentPath, "", nil, 200},
	{"GET", documentPath, "", []string{"If-None-Match: *"}, 304},
}

const (
	full  = `{"title":"Soup","description":"Warm.","ingredients":["water"],"steps":["Boil."],"tags":["soup"],"servings":2,"minutes":20,"difficulty":"easy"}`
	stars = `{"stars":5}`
)

var (
	huge    = strings.Repeat(" ", recipe.MaxBody) + soup
	unknown = basePath + "/" + uuid.Max.String()[:35] + "e"
)

// checker remembers which of the document's answers there were.
type checker struct {
	seen map[string]bool
	open map[string]bool // of the document
	answersDocument
}

func newChecker(t *testing.T) *checker {
	t.Helper()
	c := &checker{seen: map[string]bool{}, open: map[string]bool{}, answersDocument: newAnswersDocument(t)}
	var model struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(openapi, &model); err != nil {
		t.Fatal(err)
	}
	for path, item := range model.Paths {
		for method, raw := range item {
			var op struct{ Responses map[string]any }
			if method == "parameters" {
				continue
			}
			if err := json.Unmarshal(raw, &op); err != nil {
				t.Fatal(err)
			}
			for status := range op.Responses {
				c.open[answerOf(method, "/api/v1"+path, status)] = true
			}
		}
	}
	return c
}

func answerOf(method, path, status string) string {
	return strings.ToUpper(method) + " " + path + " " + status
}

// send sends the request, and holds its answer against the document.
func (c *checker) send(t *testing.T, h harness, r request) {
	t.Helper()
	response := h.do(r.method, r.path, r.body, r.headers...)
	if response.Code != r.status {
		t.Errorf("%s %s %v: got %d %s, want %d", r.method, r.path, r.headers, response.Code, response.Body, r.status)
		return
	}
	sent := h.request(r.method, r.path, r.body, r.headers...)
	pattern := strings.NewReplacer(known.String(), "{id}", unknown[len(basePath)+1:], "{id}", basePath+"/1/", basePath+"/{id}/").
		Replace(sent.URL.Path)
	status := fmt.Sprint(r.status)
	answer := answerOf(r.method, pattern, status)
	c.seen[answer] = true
	if c.open[answer] {
		c.check(t, r.method, pattern, status, response)
	}
}

// checkKey sends a write without the editor's key, and from a page of another site.
func (c *checker) checkKey(t *testing.T, r request) {
	t.Helper()
	for header, status := range map[string]int{"Authorization: Bearer wrong": 401, "Sec-Fetch-Site: cross-site": 403} {
		h, _ := guarded(t)
		c.send(t, h, request{r.method, r.path, r.body, append([]string{header}, r.headers...), status})
	}
}

// draining is a server whose streams end after their first event.
func draining() harness {
	h := newHarness()
	close(h.ending)
	return h
}

func TestContract(t *testing.T) {
	c := newChecker(t)
	for _, r := range contract {
		c.send(t, draining(), r)
	}
	for _, r := range contract {
		if r.status >= 300 {
			continue
		}
		if r.method != "GET" {
			c.checkKey(t, r)
		}
		limited := draining()
		limited.handler = limited.withRequest(newClientLimit(1, 0).with(limited.Server.handler))
		limited.do("GET", "/api/v1/tags", "")
		c.send(t, limited, request{r.method, r.path, r.body, r.headers, 429})
		if r.path == documentPath {
			continue
		}
		for status, err := range map[int]error{500: errors.New("odd"), 503: recipe.ErrUnavailable} {
			failing := draining()
			failing.store.err = err
			c.send(t, failing, request{r.method, r.path, r.body, r.headers, status})
		}
		if r.body != "" {
			slow := newHarness()
			slow.slowBody = true
			c.send(t, slow, request{r.method, r.path, r.body, r.headers, 408})
		}
	}
	for answer := range c.open {
		if !c.seen[answer] {
			t.Errorf("the document says %s, and no handler answers so in this test", answer)
		}
	}
	for answer := range c.seen {
		if !c.open[answer] {
			t.Errorf("the document does not say %s", answer)
		}
	}
}

// routes remembers the patterns that it is given.
type routes []string

func (r *routes) Handle(pattern string, _ http.Handler) { *r = append(*r, pattern) }

// TestEachRouteIsInTheDocument: the routes of the API that the server registers are those of the document.
func TestEachRouteIsInTheDocument(t *testing.T) {
	var registered routes
	h := newHarness()
	h.register(&registered, h.store, prometheus.NewRegistry())
	served := map[string]bool{}
	for _, pattern := range registered {
		method, path, _ := strings.Cut(pattern, " ")
		switch {
		case strings.HasPrefix(path, "/api/v1/"):
			served[method+" "+path] = true
		case strings.Contains(pattern, "/api/") && path != "/api/document.css", !slices.Contains([]string{"GET", "POST", "PUT", "DELETE"}, method):
			t.Errorf("%s: neither of the API nor of the pages", pattern)
		}
	}
	documented := map[string]bool{}
	for answer := range newChecker(t).open {
		documented[answer[:strings.LastIndex(answer, " ")]] = true
	}
	for route := range served {
		if !documented[route] {
			t.Errorf("the document does not know %s", route)
		}
	}
	for route := range documented {
		if !served[route] {
			t.Errorf("the document has %s, and no handler is registered for it", route)
		}
	}
	if len(served) < 9 {
		t.Errorf("only %d routes: %v", len(served), registered)
	}
}

func TestDocumentForPeople(t *testing.T) {
	response := newHarness().do("GET", "/api", "")
	page := response.Body.String()
	for _, want := range []string{"Search recipes", "PUT /api/v1/recipes/{id}/rating", "If-Match", `id="Problem"`, "<!doctype html>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, "<script") || response.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("headers: %v", response.Header())
	}
	if style := newHarness().do("GET", "/api/document.css", ""); style.Code != 200 || style.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("style: %d %v", style.Code, style.Header())
	}
}

// slowReader is a body that does not come in time.
type slowReader struct{}

func (slowReader) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

func (h harness) request(method, target, body string, headers ...string) *http.Request {
	var reader io.Reader = strings.NewReader(body)
	if h.slowBody {
		reader = slowReader{}
	}
	r := httptest.NewRequest(method, target, reader)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	return r
}
