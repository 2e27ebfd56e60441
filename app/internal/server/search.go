package server

import (
	"net/http"
	"net/url"

	"alchemorsel.dev/app/internal/recipe"
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
	if page.Next != nil {
		answer.NextCursor = page.Next.String()
	}
	return writeTagged(w, r, contentTag(answer), answer)
}

func parseSearch(query string) (recipe.Search, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return recipe.Search{}, newProblem(http.StatusBadRequest, "the query cannot be read: "+err.Error())
	}
	search, problems := recipe.ParseSearch(values)
	if len(problems) > 0 {
		p := newProblem(http.StatusBadRequest, "the search is not acceptable")
		for _, each := range problems {
			p.Errors = append(p.Errors, fieldProblem{Parameter: each.Field, Detail: each.Detail})
		}
		return recipe.Search{}, p
	}
	return search, nil
}

func (h recipeHandlers) tags(w http.ResponseWriter, r *http.Request) error {
	tags, err := h.recipes.Tags(r.Context())
	if err != nil {
		return err
	}
	answer := struct {
		Tags []recipe.Tag `json:"tags"`
	}{Tags: append([]recipe.Tag{}, tags...)}
	return writeTagged(w, r, contentTag(answer), answer)
}
