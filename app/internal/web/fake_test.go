package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

const editorKey = "correct-horse-battery-staple-0001"

var known = uuid.MustParse("0199aaaa-0000-7000-8000-000000000001")

var soup = recipe.Draft{
	Title: "Carrot soup", Description: "Warm.", Ingredients: []string{"water", "2 carrots"}, Steps: []string{"Cut.", "Boil."},
	Tags: []string{"soup"}, Servings: 2, Minutes: 75, Difficulty: recipe.Easy,
}

// fakeRecipes knows one recipe, and fails as it is told.
type fakeRecipes struct {
	err, tagsErr error
	found        recipe.Recipe
	search       recipe.Search
	created      []recipe.Draft
	keys         []string
	raters       []string
	next         *recipe.Cursor
	creating     func() // may wait
	mutex        sync.Mutex
}

func (f *fakeRecipes) Create(_ context.Context, d recipe.Draft, key string) (recipe.Recipe, bool, error) {
	if f.creating != nil {
		f.creating()
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.created, f.keys = append(f.created, d), append(f.keys, key)
	return recipe.Recipe{ID: known, Draft: d, Version: 1}, false, f.err
}

func (f *fakeRecipes) Get(_ context.Context, id uuid.UUID) (recipe.Recipe, error) {
	if id != known {
		return recipe.Recipe{}, recipe.ErrNotFound
	}
	return f.found, f.err
}

func (f *fakeRecipes) Update(_ context.Context, id uuid.UUID, d recipe.Draft, version int) (recipe.Recipe, error) {
	if version != f.found.Version {
		return f.found, recipe.ErrChanged
	}
	f.found.Draft = d
	return recipe.Recipe{ID: id, Draft: d, Version: version + 1}, f.err
}

func (f *fakeRecipes) Rate(_ context.Context, _ uuid.UUID, rater string, _ int) (recipe.Rating, error) {
	f.raters = append(f.raters, rater)
	return recipe.Rating{Average: 4, Count: 1}, f.err
}

func (f *fakeRecipes) Search(_ context.Context, s recipe.Search) (recipe.Page, error) {
	f.search = s
	summary := recipe.Summary{ID: f.found.ID, Title: f.found.Title, Description: f.found.Description, Tags: f.found.Tags, Servings: 2, Rating: f.found.Rating}
	return recipe.Page{Recipes: []recipe.Summary{summary}, Next: f.next}, f.err
}

func (f *fakeRecipes) Tags(context.Context) ([]recipe.Tag, error) {
	return []recipe.Tag{{Name: "soup", Count: 3}, {Name: "quick", Count: 1}}, f.tagsErr
}

type fixture struct {
	http.Handler
	recipes *fakeRecipes
	keyFile string
	logs    *bytes.Buffer
}

// open is a site where everybody may write.
func open() *fixture { return newFixture("") }

// guarded is one where the editor may.
func guarded(t *testing.T) *fixture {
	t.Helper()
	keyFile := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(keyFile, []byte(editorKey), 0o600); err != nil {
		t.Fatal(err)
	}
	return newFixture(keyFile)
}

func newFixture(keyFile string) *fixture {
	logs := &bytes.Buffer{}
	log := slog.New(slog.NewTextHandler(logs, nil))
	at := time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)
	recipes := &fakeRecipes{found: recipe.Recipe{ID: known, Draft: soup, Version: 7, Rating: recipe.Rating{Average: 4.25, Count: 4}, CreatedAt: at}}
	mux := http.NewServeMux()
	New("green", "1.2.3", recipes, auth.New(keyFile, func(r *http.Request) string { return r.RemoteAddr }, log), log).Register(mux)
	return &fixture{Secure(mux), recipes, keyFile, logs}
}

// do sends a request; a form is one of a browser. Headers are "Name: value".
func (f *fixture) do(method, target string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return f.send(request, headers)
}

func (f *fixture) send(request *http.Request, headers []string) *httptest.ResponseRecorder {
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response := httptest.NewRecorder()
	f.ServeHTTP(response, request)
	return response
}

// signedIn is the header of a browser that has signed in.
func (f *fixture) signedIn(t *testing.T) string {
	t.Helper()
	response := f.do("POST", "/sign-in", url.Values{"key": {editorKey}})
	if response.Code != http.StatusSeeOther {
		t.Fatalf("got %d", response.Code)
	}
	cookie := response.Result().Cookies()[0]
	return "Cookie: " + cookie.Name + "=" + cookie.Value
}

func wantPage(t *testing.T, response *httptest.ResponseRecorder, status int, texts ...string) {
	t.Helper()
	if response.Code != status {
		t.Errorf("status %d, want %d", response.Code, status)
	}
	if kind := response.Header().Get("Content-Type"); kind != "text/html; charset=utf-8" {
		t.Errorf("it is %q", kind)
	}
	for _, text := range texts {
		if !strings.Contains(response.Body.String(), text) {
			t.Errorf("no %q in:\n%s", text, response.Body)
		}
	}
}

func wantRedirect(t *testing.T, response *httptest.ResponseRecorder, location string) {
	t.Helper()
	if response.Code != http.StatusSeeOther || response.Header().Get("Location") != location {
		t.Errorf("got %d to %q, want %q", response.Code, response.Header().Get("Location"), location)
	}
}

func ungzip(t *testing.T, content []byte) string {
	t.Helper()
	reader, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var errBroken = fmt.Errorf("broken")
