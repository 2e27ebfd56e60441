package recipe

import (
	"fmt"
	"math"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
)

var known = uuid.MustParse("0199aaaa-0000-7000-8000-000000000001")

func TestParseSearch(t *testing.T) {
	old, ranked, rated, unranked := Cursor{ID: known}, Cursor{new(1.25), known, false}, Cursor{new(3.5), known, true}, Cursor{new(0.0), known, false}
	ratedBefore := Cursor{new(3.5), known, false}
	cases := map[string]struct {
		query string
		want  Search
		wrong string
	}{
		"none":       {"", Search{Order: Newest, Limit: 20}, ""},
		"text":       {"q=soup", Search{Text: "soup", Order: Relevance, Limit: 20}, ""},
		"empty text": {"q=", Search{Order: Newest, Limit: 20}, ""},
		"all": {"q=+hot+soup+&tag=warm&tag=easy&difficulty=easy&minutes=30&sort=rating&limit=100&cursor=" + rated.String(),
			Search{"hot soup", []string{"warm", "easy"}, Easy, 30, BestRated, 100, &rated}, ""},
		"cursor of the release before":     {"q=soup&cursor=" + old.String(), Search{Text: "soup", Order: Newest, Limit: 20, Cursor: &old}, ""},
		"cursor of a match without a word": {"q=-soup&cursor=" + unranked.String(), Search{Text: "-soup", Order: Relevance, Limit: 20, Cursor: &unranked}, ""},
		"all wrong": {"q=%00&tag=A&limit=0&cursor=x&tags=y&minutes=0&sort=x&difficulty=x", Search{},
			"cursor difficulty limit minutes q sort tag tags"},
		"relevance without a text":             {"sort=relevance&cursor=" + old.String(), Search{Order: Relevance, Limit: 20, Cursor: &old}, ""},
		"cursor of rating of a release before": {"sort=rating&cursor=" + ratedBefore.String(), Search{Order: BestRated, Limit: 20, Cursor: &ratedBefore}, ""},
		"cursor of age, by rating":             {"sort=rating&cursor=" + old.String(), Search{}, "cursor"},
		"cursor of age, by relevance":          {"q=soup&sort=relevance&cursor=" + old.String(), Search{}, "cursor"},
		"cursor of relevance, by age":          {"q=soup&sort=newest&cursor=" + ranked.String(), Search{}, "cursor"},
		"cursor of relevance, without text":    {"cursor=" + ranked.String(), Search{}, "cursor"},
		"cursor of relevance, by rating":       {"q=soup&sort=rating&cursor=" + unranked.String(), Search{}, "cursor"},
		"cursor of rating, by age":             {"cursor=" + rated.String(), Search{}, "cursor"},
		"cursor of rating, by relevance":       {"q=soup&cursor=" + rated.String(), Search{}, "cursor"},
		"too many tags":                        {strings.Repeat("tag=a&", 6), Search{}, "tag"},
		"twice":                                {"q=a&q=b", Search{}, "q"},
		"over limit":                           {"limit=101", Search{}, "limit"},
		"no number":                            {"limit=ten", Search{}, "limit"},
		"beyond int":                           {"minutes=99999999999999999999", Search{}, "minutes"},
		"not UTF-8":                            {"q=%ff", Search{}, "q"},
		"long text":                            {"q=" + strings.Repeat("x", 201), Search{}, "q"},
		"long cursor":                          {"cursor=" + old.String() + "AAAA", Search{}, "cursor"},
		"empty cursor":                         {"cursor=", Search{}, "cursor"},
		"no number in the cursor":              {"cursor=" + Cursor{new(math.NaN()), known, true}.String(), Search{}, "cursor"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			values, err := url.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			got, problems := ParseSearch(values)
			var wrong []string
			for _, p := range problems {
				wrong = append(wrong, p.Field)
			}
			if strings.Join(wrong, " ") != c.wrong || (c.wrong == "" && !reflect.DeepEqual(got, c.want)) {
				t.Fatalf("got %+v, %v", got, problems)
			}
		})
	}
}

func TestParseSearchBoundsItsAnswer(t *testing.T) {
	parameters := map[string][]string{}
	for i := range 1000 {
		parameters[fmt.Sprintf("%s%d", strings.Repeat("x", 300), i)] = []string{""}
	}
	_, problems := ParseSearch(parameters)
	if len(problems) != mostUnknown || len(problems[0].Field) > 70 {
		t.Fatalf("%d problems", len(problems))
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Tomato soup":                     "tomato-soup",
		"Crème brûlée, the (easy) way!":   "creme-brulee-the-easy-way",
		"  Shepherd's pie – Grandma’s  ":  "shepherds-pie-grandmas",
		"味噌汁":                             "recipe",
		"":                                "recipe",
		"../../etc/passwd":                "etc-passwd",
		"<script>alert(1)</script>":       "script-alert-1-script",
		strings.Repeat("long title ", 20): "long-title-long-title-long-title-long-title-long-title-long-",
	} {
		if got := Slug(title); got != strings.TrimSuffix(want, "-") {
			t.Errorf("%q: got %q", title, got)
		}
	}
}

// FuzzParseCursor: what is accepted is a place that can be written again.
func FuzzParseCursor(f *testing.F) {
	f.Add(Cursor{ID: known}.String())
	f.Add(Cursor{new(0.0), known, false}.String())
	f.Add(Cursor{new(0.5), known, true}.String())
	f.Fuzz(func(t *testing.T, text string) {
		cursor, err := ParseCursor(text)
		if err != nil {
			return
		}
		if again, err := ParseCursor(cursor.String()); err != nil || !reflect.DeepEqual(again, cursor) {
			t.Fatalf("%q is %v, and then %v: %v", text, cursor, again, err)
		}
	})
}

// FuzzParseSearch: what is accepted can be given to the store.
func FuzzParseSearch(f *testing.F) {
	f.Add("q=soup&tag=a&limit=5&sort=rating&minutes=3")
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		search, problems := ParseSearch(values)
		if len(problems) > 0 {
			return
		}
		if strings.ContainsRune(search.Text, 0) || search.Limit < 1 || search.Limit > MaxLimit || search.Order == "" {
			t.Fatalf("accepted %+v", search)
		}
	})
}

// FuzzSlug: a slug stands in an address as it is.
func FuzzSlug(f *testing.F) {
	f.Add("Crème brûlée")
	f.Fuzz(func(t *testing.T, title string) {
		if slug := Slug(title); len(slug) > maxSlug || !tagPattern.MatchString(slug) {
			t.Fatalf("%q is %q", title, slug)
		}
	})
}

// FuzzDecodeStars: what is accepted is a number of stars.
func FuzzDecodeStars(f *testing.F) {
	f.Add([]byte(`{"stars":5}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		stars, problems, err := DecodeStars(body)
		if err == nil && len(problems) == 0 && (stars < 1 || stars > MaxStars) {
			t.Fatalf("accepted %d", stars)
		}
	})
}
