package web

import (
	"crypto/rand"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

// shownRecipe is what the page of a recipe shows.
type shownRecipe struct {
	recipe.Recipe
	// Done says what the visitor has just done.
	Done string
	// Stars that a rating can have.
	Stars []int
}

// doneWords by the value of the parameter "done", which a redirect after a form sets.
var doneWords = map[string]string{
	"added": "The recipe was added.",
	"saved": "Your changes were saved.",
	"rated": "Thank you for your rating.",
}

// descriptionLength is how much of a text search engines show.
const descriptionLength = 150

func (s *Site) show(w http.ResponseWriter, r *http.Request) error {
	found, err := s.asked(r)
	if err != nil {
		return err
	}
	if own := recipeURL(found.Title, found.ID); r.URL.Path != own { // an old title, or none
		r.URL.Path = own
		http.Redirect(w, r, r.URL.RequestURI(), http.StatusFound) // #nosec G710 -- a path of this site
		return nil
	}
	if s.editor.CheckSession(r) == nil {
		rater(w, r) // before the form that needs it: a double click sends that twice before the first answer is there
	}
	description := found.Description
	if description == "" {
		description = "A recipe for " + found.Title + "."
	}
	s.render(w, r, http.StatusOK, view{
		Page: "recipe", Title: found.Title, Description: shorten(description, descriptionLength),
		Content: shownRecipe{Recipe: found, Done: doneWords[r.URL.Query().Get("done")], Stars: []int{1, 2, 3, 4, 5}},
	})
	return nil
}

// asked is the recipe of the path.
func (s *Site) asked(r *http.Request) (recipe.Recipe, error) {
	id, err := pathID(r)
	if err != nil {
		return recipe.Recipe{}, err
	}
	return s.recipes.Get(r.Context(), id)
}

const idLength = 36

// pathID finds the ID at the end of the path's part, after the title. It accepts the one form in which IDs are given out.
func pathID(r *http.Request) (uuid.UUID, error) {
	text := r.PathValue("recipe")
	text = text[max(0, len(text)-idLength):]
	id, err := uuid.Parse(text)
	if err != nil || id.String() != text {
		return uuid.Nil, recipe.ErrNotFound
	}
	return id, nil
}

// recipeURL is the address of a recipe: /recipes/carrot-soup-0199aaaa-….
func recipeURL(title string, id uuid.UUID) string {
	return "/recipes/" + recipe.Slug(title) + "-" + id.String()
}

func (s *Site) rate(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.editor.CheckSession(r); err != nil {
		return err
	}
	if err := readForm(w, r, maxSmallForm); err != nil {
		return err
	}
	stars, err := strconv.Atoi(r.PostForm.Get("stars"))
	if err != nil || stars < 1 || stars > recipe.MaxStars {
		return &problem{http.StatusUnprocessableEntity, "A rating has 1 to 5 stars."}
	}
	if _, err := s.recipes.Rate(r.Context(), id, rater(w, r), stars); err != nil {
		return err
	}
	// The page of the recipe redirects to itself, under its title.
	http.Redirect(w, r, "/recipes/"+id.String()+"?done=rated#rating", http.StatusSeeOther) // #nosec G710 -- a path of this site
	return nil
}

const (
	raterCookie = "rater"
	raterTime   = 400 * 24 * time.Hour // browsers keep none for longer
)

var raterPattern = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// rater names the browser, so that its next rating replaces the one before. It is no secret of any worth: with another one
// a visitor rates twice, as without any.
func rater(w http.ResponseWriter, r *http.Request) string {
	if cookie, err := r.Cookie(raterCookie); err == nil && raterPattern.MatchString(cookie.Value) {
		return cookie.Value
	}
	name := rand.Text()
	http.SetCookie(w, &http.Cookie{ // #nosec G124 -- Secure wherever there is TLS; without, a browser would not keep it
		Name: raterCookie, Value: name, Path: "/recipes", MaxAge: int(raterTime.Seconds()),
		HttpOnly: true, Secure: auth.BehindTLS(r), SameSite: http.SameSiteLaxMode,
	})
	return name
}
