package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/recipe"
)

const (
	onHome   = 12
	onPage   = 24
	mostTags = 16
)

func (s *Site) home(w http.ResponseWriter, r *http.Request) error {
	page, err := s.recipes.Search(r.Context(), recipe.Search{Limit: onHome, Order: recipe.Newest})
	if err != nil {
		return err
	}
	tags, err := s.tags(r)
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, view{
		Page: "home", Title: "Recipes worth their weight in gold",
		Description: "Alchemorsel is a book of recipes: browse, search, cook, rate, and add your own.",
		Content:     map[string]any{"Recipes": page.Recipes, "Tags": tags, "Search": results{}},
	})
	return nil
}

// tags are the names of the most used ones.
func (s *Site) tags(r *http.Request) ([]string, error) {
	found, err := s.recipes.Tags(r.Context())
	if err != nil {
		return nil, err
	}
	var names []string
	for _, tag := range found[:min(len(found), mostTags)] {
		names = append(names, tag.Name)
	}
	return names, nil
}

// results is what the search page shows.
type results struct {
	Text string
	// Tags that the search asks for, and others that it may ask for.
	Tags, MoreTags []link
	Filters        []filter
	// Problems say why nothing was searched.
	Problems []string
	Recipes  []recipe.Summary
	// Next is the address of the next page, and First of the first one, where there are any.
	Next, First string
}

// link adds something to a search, or takes it away.
type link struct{ Label, URL string }

// filter is a choice of the search's form.
type filter struct {
	Name, Label string
	Options     []option
}

type option struct {
	Value, Label string
	Chosen       bool
}

func (s *Site) search(w http.ResponseWriter, r *http.Request) error {
	query := searchQuery(r.URL.Query())
	wanted, problems := recipe.ParseSearch(query)
	wanted.Limit = onPage
	shown := results{Text: strings.TrimSpace(query.Get("q")), Filters: filtersOf(wanted, query.Get("sort"))}
	if len(problems) == 1 && problems[0].Field == "cursor" { // of a later release, after a rollback
		http.Redirect(w, r, address(query, func(url.Values) {}), http.StatusSeeOther)
		return nil
	}
	if len(problems) > 0 {
		for _, each := range problems {
			shown.Problems = append(shown.Problems, parameterNames[each.Field]+" "+each.Detail+".")
		}
		shown.Text = shorten(strings.ToValidUTF8(shown.Text, "\uFFFD"), recipe.MaxText)
		s.showResults(w, r, http.StatusBadRequest, shown)
		return nil
	}
	page, err := s.recipes.Search(r.Context(), wanted)
	if err != nil {
		return err
	}
	tags, err := s.tags(r)
	if err != nil {
		return err
	}
	shown.Recipes = page.Recipes
	shown.addTags(query, wanted.Tags, tags)
	shown.addPages(query, page)
	s.showResults(w, r, http.StatusOK, shown)
	return nil
}

func (s *Site) showResults(w http.ResponseWriter, r *http.Request, status int, shown results) {
	title := "Recipes"
	if shown.Text != "" {
		title = "“" + shown.Text + "”"
	}
	s.render(w, r, status, view{Page: "search", Title: title, Description: "Search the recipes of Alchemorsel.", Content: shown})
}

// parameterNames are what the page calls the parameters of a search.
var parameterNames = map[string]string{
	"q": "The search", "tag": "The tag", "difficulty": "The difficulty", "minutes": "The time", "sort": "The order", "cursor": "The page",
}

// searchQuery drops what a form sends for a field that is not filled in, and whatever else is no part of a search: whoever
// links to a page may add to its address.
func searchQuery(all url.Values) url.Values {
	query := url.Values{}
	for name := range parameterNames {
		values := slices.DeleteFunc(slices.Clone(all[name]), func(value string) bool { return value == "" })
		if len(values) > 0 {
			query[name] = values
		}
	}
	return query
}

// address of a search, from its first page on.
func address(query url.Values, change func(url.Values)) string {
	changed := url.Values{}
	for name, values := range query {
		changed[name] = slices.Clone(values)
	}
	changed.Del("cursor")
	change(changed)
	return strings.TrimSuffix("/recipes?"+changed.Encode(), "?")
}

func tagURL(tag string) string { return "/recipes?" + url.Values{"tag": {tag}}.Encode() }

func (s *results) addTags(query url.Values, chosen, others []string) {
	for _, tag := range chosen {
		s.Tags = append(s.Tags, link{tag, address(query, func(v url.Values) {
			v["tag"] = slices.DeleteFunc(v["tag"], func(each string) bool { return each == tag })
		})})
	}
	if len(chosen) == recipe.MaxSearchTags {
		return
	}
	for _, tag := range others {
		if !slices.Contains(chosen, tag) {
			s.MoreTags = append(s.MoreTags, link{tag, address(query, func(v url.Values) { v.Add("tag", tag) })})
		}
	}
}

func (s *results) addPages(query url.Values, page recipe.Page) {
	if page.Next != nil {
		s.Next = address(query, func(v url.Values) { v.Set("cursor", page.Next.String()) })
	}
	if query.Has("cursor") {
		s.First = address(query, func(url.Values) {})
	}
}

// usualTimes that the form offers, in minutes.
var usualTimes = []int{15, 30, 60, 120}

// filtersOf are the choices of the form, with those of the search chosen: each that it has, as the next search is sent from
// here. The order may be said where it is the one without a text anyway.
func filtersOf(search recipe.Search, order string) []filter {
	difficulty := filter{Name: "difficulty", Label: "Difficulty", Options: []option{{"", "Any", false}}}
	for _, each := range recipe.Difficulties {
		difficulty.Options = append(difficulty.Options, option{string(each), capital(string(each)), each == search.Difficulty})
	}
	time := filter{Name: "minutes", Label: "Time", Options: []option{{"", "Any", false}}}
	for _, each := range timesWith(search.MaxMinutes) {
		time.Options = append(time.Options, option{strconv.Itoa(each), "Up to " + duration(each), each == search.MaxMinutes})
	}
	newest := search.Order == recipe.Newest && (search.Text != "" || order == string(recipe.Newest))
	sort := filter{Name: "sort", Label: "Order", Options: []option{
		{"", "Best match", false},
		{string(recipe.Newest), "Newest", newest},
		{string(recipe.BestRated), "Best rated", search.Order == recipe.BestRated},
	}}
	return []filter{difficulty, time, sort}
}

// timesWith are the usual ones, and the one of a link that is none of them.
func timesWith(minutes int) []int {
	times := slices.Clone(usualTimes)
	if minutes > 0 && !slices.Contains(times, minutes) {
		times = append(times, minutes)
		slices.Sort(times)
	}
	return times
}

// Count says how many recipes the page shows.
func (s results) Count() string {
	more := ""
	if s.Next != "" {
		more = ", and there are more"
	}
	switch n := len(s.Recipes); n {
	case 0:
		return "No recipe was found. Try fewer or other words."
	case 1:
		return "1 recipe" + more
	default:
		return strconv.Itoa(n) + " recipes" + more
	}
}
