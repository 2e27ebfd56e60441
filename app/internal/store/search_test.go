package store_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/servicetest"
	"alchemorsel.dev/app/internal/store"
)

func TestSearchRanksAndFilters(t *testing.T) {
	postgres := servicetest.StartPostgres(t)
	s := ready(t, postgres.NewDatabase(t))
	ctx := context.Background()
	put := func(title, description string, minutes int, difficulty recipe.Difficulty, stars ...int) {
		t.Helper()
		d := soup()
		d.Title, d.Description, d.Minutes, d.Difficulty = title, description, minutes, difficulty
		created := mustCreate(t, s, d, "")
		for i, n := range stars {
			if _, err := s.Rate(ctx, created.ID, fmt.Sprint(i), n); err != nil {
				t.Fatal(err)
			}
		}
	}
	put("Carrot cake", "Sweet.", 60, recipe.Medium, 5)
	put("Stew", "With a carrot.", 90, recipe.Easy, 5, 5, 5, 5, 4)
	put("Bread", "Plain.", 0, "", 1)
	put("Carbonara", "No cream.", 25, recipe.Easy)

	for query, want := range map[string]string{
		"q=carrot":                     "Carrot cake, Stew",
		"q=carr":                       "Carrot cake, Stew",
		"q=carrot&sort=newest":         "Stew, Carrot cake",
		"q=ca":                         "Carrot cake, Carbonara, Stew",
		"q=sweet+carr":                 "Carrot cake",
		"q=carr+sweet":                 "",
		"q=bread+or+carr":              "Bread",
		"q=\"carr\"":                   "",
		"q=carrot+-sweet":              "Stew",
		"q=the":                        "",
		"q=bread+or+-sweet":            "Bread, Carbonara, Stew",
		"q=-sweet":                     "Carbonara, Bread, Stew",
		"q=%27%3B+drop+table+recipes":  "",
		"q=a:*+%26+b+|+!c+<->+\\":      "",
		"sort=rating":                  "Stew, Carrot cake, Carbonara, Bread",
		"difficulty=easy":              "Carbonara, Stew",
		"minutes=60":                   "Carbonara, Carrot cake",
		"difficulty=easy&minutes=60":   "Carbonara",
		"tag=soup&tag=none":            "",
		"tag=soup&difficulty=medium":   "Carrot cake",
		"q=carrot&difficulty=easy":     "Stew",
		"q=carrot&tag=soup&minutes=70": "Carrot cake",
	} {
		for _, limit := range []int{1, 3} {
			if got := allTitles(t, s, query, limit); got != want {
				t.Errorf("%s, pages of %d: got %s, want %s", query, limit, got, want)
			}
		}
	}
	tags, err := s.Tags(ctx)
	if err != nil || fmt.Sprint(tags) != "[{soup 4}]" {
		t.Errorf("tags: %v, %v", tags, err)
	}
	put("Another", "Soup.", 1, "")
	if again, err := s.Tags(ctx); err != nil || fmt.Sprint(again) != fmt.Sprint(tags) {
		t.Errorf("counted again within the minute: %v, %v", again, err)
	}
}

// allTitles are those of all pages. The cursor goes through its text, as it does for a client.
func allTitles(t *testing.T, s *store.Store, query string, limit int) string {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for range 20 {
		values["limit"] = []string{fmt.Sprint(limit)}
		search, problems := recipe.ParseSearch(values)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", values.Encode(), problems)
		}
		page, err := s.Search(context.Background(), search)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		for _, r := range page.Recipes {
			titles = append(titles, r.Title)
		}
		if page.Next == nil {
			return strings.Join(titles, ", ")
		}
		values["cursor"] = []string{page.Next.String()}
	}
	t.Fatalf("%s: the pages do not end", query)
	return ""
}

var searches = []string{"soup", "tomato sou", "-soup to", "soup or to", "\"hot soup", "a:*", "& | ! <-> ( )", "\\", "'", "ß", "ﬁ", "İi", "味噌", "a\u0301b", "\u2028x", "or", "or or", "- -", "x OR y"}

// FuzzBeginning: what is taken for the beginning of a word is one of the text, and means nothing in the language of queries.
func FuzzBeginning(f *testing.F) {
	for _, text := range searches {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		head, last, ok := store.Beginning(text)
		if !ok {
			return
		}
		if words := strings.Fields(text); last != words[len(words)-1] || head != strings.Join(words[:len(words)-1], " ") {
			t.Fatalf("%q is %q and %q", text, head, last)
		}
		if len([]rune(last)) < 2 || strings.ContainsAny(last, " :*&|!()<>'\\\"-\x00") {
			t.Fatalf("%q ends with %q", text, last)
		}
	})
}

// FuzzSearchText: PostgreSQL takes each text that a search may have, in each order.
func FuzzSearchText(f *testing.F) {
	for _, text := range searches {
		f.Add(text)
	}
	s := ready(f, servicetest.StartPostgres(f).NewDatabase(f))
	f.Fuzz(func(t *testing.T, text string) {
		values := url.Values{"q": {text}}
		if _, problems := recipe.ParseSearch(values); len(problems) > 0 {
			return
		}
		for _, order := range recipe.Orders {
			values.Set("sort", string(order))
			search, _ := recipe.ParseSearch(values)
			if _, err := s.Search(context.Background(), search); err != nil {
				t.Fatalf("%q by %s: %v", text, order, err)
			}
		}
	})
}
