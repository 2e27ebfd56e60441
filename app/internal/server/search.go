package server

import (
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

const (
	defaultLimit = 20
	maxLimit     = 100
	maxText      = 200
)

func (h recipeHandlers) search(w http.ResponseWriter, r *http.Request) error {
	search, err := parseSearch(r.URL.RawQuery)
	if err != nil {
		return err
	}
	page, err := h.recipes.Search(r.Context(), search)
	if err != nil {
		return err
	}
	answer := struct {
		Recipes    []recipe.Summary `json:"recipes"`
		NextCursor string           `json:"nextCursor,omitempty"`
	}{Recipes: page.Recipes}
	if answer.Recipes == nil {
		answer.Recipes = []recipe.Summary{} // a list in every answer, never null
	}
	if page.More {
		answer.NextCursor = cursorAfter(page.Recipes[len(page.Recipes)-1].ID)
	}
	writeJSON(w, http.StatusOK, answer)
	return nil
}

// parseSearch refuses unknown parameters: "tags=soup" that quietly restricts nothing would be a wrong answer.
func parseSearch(query string) (recipe.Search, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return recipe.Search{}, newProblem(http.StatusBadRequest, "the query cannot be read: "+err.Error())
	}
	search := recipe.Search{Limit: defaultLimit}
	var problems []fieldProblem
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if detail := setParameter(&search, name, values[name]); detail != "" {
			problems = append(problems, fieldProblem{Parameter: name, Detail: detail})
		}
	}
	if len(problems) > 0 {
		p := newProblem(http.StatusBadRequest, "the search is not acceptable")
		p.Errors = problems
		return recipe.Search{}, p
	}
	return search, nil
}

// setParameter returns what is wrong with the parameter, or nothing.
func setParameter(search *recipe.Search, name string, values []string) string {
	if len(values) > 1 {
		return "must come once"
	}
	value := values[0]
	switch name {
	case "q":
		if !utf8.ValidString(value) || utf8.RuneCountInString(value) > maxText || strings.ContainsFunc(value, unicode.IsControl) {
			return "must be text of at most 200 characters without control characters"
		}
		search.Text = strings.TrimSpace(value)
	case "tag":
		if !recipe.ValidTag(value) {
			return "must be a tag as a recipe carries it"
		}
		search.Tag = value
	case "limit":
		limit, err := strconv.Atoi(value)
		if err != nil || limit < 1 || limit > maxLimit {
			return "must be a number from 1 to 100"
		}
		search.Limit = limit
	case "cursor":
		last, err := parseCursor(value)
		if err != nil {
			return "must be the nextCursor of an earlier answer"
		}
		search.Before = last
	default:
		return "is not a parameter of this search (q, tag, limit, cursor)"
	}
	return ""
}

// A cursor is opaque to clients, so that it may hold something else one day.
func cursorAfter(last uuid.UUID) string {
	return base64.RawURLEncoding.EncodeToString(last[:])
}

func parseCursor(text string) (uuid.UUID, error) {
	bytes, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return uuid.Nil, err
	}
	return uuid.FromBytes(bytes)
}
