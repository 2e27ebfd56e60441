package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/web"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
)

const soup = `{"title":"Soup","ingredients":["water"],"steps":["Boil."],"servings":2}`

var known = uuid.MustParse("0199aaaa-0000-7000-8000-000000000001")

var aRating = recipe.Rating{Average: 4.5, Count: 2}

func stored() recipe.Draft {
	return recipe.Draft{Title: "Soup", Ingredients: []string{"water"}, Steps: []string{"Boil."}, Tags: []string{}, Servings: 2}
}

// fakeStore knows one recipe, and fails as it is told.
type fakeStore struct {
	err     error
	mutex   sync.Mutex
	ratings map[uuid.UUID]recipe.Rating // that are not aRating of the known one
	onWay   func()                      // runs once after the ratings are read, before their answer
}

// setRatings changes what the store says, from another goroutine than the server's.
func (f *fakeStore) setRatings(ratings map[uuid.UUID]recipe.Rating) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.ratings = ratings
}

func (f *fakeStore) Ratings(_ context.Context, ids []uuid.UUID) (map[uuid.UUID]recipe.Rating, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	ratings := f.ratings
	if ratings == nil {
		ratings = map[uuid.UUID]recipe.Rating{known: aRating}
	}
	found := map[uuid.UUID]recipe.Rating{}
	for _, id := range ids {
		if rating, there := ratings[id]; there {
			found[id] = rating
		}
	}
	if onWay := f.onWay; onWay != nil {
		f.onWay = nil
		onWay()
	}
	return found, f.err
}

func (f *fakeStore) Create(_ context.Context, d recipe.Draft, key string) (recipe.Recipe, bool, error) {
	return recipe.Recipe{ID: known, Draft: d, Version: 1, Rating: aRating}, key == "seen", f.err
}

func (f *fakeStore) Get(_ context.Context, id uuid.UUID) (recipe.Recipe, error) {
	if id == uuid.Max {
		panic("at the store")
	}
	if id != known {
		return recipe.Recipe{}, recipe.ErrNotFound
	}
	return recipe.Recipe{ID: id, Draft: stored(), Version: 1, Rating: aRating}, f.err
}

func (f *fakeStore) Update(_ context.Context, id uuid.UUID, d recipe.Draft, version int) (recipe.Recipe, error) {
	if id != known {
		return recipe.Recipe{}, recipe.ErrNotFound
	}
	if version > 1 {
		return recipe.Recipe{}, recipe.ErrChanged
	}
	return recipe.Recipe{ID: id, Draft: d, Version: 2}, f.err
}

func (f *fakeStore) Delete(_ context.Context, id uuid.UUID, version int) error {
	_, err := f.Update(context.Background(), id, recipe.Draft{}, version)
	return err
}

func (f *fakeStore) Rate(_ context.Context, id uuid.UUID, _ string, stars int) (recipe.Rating, error) {
	if id != known {
		return recipe.Rating{}, recipe.ErrNotFound
	}
	return recipe.Rating{Average: float64(stars), Count: 1}, f.err
}

func (f *fakeStore) Tags(context.Context) ([]recipe.Tag, error) {
	return []recipe.Tag{{Name: "soup", Count: 3}}, f.err
}

func (f *fakeStore) Search(context.Context, recipe.Search) (recipe.Page, error) {
	return recipe.Page{Recipes: []recipe.Summary{{ID: known, Title: "Soup", Tags: []string{}, Servings: 2, Version: 1, Rating: aRating}}, Next: &recipe.Cursor{ID: known}}, f.err
}

type harness struct {
	*Server
	store *fakeStore
	logs  *bytes.Buffer
	// slowBody makes bodies that do not come in time.
	slowBody bool
}

func newHarness(checks ...Check) harness {
	store, logs := &fakeStore{}, &bytes.Buffer{}
	log := slog.New(slog.NewJSONHandler(logs, nil))
	return harness{New(Info{Color: "blue", Version: "1.2.3"}, store, auth.New("", ClientOf(0), slog.New(slog.DiscardHandler)), checks, prometheus.NewRegistry(), log), store, logs, false}
}

// do sends a request; headers are "Name: value".
func (h harness) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	h.ServeHTTP(response, h.request(method, target, body, headers...))
	return response
}

func TestEveryResponse(t *testing.T) {
	unavailable := fmt.Errorf("%w: secret host", recipe.ErrUnavailable)
	cases := []struct {
		name, method, target, body string
		headers                    []string
		storeError                 error
		status                     int
		want                       string
	}{
		{"home", "GET", "/", "", nil, nil, 200, "version 1.2.3"},
		{"live", "GET", "/livez", "", nil, nil, 200, "ok"},
		{"ready", "GET", "/readyz", "", nil, nil, 200, `"ready":true`},
		{"metrics", "GET", "/metrics", "", nil, nil, 200, "alchemorsel_build_info"},
		{"no such path", "GET", "/nowhere", "", nil, nil, 404, "nothing at this path"},
		{"no such method", "PATCH", one, "", nil, nil, 405, "Method Not Allowed"},
		{"from another site", "POST", basePath, soup, []string{"Sec-Fetch-Site: cross-site"}, nil, 403, "another site"},
		{"odd method", "BREW", "/", "", nil, nil, 405, "Method Not Allowed"},
		{"redirect to the clean path", "GET", "//livez", "", nil, nil, 307, ""},
		{"create", "POST", basePath, soup, nil, nil, 201, `"title":"Soup"`},
		{"create with a key", "POST", basePath, soup, []string{"Idempotency-Key: new"}, nil, 201, known.String()},
		{"bad key", "POST", basePath, soup, []string{"Idempotency-Key: a b"}, nil, 400, `"header":"Idempotency-Key"`},
		{"long key", "POST", basePath, soup, []string{"Idempotency-Key: " + strings.Repeat("k", 129)}, nil, 400, "128"},
		{"key of another recipe", "POST", basePath, soup, nil, recipe.ErrKeyReused, 422, "idempotency key"},
		{"form", "POST", basePath, soup, []string{"Content-Type: application/x-www-form-urlencoded"}, nil, 415, "application/json"},
		{"not JSON", "POST", basePath, "{", nil, nil, 400, "ends too early"},
		{"huge", "POST", basePath, `{"title":"` + strings.Repeat("x", recipe.MaxBody) + `"}`, nil, nil, 413, "256 KiB"},
		{"not UTF-8", "POST", basePath, "{\"title\":\"\xff\"}", nil, nil, 400, "UTF-8"},
		{"NUL", "POST", basePath, strings.Replace(soup, "Soup", `\u0000`, 1), nil, nil, 422, `"pointer":"#/title"`},
		{"all problems", "POST", basePath, `{"x/y~":1}`, nil, nil, 422, `#/servings`},
		{"get", "GET", one, "", nil, nil, 200, known.String()},
		{"head", "HEAD", one, "", nil, nil, 200, ""},
		{"get another", "GET", basePath + "/" + uuid.NewString(), "", nil, nil, 404, "no recipe"},
		{"get by rubbish", "GET", basePath + "/1", "", nil, nil, 404, "no recipe"},
		{"get by another form of the id", "GET", basePath + "/" + strings.ToUpper(known.String()), "", nil, nil, 404, "no recipe"},
		{"update", "PUT", one, soup, []string{`If-Match: "1.0-0"`}, nil, 200, "Soup"},
		{"update with nothing", "PUT", one, "", []string{"Content-Type: application/json", "If-Match: *"}, nil, 400, "empty"},
		{"delete", "DELETE", one, "", nil, nil, 204, ""},
		{"delete another", "DELETE", one, "", nil, recipe.ErrNotFound, 404, "no recipe"},
		{"search", "GET", basePath + "?q=soup&tag=warm&limit=5", "", nil, nil, 200, `"nextCursor"`},
		{"cursor of another release", "GET", basePath + "?cursor=of-another-release", "", nil, nil, 400, "start again without it"},
		{"cursor of another order", "GET", basePath + "?sort=rating&cursor=" + (recipe.Cursor{ID: known}).String(), "", nil, nil, 400, "with the same order"},
		{"database away", "GET", basePath, "", nil, unavailable, 503, "try again"},
		{"our mistake", "GET", basePath, "", nil, errors.New("secret"), 500, "on our side"},
		{"panic", "GET", basePath + "/" + uuid.Max.String(), "", nil, nil, 500, "on our side"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := newHarness()
			h.store.err = c.storeError
			response := h.do(c.method, c.target, c.body, c.headers...)
			body := response.Body.String()
			if response.Code != c.status || !strings.Contains(body, c.want) {
				t.Fatalf("got %d %s", response.Code, body)
			}
			header := response.Header()
			if header.Get("X-Color") != "blue" || header.Get("X-Version") != "1.2.3" || header.Get("X-Request-Id") == "" {
				t.Errorf("headers: %v", header)
			}
			if c.status >= 400 {
				checkProblem(t, response)
			}
			if strings.Contains(body, "secret") {
				t.Errorf("the cause is not the client's business: %s", body)
			}
		})
	}
}

// net/http answers this one by itself, unless it is told not to.
func TestOptionsForAll(t *testing.T) {
	response := newHarness().do("OPTIONS", "*", "")
	if response.Code != 400 || response.Header().Get("X-Color") != "blue" {
		t.Fatalf("got %d %v", response.Code, response.Header())
	}
}

func checkProblem(t *testing.T, response *httptest.ResponseRecorder) {
	t.Helper()
	var p problem
	if err := json.Unmarshal(response.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p.Status != response.Code || p.Title == "" || p.RequestID != response.Header().Get("X-Request-Id") ||
		response.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("not a problem: %+v", p)
	}
	if (response.Code == 503) != (response.Header().Get("Retry-After") != "") {
		t.Errorf("Retry-After of a %d: %q", response.Code, response.Header().Get("Retry-After"))
	}
	if response.Code == 405 && response.Header().Get("Allow") == "" {
		t.Error("no Allow")
	}
}

func TestSearchNamesEachParameter(t *testing.T) {
	for query, want := range map[string]string{
		"":                                 "[]",
		"q=soup":                           "[]",
		"q=%00&tag=A&limit=0&cursor=x&x=y": "[cursor limit q tag x]",
	} {
		response := newHarness().do("GET", basePath+"?"+query, "")
		var p problem
		if err := json.Unmarshal(response.Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		wrong := []string{}
		for _, e := range p.Errors {
			wrong = append(wrong, e.Parameter)
		}
		if fmt.Sprint(wrong) != want {
			t.Errorf("%s: got %s", query, response.Body)
		}
	}
	if response := newHarness().do("GET", basePath+"?q=%zz", ""); response.Code != 400 {
		t.Fatalf("got %d", response.Code)
	}
}

func TestReadinessNamesWhatIsNotReady(t *testing.T) {
	database := "cannot be reached"
	h := newHarness(
		Check{Name: "database", State: func() string { return database }},
		Check{Name: "cache", State: func() string { return "not available" }, Optional: true},
	)
	expect := func(status int, notReady string) {
		t.Helper()
		response := h.do("GET", "/readyz", "")
		var answer readiness
		if err := json.Unmarshal(response.Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		if response.Code != status || fmt.Sprint(answer.NotReady) != notReady || answer.Checks["cache"] != "not available" {
			t.Fatalf("got %d %s", response.Code, response.Body)
		}
	}
	expect(503, "[database]")
	database = "ok"
	expect(200, "[]")
	h.draining.Store(true)
	expect(503, "[draining]")
	if h.do("GET", "/livez", "").Code != 200 {
		t.Fatal("a draining process is alive")
	}
}

func TestRequestID(t *testing.T) {
	h := newHarness()
	if got := h.do("GET", "/", "", "X-Request-Id: from-the-gateway.1").Header().Get("X-Request-Id"); got != "from-the-gateway.1" {
		t.Errorf("got %q", got)
	}
	for _, bad := range []string{`a"b`, "a b", strings.Repeat("x", 65)} {
		if got := h.do("GET", "/", "", "X-Request-Id: "+bad).Header().Get("X-Request-Id"); got == bad || got == "" {
			t.Errorf("got %q", got)
		}
	}
}

func TestReplayIsMarked(t *testing.T) {
	h := newHarness()
	response := h.do("POST", basePath, soup, "Idempotency-Key: seen")
	if response.Header().Get("Idempotency-Replayed") != "true" || response.Header().Get("Location") != basePath+"/"+known.String() {
		t.Fatalf("got %v", response.Header())
	}
}

func TestLogs(t *testing.T) {
	h := newHarness()
	for range 100 {
		h.do("GET", "/", "")
		h.do("GET", "/nowhere", "")
	}
	if h.logs.Len() > 0 {
		t.Fatalf("ordinary requests are logged: %s", h.logs)
	}
	h.store.err = fmt.Errorf("%w: refused", recipe.ErrUnavailable)
	for range 100 {
		h.do("GET", basePath, "")
	}
	if lines := strings.Count(h.logs.String(), "\n"); lines < 1 || lines > 5 {
		t.Fatalf("%d lines for 100 requests without a database", lines)
	}
	h.logs.Reset()
	h.do("GET", basePath+"/"+uuid.Max.String(), "", "X-Request-Id: find-me")
	if !strings.Contains(h.logs.String(), "find-me") || !strings.Contains(h.logs.String(), "at the store") {
		t.Fatalf("the panic: %s", h.logs)
	}
}

func TestMetricsHaveFewLabels(t *testing.T) {
	h := newHarness()
	for i := range 50 {
		h.do("GET", fmt.Sprintf("%s/%d", basePath, i), "")
		h.do("GET", fmt.Sprintf("/nowhere/%d", i), "")
		h.do(fmt.Sprintf("BREW%d", i), "/", "")
	}
	text := h.do("GET", "/metrics", "").Body.String()
	if n := strings.Count(text, "http_request_duration_seconds_count"); n != 3 {
		t.Fatalf("%d series:\n%s", n, text)
	}
}

// A client that goes away is not a failure of ours.
func TestClientGone(t *testing.T) {
	h := newHarness()
	h.store.err = fmt.Errorf("%w: %w", recipe.ErrUnavailable, context.Canceled)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	response := httptest.NewRecorder()
	h.ServeHTTP(response, httptest.NewRequest("GET", basePath, nil).WithContext(gone))
	if response.Code != web.StatusClientGone || h.logs.Len() > 0 {
		t.Fatalf("got %d, %s", response.Code, h.logs)
	}
}

// A panic in the middle of an answer must not look like its end.
func TestPanicAfterTheAnswerBegan(t *testing.T) {
	h := newHarness()
	server := httptest.NewUnstartedServer(h.withRequest(h.withObservation(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		_ = http.NewResponseController(w).Flush()
		panic("now")
	}))))
	server.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelDebug)
	server.Start()
	defer server.Close()
	response, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err == nil {
		t.Fatalf("read %q as a whole answer", body)
	}
}
