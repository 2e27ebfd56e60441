package server

import (
	"net/http"
	"regexp"

	"alchemorsel.dev/app/internal/recipe"
)

const clientKeyHeader = "Client-Key"

var clientKeyPattern = regexp.MustCompile(`^[!-~]{16,128}$`)

// rate stores one rating of one client. The client makes its key up, at random, and keeps it: with it, a rating can be
// changed, and only by who knows it.
func (h recipeHandlers) rate(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	rater, err := clientKey(r)
	if err != nil {
		return err
	}
	stars, err := readStars(w, r)
	if err != nil {
		return err
	}
	rating, err := h.recipes.Rate(r.Context(), id, rater, stars)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, rating)
	return nil
}

func clientKey(r *http.Request) (string, error) {
	values := r.Header.Values(clientKeyHeader)
	if len(values) != 1 || !clientKeyPattern.MatchString(values[0]) {
		p := newProblem(http.StatusBadRequest, "a rating needs the key of its client")
		p.Errors = []fieldProblem{{Header: clientKeyHeader, Detail: "must be one value of 16 to 128 visible ASCII characters, made up at random"}}
		return "", p
	}
	return values[0], nil
}

func readStars(w http.ResponseWriter, r *http.Request) (int, error) {
	text, err := readBody(w, r)
	if err != nil {
		return 0, err
	}
	stars, problems, err := recipe.DecodeStars(text)
	if err != nil {
		return 0, newProblem(http.StatusBadRequest, err.Error())
	}
	if len(problems) > 0 {
		return 0, bodyProblems(problems)
	}
	return stars, nil
}
