package web

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
)

// filled is the form of a recipe, with these changes.
func filled(changes ...string) url.Values {
	form := url.Values{
		"title": {" Tea "}, "description": {""}, "ingredients": {"water\r\n\r\n tea \r\n"}, "steps": {"Boil.\r\nWait."},
		"tags": {"Hot drink,  tea, tea,"}, "servings": {" 1 "}, "minutes": {"5"}, "difficulty": {"easy"}, "version": {"7"},
		"key": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	}
	for i := 0; i < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

var tea = recipe.Draft{
	Title: "Tea", Ingredients: []string{"water", "tea"}, Steps: []string{"Boil.", "Wait."}, Tags: []string{"hot-drink", "tea"},
	Servings: 1, Minutes: 5, Difficulty: recipe.Easy,
}

func TestAdd(t *testing.T) {
	f := open()
	wantRedirect(t, f.do("POST", "/recipes", filled()), "/recipes/tea-"+known.String()+"?done=added")
	if !reflect.DeepEqual(f.recipes.created[0], tea) {
		t.Fatalf("got %+v", f.recipes.created[0])
	}
	f.do("POST", "/recipes", filled())
	f.do("POST", "/recipes", filled("key", "forged <key>"))
	if keys := f.recipes.keys; keys[0] != "form-ABCDEFGHIJKLMNOPQRSTUVWXYZ" || keys[1] != keys[0] || keys[2] == keys[0] {
		t.Fatalf("got %v: a form that is sent twice must add one recipe", keys)
	}
}

func TestWrongForms(t *testing.T) {
	cases := []struct {
		name string
		form url.Values
		want []string
	}{
		{"no title", filled("title", " "), []string{`<a href="#title">Title must not be empty.</a>`, `aria-describedby="title-errors"`, `aria-invalid="true"`}},
		{"nothing", url.Values{}, []string{"Title must not be empty.", "Ingredients must have from 1", "Steps must have", "Servings must be from 1"}},
		{"a long ingredient", filled("ingredients", "tea\n"+strings.Repeat("x", 201)), []string{"Line 2 must have at most 200 characters, has 201."}},
		{"too many steps", filled("steps", strings.Repeat("x\n", 101)), []string{"Steps must have from 1 to 100 items, has 101."}},
		{"an odd tag", filled("tags", "tea, Süß"), []string{"Tag 2 must have at most 40", `value="tea, Süß"`}},
		{"servings in words", filled("servings", "two"), []string{"Servings must be a whole number.", `value="two"`}},
		{"no minutes at all", filled("minutes", "0"), []string{"Minutes must be from 1"}},
		{"minutes in words", filled("minutes", "soon"), []string{"Minutes must be a whole number."}},
		{"another difficulty", filled("difficulty", "brutal"), []string{"Difficulty must be one of"}},
		{"a NUL", filled("title", "a\x00b"), []string{"Title must not contain control characters."}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := open()
			response := f.do("POST", "/recipes", c.form)
			wantPage(t, response, http.StatusUnprocessableEntity, append(c.want, "There is a problem", "<title>Not saved: ")...)
			for _, kept := range []string{"Boil.", "water"} {
				if len(c.form) > 0 && !strings.Contains(response.Body.String(), kept) && c.form.Get("steps") == filled().Get("steps") && c.form.Get("ingredients") == filled().Get("ingredients") {
					t.Errorf("%q is lost", kept)
				}
			}
			if len(f.recipes.created) > 0 {
				t.Error("it was saved")
			}
			wantPage(t, f.do("POST", page+"/edit", merged(c.form, "version", "7")), http.StatusUnprocessableEntity, c.want[0])
		})
	}
}

func merged(form url.Values, name, value string) url.Values {
	copied := url.Values{}
	for key, values := range form {
		copied[key] = values
	}
	copied.Set(name, value)
	return copied
}

func TestBadUTF8IsShown(t *testing.T) {
	f := open()
	f.do("POST", "/recipes", filled("title", "a\xffb"))
	if f.recipes.created[0].Title != "a\uFFFDb" {
		t.Fatalf("got %q", f.recipes.created[0].Title)
	}
}

func TestNoForms(t *testing.T) {
	cases := []struct {
		name, target string
		form         url.Values
		headers      []string
		status       int
	}{
		{"JSON", "/recipes", filled(), []string{"Content-Type: application/json"}, 415},
		{"a file", "/recipes", filled(), []string{"Content-Type: multipart/form-data; boundary=x"}, 415},
		{"no kind", page + "/ratings", filled(), []string{"Content-Type: "}, 415},
		{"huge", "/recipes", filled("steps", strings.Repeat("x", maxForm)), nil, 413},
		{"a huge key", "/sign-in", filled("key", strings.Repeat("x", maxSmallForm)), nil, 413},
		{"from another site", "/recipes", filled(), []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"from another subdomain", page + "/ratings", url.Values{"stars": {"5"}}, []string{"Sec-Fetch-Site: same-site"}, 403},
		{"from another origin", "/sign-out", url.Values{}, []string{"Sec-Fetch-Site: ", "Origin: https://evil.example"}, 403},
		{"no version", page + "/edit", filled("version", ""), nil, 400},
		{"any version", page + "/edit", filled("version", "0"), nil, 400},
		{"change of nothing", "/recipes/1/edit", filled(), nil, 404},
		{"rating of nothing", "/recipes/1/ratings", url.Values{"stars": {"5"}}, nil, 404},
		{"no stars", page + "/ratings", url.Values{}, nil, 422},
		{"six stars", page + "/ratings", url.Values{"stars": {"6"}}, nil, 422},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := open()
			wantPage(t, f.do("POST", c.target, c.form, c.headers...), c.status)
			if len(f.recipes.created)+len(f.recipes.raters) > 0 {
				t.Error("it was done")
			}
		})
	}
	t.Run("cut off", func(t *testing.T) {
		request := httptest.NewRequest("POST", "/recipes", strings.NewReader("title=%zz"))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response := httptest.NewRecorder()
		open().ServeHTTP(response, request)
		wantPage(t, response, 400, "in pieces")
	})
}

func TestChange(t *testing.T) {
	f := open()
	wantRedirect(t, f.do("POST", page+"/edit", filled()), "/recipes/tea-"+known.String()+"?done=saved")
	if !reflect.DeepEqual(f.recipes.found.Draft, tea) {
		t.Fatalf("got %+v", f.recipes.found.Draft)
	}
}

func TestTwoChangesAtOnce(t *testing.T) {
	f := open()
	response := f.do("POST", page+"/edit", filled("version", "6", "title", "Mine"))
	wantPage(t, response, http.StatusConflict, "Somebody else", `value="Mine"`, "Theirs:", "Carrot soup", `name="version" value="7"`)
	if f.recipes.found.Title != "Carrot soup" {
		t.Fatal("theirs is lost")
	}
	wantRedirect(t, f.do("POST", page+"/edit", filled("title", "Mine")), "/recipes/mine-"+known.String()+"?done=saved")
}

func TestNothingTypedIsLost(t *testing.T) {
	cases := []struct {
		name   string
		err    error
		status int
		text   string
	}{
		{"the database is away", recipe.ErrUnavailable, 503, "nothing was saved yet"},
		{"the form was changed after it was sent", recipe.ErrKeyReused, 409, "already added"},
	}
	for _, c := range cases {
		f := open()
		f.recipes.err = c.err
		wantPage(t, f.do("POST", "/recipes", filled()), c.status, c.text, `value=" Tea "`)
	}
	f := open()
	f.recipes.err = recipe.ErrUnavailable
	wantPage(t, f.do("POST", page+"/edit", filled()), 503, "nothing was saved yet", `value=" Tea "`)
	f.recipes.err = errBroken
	wantPage(t, f.do("POST", page+"/edit", filled()), 500)
}

func TestRate(t *testing.T) {
	f := open()
	response := f.do("POST", page+"/ratings", url.Values{"stars": {"5"}})
	wantRedirect(t, response, "/recipes/"+known.String()+"?done=rated#rating")
	cookie := response.Result().Cookies()[0]
	f.do("POST", page+"/ratings", url.Values{"stars": {"4"}}, "Cookie: rater="+cookie.Value)
	f.do("POST", page+"/ratings", url.Values{"stars": {"4"}}, "Cookie: rater=forged")
	if r := f.recipes.raters; r[0] != r[1] || r[0] == r[2] || !cookie.HttpOnly {
		t.Fatalf("got %v", r)
	}
	f.recipes.err = recipe.ErrNotFound
	wantPage(t, f.do("POST", page+"/ratings", url.Values{"stars": {"5"}}), 404)
}

// TestTwoRatingsAtOnce: a double click sends the form twice before the first answer is there, so the browser must have its
// name before it rates.
func TestTwoRatingsAtOnce(t *testing.T) {
	f := guarded(t)
	editor := f.signedIn(t)
	if reader := f.do("GET", page, nil); len(reader.Result().Cookies()) > 0 {
		t.Fatalf("who can't rate gets %v", reader.Result().Cookies())
	}
	shown := f.do("GET", page, nil, editor)
	cookies := shown.Result().Cookies()
	if len(cookies) != 1 || cookies[0].Name != raterCookie || cookies[0].Path != "/recipes" || !cookies[0].HttpOnly {
		t.Fatalf("got %v", cookies)
	}
	if header := shown.Header(); header.Get("Cache-Control") != "private, no-cache" || !slices.Contains(header.Values("Vary"), "Cookie") {
		t.Fatalf("others may get it: %v", header)
	}
	both := editor + "; rater=" + cookies[0].Value
	for range 2 {
		if again := f.do("POST", page+"/ratings", url.Values{"stars": {"5"}}, both); len(again.Result().Cookies()) > 0 {
			t.Fatalf("it gets another name: %v", again.Result().Cookies())
		}
	}
	if r := f.recipes.raters; len(r) != 2 || r[0] != r[1] || r[0] != cookies[0].Value {
		t.Fatalf("got %v", r)
	}
	if again := f.do("GET", page, nil, both); len(again.Result().Cookies()) > 0 {
		t.Fatalf("it gets another name: %v", again.Result().Cookies())
	}
}

func TestOnlyTheEditorWrites(t *testing.T) {
	f := guarded(t)
	wantRedirect(t, f.do("GET", "/recipes/new", nil), "/sign-in?next=%2Frecipes%2Fnew")
	wantPage(t, f.do("GET", page, nil), 200, "Sign in</a> to rate")
	wantPage(t, f.do("POST", "/recipes", filled()), 401, "Sign in in another tab", `value=" Tea "`)
	wantPage(t, f.do("POST", page+"/edit", filled()), 401, "Sign in in another tab", `value=" Tea "`)
	wantPage(t, f.do("POST", page+"/ratings", url.Values{"stars": {"5"}}), 401, "You are not signed in any more", `next=`+strings.ReplaceAll(page, "/", "%2f")+`"`)
	wantPage(t, f.do("POST", "/recipes", filled(), "Cookie: editor=forged"), 401)
	if len(f.recipes.created)+len(f.recipes.raters) > 0 {
		t.Fatal("somebody wrote")
	}
	editor := f.signedIn(t)
	wantPage(t, f.do("GET", "/recipes/new", nil, editor), 200, "Sign out")
	wantRedirect(t, f.do("POST", "/recipes", filled(), editor), "/recipes/tea-"+known.String()+"?done=added")
	wantRedirect(t, f.do("POST", "/sign-out", url.Values{}, editor), "/")
}

func TestSignIn(t *testing.T) {
	f := guarded(t)
	wantPage(t, f.do("GET", "/sign-in?next=/recipes/new", nil), 200, `name="next" value="/recipes/new"`)
	wantPage(t, f.do("POST", "/sign-in", url.Values{"key": {"wrong"}, "next": {"/recipes/new"}}), 403, "not the editor&#39;s key", `value="/recipes/new"`)
	wantRedirect(t, f.do("POST", "/sign-in", url.Values{"key": {" " + editorKey}, "next": {"/recipes/new"}}), "/recipes/new")
	wantRedirect(t, f.do("GET", "/sign-in?next=/recipes/new", nil, f.signedIn(t)), "/recipes/new")
	for range 5 {
		f.do("POST", "/sign-in", url.Values{"key": {"wrong"}})
	}
	response := f.do("POST", "/sign-in", url.Values{"key": {editorKey}})
	wantPage(t, response, 429, "Too many wrong keys. Try again in 6 minutes.")
	if response.Header().Get("Retry-After") == "" || strings.Contains(f.logs.String(), editorKey) {
		t.Fatal("no Retry-After, or the key is in the log")
	}
}

func TestNoKeyNoWrites(t *testing.T) {
	f := guarded(t)
	editor := f.signedIn(t)
	if err := os.Remove(f.keyFile); err != nil {
		t.Fatal(err)
	}
	wantPage(t, f.do("GET", "/", nil, editor), 200, "Sign in")
	wantPage(t, f.do("GET", "/recipes/new", nil, editor), 503, "Nobody can sign in")
	wantPage(t, f.do("POST", "/recipes", filled(), editor), 503)
	wantPage(t, f.do("POST", "/sign-in", url.Values{"key": {editorKey}}), 503)
}

func TestSafePath(t *testing.T) {
	for next, want := range map[string]string{
		"": "/", "/": "/", "/recipes/new": "/recipes/new", "/recipes?q=x": "/recipes", "https://evil.example": "/", "//evil.example": "/",
		"/\\evil.example": "/", "/%5cevil": "/%5Cevil", "/a/../..//evil.example": "/evil.example", "javascript:alert(1)": "/", "/\tevil": "/",
		"/%2f/evil.example": "/evil.example", "relative": "/", "/%zz": "/",
	} {
		got := safePath(next)
		if got != want {
			t.Errorf("%q: got %q", next, got)
		}
		if strings.HasPrefix(got, "//") || strings.HasPrefix(got, "/\\") {
			t.Errorf("%q leads away: %q", next, got)
		}
	}
}

// sentUnchanged is what a browser sends of a recipe's form. All ends of lines are one in a text area, and \r\n when it is sent.
func sentUnchanged(draft recipe.Draft) url.Values {
	form := url.Values{"version": {"7"}}
	for field, value := range valuesOf(draft) {
		form.Set(field, strings.NewReplacer("\r\n", "\r\n", "\r", "\r\n", "\n", "\r\n").Replace(value))
	}
	return form
}

// TestFormKeepsARecipe: a recipe that is opened and saved is the same.
func TestFormKeepsARecipe(t *testing.T) {
	for name, steps := range map[string][]string{
		"lines": {"Cut.", "Boil."}, "one": {"Boil."}, "paragraphs": {"Cut:\nfine.", "Boil."}, "one of two lines": {"Cut:\nfine."},
		"an empty line within one": {"Cut:\n\nfine.", "Boil."}, "as many as there may be": slices.Repeat([]string{"a\n\nb"}, recipe.MaxSteps),
	} {
		t.Run(name, func(t *testing.T) {
			f := open()
			f.recipes.found.Steps = steps
			want := f.recipes.found.Draft
			wantRedirect(t, f.do("POST", page+"/edit", sentUnchanged(want)), page+"?done=saved")
			if !reflect.DeepEqual(f.recipes.found.Draft, want) {
				t.Fatalf("got %+v", f.recipes.found.Draft)
			}
		})
	}
}

// TestFormKeepsAnyRecipe does so with recipes of what texts may hold, however odd.
func TestFormKeepsAnyRecipe(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() (text string) {
		for range 1 + random.IntN(6) {
			text += []string{"a", "é", " ", "\u00a0", "\t", "\n", "\r", "\r\n", ",", "0"}[random.IntN(10)]
		}
		return text
	}
	texts := func() (texts []string) {
		for range 1 + random.IntN(3) {
			texts = append(texts, text())
		}
		return texts
	}
	f := open()
	for tried := 0; tried < 200; {
		want := recipe.Draft{
			Title: text(), Description: text(), Ingredients: texts(), Steps: texts(), Tags: slices.Repeat([]string{"soup"}, random.IntN(3)),
			Servings: 1 + random.IntN(9), Minutes: random.IntN(9), Difficulty: recipe.Easy,
		}
		if len(want.Validate()) > 0 {
			continue
		}
		tried++
		f.recipes.found.Draft = want
		if response := f.do("POST", page+"/edit", sentUnchanged(want)); response.Code != http.StatusSeeOther || !reflect.DeepEqual(f.recipes.found.Draft, want) {
			t.Fatalf("%d: %#v became %#v", response.Code, want, f.recipes.found.Draft)
		}
	}
}

func TestFormTakesWhatIsChanged(t *testing.T) {
	f := open()
	f.recipes.found.Steps = []string{"Cut:\n\nfine.", " Boil. "}
	form := sentUnchanged(f.recipes.found.Draft)
	form.Set("steps", form.Get("steps")+"Eat.")
	f.do("POST", page+"/edit", form)
	if got := f.recipes.found.Steps; !slices.Equal(got, []string{"Cut:", "fine.", "Boil.", "Eat."}) {
		t.Fatalf("got %q", got)
	}
}

func TestEachFormHasAKeyOfItsOwn(t *testing.T) {
	key := regexp.MustCompile(`name="key" value="([A-Z2-7]{26})"`)
	first, second := key.FindStringSubmatch(open().do("GET", "/recipes/new", nil).Body.String()), key.FindStringSubmatch(open().do("GET", "/recipes/new", nil).Body.String())
	if first == nil || second == nil || first[1] == second[1] {
		t.Fatalf("got %v and %v", first, second)
	}
}

func TestNobodyReadsTheAnswer(t *testing.T) {
	f := open()
	f.recipes.err = context.Canceled
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	response := httptest.NewRecorder()
	f.ServeHTTP(response, httptest.NewRequest("GET", "/", nil).WithContext(ctx))
	if response.Code != StatusClientGone || strings.Contains(f.logs.String(), "page failed") {
		t.Fatalf("a client that went away is counted or logged as our failure: %d, %s", response.Code, f.logs)
	}
}
