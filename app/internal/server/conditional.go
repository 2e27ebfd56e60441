package server

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/recipe"
)

// recipeTag names one state of a recipe. The part before the dot is its version, which is all that a change is made from:
// a rating that comes meanwhile is no reason to refuse it.
func recipeTag(r recipe.Recipe) string {
	return fmt.Sprintf(`"%d.%s"`, r.Version, ratingTag(r.Rating))
}

// ratingTag names one state of a rating.
func ratingTag(r recipe.Rating) string { return fmt.Sprintf("%d-%.0f", r.Count, 100*r.Average) }

// contentTag names an answer by what is in it.
func contentTag(answer any) string {
	text, err := json.Marshal(answer)
	if err != nil {
		panic(err) // only our own types come here, and they can all be written
	}
	return textTag(text)
}

func textTag(text []byte) string {
	hash := sha256.Sum256(text)
	return `"` + base64.RawURLEncoding.EncodeToString(hash[:12]) + `"`
}

// writeTagged answers with a state, unless the client has it.
func writeTagged(w http.ResponseWriter, r *http.Request, tag string, answer any) error {
	if !notModified(w, r, tag) {
		writeJSON(w, http.StatusOK, answer)
	}
	return nil
}

// notModified names the state, and answers 304 when the client has it already.
func notModified(w http.ResponseWriter, r *http.Request, tag string) bool {
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache") // kept, but asked about before each use
	if !names(r.Header.Values("If-None-Match"), tag) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

// names tells whether one of the entity tags, compared as RFC 9110 does for If-None-Match, is this one.
func names(headers []string, tag string) bool {
	for _, each := range strings.Split(strings.Join(headers, ","), ",") {
		if each = strings.TrimSpace(each); each == "*" || strings.TrimPrefix(each, "W/") == tag {
			return true
		}
	}
	return false
}

var ifMatchPattern = regexp.MustCompile(`^"([1-9]\d{0,8})\.[0-9-]{1,24}"$`)

// versionToChange is the one that If-Match asks for. A tag that none of our answers had names a state that is not there.
func versionToChange(r *http.Request) (int, error) {
	values := r.Header.Values("If-Match")
	if len(values) == 0 {
		return 0, newProblem(http.StatusPreconditionRequired, "say which state you change: If-Match with the ETag of the recipe, or * for any")
	}
	if len(values) == 1 && values[0] == "*" {
		return recipe.AnyVersion, nil
	}
	parts := ifMatchPattern.FindStringSubmatch(values[0])
	if len(values) > 1 || parts == nil {
		return 0, recipe.ErrChanged
	}
	return strconv.Atoi(parts[1])
}
