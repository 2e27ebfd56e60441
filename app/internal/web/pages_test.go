package web

import (
	"html"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

const page = "/recipes/carrot-soup-0199aaaa-0000-7000-8000-000000000001"

func TestPages(t *testing.T) {
	cases := []struct {
		name, target string
		status       int
		texts        []string
	}{
		{"home", "/", 200, []string{"What shall we cook today?", page, `href="/recipes?tag=soup"`, "Served by", "green", "version 1.2.3", "4.2 of 5 stars, 4 ratings"}},
		{"a recipe", page, 200, []string{"<h1>Carrot soup</h1>", "2 carrots", "Boil.", "1 h 15 min", "May 4, 2026", "4.2 of 5 stars", `name="description" content="Warm."`}},
		{"a recipe after it was added", page + "?done=added", 200, []string{"The recipe was added."}},
		{"a recipe after something unknown", page + "?done=%3Cscript%3E", 200, nil},
		{"no recipe", "/recipes/soup-" + uuid.NewString(), 404, []string{"There is no such recipe"}},
		{"no id", "/recipes/soup", 404, nil},
		{"an id in another form", strings.ToUpper(page[9:]), 404, nil},
		{"a path trick", "/recipes/%2e%2e%2f%2e%2e%2fetc%2fpasswd/edit", 404, nil},
		{"the form", "/recipes/new", 200, []string{"Add a recipe", `name="key" value="`, `name="description"`}},
		{"the form of a change", page + "/edit", 200, []string{"Edit the recipe", `value="Carrot soup"`, "water\n2 carrots", `name="version" value="7"`, `<option value="easy" selected>`}},
		{"search", "/recipes", 200, []string{"1 recipe<", page}},
		{"search with everything", "/recipes?q=carrot&tag=soup&tag=quick&difficulty=easy&minutes=30&sort=rating&utm=x", 200, []string{`value="carrot"`, "Remove the tag", `<option value="30" selected>`, `<option value="rating" selected>`}},
		{"search of an empty form", "/recipes?q=&difficulty=&minutes=&sort=", 200, []string{"1 recipe"}},
		{"search with a bad tag", "/recipes?tag=%3Cscript%3E", 400, []string{"The tag must be a tag"}},
		{"search of control characters", "/recipes?q=a%00b", 400, []string{"The search must be text"}},
		{"search of bad UTF-8", "/recipes?q=%ff", 400, []string{"The search must be text"}},
		{"a long search", "/recipes?q=" + strings.Repeat("x", 5000), 400, []string{strings.Repeat("x", 200) + "…"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if !strings.HasPrefix(c.target, "/") {
				c.target = "/recipes/" + c.target
			}
			response := open().do("GET", c.target, nil)
			if c.status == 404 && response.Header().Get("Content-Type") == "" {
				t.Skip("no route of the site") // the server answers
			}
			wantPage(t, response, c.status, c.texts...)
			if strings.Contains(response.Body.String(), "<script>") {
				t.Error("a script got into the page")
			}
		})
	}
}

func TestRecipeMovesToItsTitle(t *testing.T) {
	response := open().do("GET", "/recipes/beetroot-"+known.String()+"?done=rated", nil)
	if response.Code != http.StatusFound || response.Header().Get("Location") != page+"?done=rated" {
		t.Fatalf("got %d to %s", response.Code, response.Header().Get("Location"))
	}
}

func TestSearchAsksForWhatItShows(t *testing.T) {
	f := open()
	f.recipes.next = &recipe.Cursor{ID: known}
	response := f.do("GET", "/recipes?q=+carrot+&tag=soup&minutes=30&limit=1", nil)
	asked := f.recipes.search
	if asked.Text != "carrot" || asked.Tags[0] != "soup" || asked.MaxMinutes != 30 || asked.Order != recipe.Relevance || asked.Limit != onPage {
		t.Fatalf("got %+v", asked)
	}
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(response.Body.String())
	if next == nil {
		t.Fatal("no next page")
	}
	wantPage(t, f.do("GET", html.UnescapeString(next[1]), nil), 200, "First page", "1 recipe, and there are more")
	if f.recipes.search.Cursor.ID != known || f.recipes.search.Text != "carrot" {
		t.Fatalf("got %+v", f.recipes.search)
	}
}

// TestCursorOfAnotherRelease: after a rollback, a page of before may link on by a cursor that only the later release reads.
func TestCursorOfAnotherRelease(t *testing.T) {
	wantRedirect(t, open().do("GET", "/recipes?q=carrot&tag=soup&cursor=of-another-release", nil), "/recipes?q=carrot&tag=soup")
	wantRedirect(t, open().do("GET", "/recipes?sort=rating&cursor="+recipe.Cursor{ID: known}.String(), nil), "/recipes?sort=rating")
	wantPage(t, open().do("GET", "/recipes?tag=A&cursor=of-another-release", nil), 400, "The tag must be")
}

// TestFormShowsWhatItFilters: whatever a link asks for stands in the form, or the next search would drop it.
func TestFormShowsWhatItFilters(t *testing.T) {
	for query, want := range map[string]string{
		"minutes=45":        `<option value="30">Up to 30 min</option><option value="45" selected>Up to 45 min</option><option value="60">`,
		"minutes=5":         `<option value="">Any</option><option value="5" selected>Up to 5 min</option><option value="15">`,
		"minutes=10080":     `<option value="120">Up to 2 h</option><option value="10080" selected>Up to 168 h</option></select>`,
		"minutes=30":        `<option value="15">Up to 15 min</option><option value="30" selected>Up to 30 min</option><option value="60">`,
		"sort=newest":       `<option value="newest" selected>`,
		"q=x&sort=newest":   `<option value="newest" selected>`,
		"sort=rating":       `<option value="rating" selected>`,
		"difficulty=medium": `<option value="medium" selected>`,
		"q=x":               `<option value="">Best match</option><option value="newest">`,
		"":                  `<option value="">Best match</option><option value="newest">`,
	} {
		wantPage(t, open().do("GET", "/recipes?"+query, nil), 200, want)
	}
}

func TestNoMoreTagsThanASearchTakes(t *testing.T) {
	response := open().do("GET", "/recipes?tag=a&tag=b&tag=c&tag=d&tag=e", nil)
	wantPage(t, response, 200, "Chosen tags")
	if strings.Contains(response.Body.String(), "Narrow down") {
		t.Fatal("a sixth tag is offered")
	}
}

func TestFailures(t *testing.T) {
	cases := []struct {
		name   string
		err    error
		status int
		text   string
	}{
		{"the database is away", recipe.ErrUnavailable, 503, "out of reach"},
		{"something breaks", errBroken, 500, "on our side"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := open()
			f.recipes.err = c.err
			for _, target := range []string{"/", "/recipes", page, page + "/edit"} {
				wantPage(t, f.do("GET", target, nil), c.status, c.text)
			}
			f.recipes.err, f.recipes.tagsErr = nil, c.err
			for _, target := range []string{"/", "/recipes"} {
				wantPage(t, f.do("GET", target, nil), c.status, c.text)
			}
			if (c.status == 500) != strings.Contains(f.logs.String(), "page failed") {
				t.Errorf("the log: %s", f.logs)
			}
		})
	}
}

// TestHTMLInEveryField: whatever is stored is text on every page.
func TestHTMLInEveryField(t *testing.T) {
	const evil = `"><img src=x onerror=alert(1)><script>alert(2)</script>'`
	f := open()
	f.recipes.found.Draft = recipe.Draft{Title: evil, Description: evil, Ingredients: []string{evil}, Steps: []string{evil}, Tags: []string{evil}, Servings: 1, Difficulty: evil}
	own := recipeURL(evil, known)
	for _, target := range []string{"/", "/recipes", "/recipes?q=" + url.QueryEscape(evil), own, own + "/edit", "/sign-in?next=" + url.QueryEscape("/"+evil), own + "?done=" + url.QueryEscape(evil)} {
		body := f.do("GET", target, nil).Body.String()
		if strings.Contains(body, "<img") || strings.Contains(body, "<script>") {
			t.Errorf("%s lets HTML through", target)
		}
	}
	body := f.do("POST", "/recipes", url.Values{"title": {evil}, "description": {evil}, "ingredients": {evil}, "steps": {evil}, "tags": {evil}, "servings": {evil}, "minutes": {evil}, "difficulty": {evil}, "key": {evil}}).Body.String()
	if strings.Contains(body, "<img") || strings.Contains(body, "<script>") {
		t.Error("the form lets HTML through")
	}
}

func TestHeaders(t *testing.T) {
	header := open().do("GET", "/", nil).Header()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'", "X-Frame-Options": "DENY",
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
	} {
		if !strings.HasPrefix(header.Get(name), want) {
			t.Errorf("%s: %q", name, header.Get(name))
		}
	}
	if strings.Contains(header.Get("Content-Security-Policy"), "unsafe") || header.Get("Strict-Transport-Security") != "" {
		t.Errorf("got %v", header)
	}
	if open().do("GET", "/", nil, "X-Forwarded-Proto: https").Header().Get("Strict-Transport-Security") != "max-age=63072000" {
		t.Error("no HSTS behind TLS")
	}
}

// TestNothingInlineIsNeeded: the policy would keep it from working.
func TestNothingInlineIsNeeded(t *testing.T) {
	entries, err := templateFiles.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	shared, err := templateFiles.ReadDir("templates/shared")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range append(entries, shared...) {
		for _, folder := range []string{"templates/", "templates/shared/"} {
			text, err := os.ReadFile(folder + entry.Name())
			if err == nil && regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|<script(>| [^>]*[^"]>)|javascript:`).Match(text) {
				t.Errorf("%s has something inline", entry.Name())
			}
		}
	}
}
