package web

import (
	"regexp"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
)

func TestAssets(t *testing.T) {
	loaded := loadAssets()
	for name, each := range loaded {
		t.Run(name, func(t *testing.T) {
			for _, c := range []struct{ accept, encoding string }{
				{"", ""}, {"gzip, deflate, br", "br"}, {"gzip", "gzip"}, {"br;q=0, gzip;q=0.5", "gzip"}, {"BR; q=1", "br"}, {"br;q=x", ""}, {"identity", ""},
			} {
				if strings.HasSuffix(name, ".woff2") {
					c.encoding = "" // it is compressed as it is
				}
				response := open().do("GET", loaded.url(name), nil, "Accept-Encoding: "+c.accept)
				header := response.Header()
				if response.Code != 200 || header.Get("Content-Encoding") != c.encoding || header.Get("Vary") != "Accept-Encoding" ||
					header.Get("Cache-Control") != "public, max-age=31536000, immutable" || header.Get("Content-Type") != each.kind || each.kind == "" {
					t.Errorf("%q: %d, %v", c.accept, response.Code, header)
				}
				if c.encoding == "gzip" && ungzip(t, response.Body.Bytes()) != string(each.content[""]) {
					t.Error("the compressed copy is of another file: make app-assets")
				}
			}
		})
	}
}

// TestStyleLoadsWhatIsKept: what the style sheet asks for has a hashed name too.
func TestStyleLoadsWhatIsKept(t *testing.T) {
	style := open().do("GET", loadAssets().url("style.css"), nil).Body.String()
	loaded := regexp.MustCompile(`url\("?([^")]+)"?\)`).FindAllStringSubmatch(style, -1)
	if len(loaded) == 0 {
		t.Fatal("no font is loaded")
	}
	for _, each := range loaded {
		response := open().do("GET", assetPath+each[1], nil)
		if response.Code != 200 || !strings.Contains(response.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %v; make app-assets", each[1], response.Code, response.Header())
		}
	}
}

// TestAssetsOfTheOtherColor: during a switch a page comes from one color and its style from the other.
func TestAssetsOfTheOtherColor(t *testing.T) {
	response := open().do("GET", "/assets/style.0123456789.css", nil)
	if response.Code != 200 || response.Header().Get("Cache-Control") != "no-store" || response.Body.Len() == 0 {
		t.Fatalf("got %d, %v", response.Code, response.Header())
	}
}

func TestNoSuchAsset(t *testing.T) {
	for _, name := range []string{"other.0123456789.css", "style.css", "style.css.br", "..%2fassets.go", "%2e%2e", ".", "a.b.c.d"} {
		if code := open().do("GET", "/assets/"+name, nil).Code; code == 200 {
			t.Errorf("%s: %d", name, code)
		}
	}
}

// mostBytes of home at a first visit: the page and all that it loads, compressed.
const mostBytes = 60_000

func TestHomeIsLight(t *testing.T) {
	f := open()
	f.recipes.found.Description = strings.Repeat("A long description of a recipe. ", 60)
	home := f.do("GET", "/", nil, "Accept-Encoding: gzip")
	bytes := home.Body.Len()
	linked := map[string]bool{}
	for _, found := range regexp.MustCompile(`/assets/[^"#]+`).FindAllString(ungzip(t, home.Body.Bytes()), -1) {
		linked[found] = true
	}
	if len(linked) < 4 {
		t.Fatalf("only %v is loaded", linked)
	}
	for address := range linked {
		bytes += f.do("GET", address, nil, "Accept-Encoding: gzip").Body.Len()
	}
	t.Logf("%d bytes with %d assets", bytes, len(linked))
	if bytes > mostBytes {
		t.Fatalf("%d bytes", bytes)
	}
}

func TestPicture(t *testing.T) {
	if got := pictureOf("Anything", []string{"winter", "soup"}); got.Dish != "bowl" {
		t.Errorf("got %+v", got)
	}
	first := pictureOf("A", nil)
	if again := pictureOf("A", nil); again != first {
		t.Error("it changes")
	}
	for _, dish := range dishes {
		for _, name := range dish.names {
			if !strings.Contains(string(loadAssets()["dishes.svg"].content[""]), `id="`+name+`"`) {
				t.Errorf("no drawing of %s", name)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for minutes, want := range map[int]string{5: "5 min", 60: "1 h", 75: "1 h 15 min"} {
		if got := duration(minutes); got != want {
			t.Errorf("got %q", got)
		}
	}
	for want, rating := range map[string]recipe.Rating{"Not rated yet": {}, "5.0 of 5 stars, 1 rating": {Average: 5, Count: 1}} {
		if got := stars(rating); got != want {
			t.Errorf("got %q", got)
		}
	}
	for want, shown := range map[string]results{"No recipe was found. Try fewer or other words.": {}, "2 recipes": {Recipes: make([]recipe.Summary, 2)}} {
		if got := shown.Count(); got != want {
			t.Errorf("got %q", got)
		}
	}
}
