package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// FuzzForm: what is accepted can be stored, is what was typed, and comes out of the form to change it as it went in.
func FuzzForm(f *testing.F) {
	f.Add("title=Soup&ingredients=water%0D%0A2+carrots&steps=Cut.%0A%0ABoil.&tags=Main+Course,soup&servings=2&minutes=5&difficulty=easy")
	f.Add("title=%00&servings=999999999999999999999")
	f.Add("title=%ff%fe&steps=%0a%0a%0a")
	f.Fuzz(func(t *testing.T, body string) {
		values, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		draft, problems := parseForm(typed(&http.Request{PostForm: values}), nil)
		if len(problems) > 0 {
			return
		}
		if found := draft.Validate(); len(found) > 0 || strings.ContainsRune(draft.Title, 0) {
			t.Fatalf("accepted %+v: %v", draft, found)
		}
		again := url.Values{}
		for name, value := range valuesOf(draft) {
			again.Set(name, value)
		}
		kept, problems := parseForm(typed(&http.Request{PostForm: again}), nil)
		if len(problems) > 0 || strings.Join(kept.Steps, "|") != strings.Join(draft.Steps, "|") || kept.Title != draft.Title ||
			strings.Join(kept.Ingredients, "|") != strings.Join(draft.Ingredients, "|") || strings.Join(kept.Tags, "|") != strings.Join(draft.Tags, "|") {
			t.Fatalf("%+v became %+v: %v", draft, kept, problems)
		}
	})
}

// FuzzAcceptEncoding: an answer has an encoding that the client has named and not refused, and its content is the same in each.
func FuzzAcceptEncoding(f *testing.F) {
	for _, seed := range []string{"gzip, br", "GZIP;q=0.5", "gzip;q=0", "br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip;q=", "gzip;q=x", ";;,,q=", "\x00gzip", "identity"} {
		f.Add(seed)
	}
	site, script := open(), loadAssets()["main.js"]
	f.Fuzz(func(t *testing.T, header string) {
		r := &http.Request{Header: http.Header{"Accept-Encoding": {header}}}
		best := bestEncoding(r, "br", "gzip")
		if !slices.Contains([]string{"", "br", "gzip"}, best) || !strings.Contains(strings.ToLower(header), best) {
			t.Fatalf("%q is %q", header, best)
		}
		for _, name := range []string{"br", "gzip"} {
			if strings.TrimSpace(header) == name && best != name || strings.ReplaceAll(header, " ", "") == name+";q=0" && best != "" {
				t.Fatalf("%q is %q", header, best)
			}
		}
		if strings.ContainsAny(header, "\r\n\x00") {
			return // no header
		}
		for _, target := range []string{"/sign-in", "/assets/" + script.name} {
			answer := site.do("GET", target, nil, "Accept-Encoding: "+header)
			encoding := answer.Header().Get("Content-Encoding")
			if answer.Code != 200 && answer.Code != 303 || encoding != "" && !strings.Contains(strings.ToLower(header), encoding) {
				t.Fatalf("%q: %d, %q", header, answer.Code, encoding)
			}
			if target != "/sign-in" && encoding == "" && answer.Body.String() != string(script.content[""]) {
				t.Fatalf("%q: another script", header)
			}
			if target != "/sign-in" && encoding == "gzip" && ungzip(t, answer.Body.Bytes()) != string(script.content[""]) {
				t.Fatalf("%q: another script in gzip", header)
			}
		}
	})
}

// FuzzSafePath: after the sign-in a browser stays on this site.
func FuzzSafePath(f *testing.F) {
	for _, seed := range []string{"/recipes/new", "//evil.example", `/\evil.example`, "https://evil.example", "/%2f%2fevil.example", "/a/..//evil.example", "javascript:alert(1)", "/\t/evil.example", "//", ""} {
		f.Add(seed)
	}
	base := &url.URL{Scheme: "https", Host: "own.example"}
	f.Fuzz(func(t *testing.T, next string) {
		path := safePath(next)
		address, err := url.Parse(path)
		if err != nil || base.ResolveReference(address).Host != base.Host || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
			t.Fatalf("%q leads to %q", next, path)
		}
	})
}

// FuzzSearchPage: whatever stands in the address, there is a page.
func FuzzSearchPage(f *testing.F) {
	f.Add("q=soup&tag=a&sort=rating&cursor=x")
	f.Add("q=%ff%00&tag=%3Cscript%3E")
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		if got := open().do("GET", "/recipes?"+values.Encode(), nil); !slices.Contains([]int{200, 303, 400}, got.Code) || strings.Contains(got.Body.String(), "<script>") {
			t.Fatalf("%q: %d", query, got.Code)
		}
	})
}
