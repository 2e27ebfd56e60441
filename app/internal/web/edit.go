package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

func (s *Site) newForm(w http.ResponseWriter, r *http.Request) error {
	return s.showForm(w, r, http.StatusOK, addForm(map[string]string{"servings": "4"}, rand.Text()))
}

// addForm has a key, so that a form that is sent twice adds one recipe.
func addForm(values map[string]string, key string) form {
	return form{Action: "/recipes", Submit: "Add the recipe", Cancel: "/", Fields: fieldsOf(values), Hidden: map[string]string{"key": key}}
}

func (s *Site) showForm(w http.ResponseWriter, r *http.Request, status int, f form) error {
	title := "Add a recipe"
	if f.Action != "/recipes" {
		title = "Edit the recipe"
	}
	if f.Wrong() || f.Notice != "" {
		title = "Not saved: " + title
	}
	s.render(w, r, status, view{Page: "form", Title: title, Description: "Write a recipe down for Alchemorsel.", Content: f})
	return nil
}

// again shows a form that was sent with what is wrong with it, and with all that was typed.
func (s *Site) again(w http.ResponseWriter, r *http.Request, f form, problems []recipe.Problem) error {
	addProblems(f.Fields, problems)
	return s.showForm(w, r, http.StatusUnprocessableEntity, f)
}

// readWriting reads a form that writes. Who is not signed in (any more) may be somebody whose sign-in has ended while typing:
// the form is read all the same, to be shown again, and signedIn is false. Nothing is read where nobody can write.
func (s *Site) readWriting(w http.ResponseWriter, r *http.Request) (signedIn bool, err error) {
	err = s.editor.CheckSession(r)
	if err != nil && !errors.Is(err, auth.ErrNotSignedIn) {
		return false, err
	}
	return err == nil, readForm(w, r, maxForm)
}

// signInFirst shows the form again to a visitor whose sign-in has ended while typing.
func (s *Site) signInFirst(w http.ResponseWriter, r *http.Request, f form) error {
	f.SignIn, f.Notice = true, "You are not signed in any more. Sign in in another tab, then come back and send this form again: nothing that you typed is lost."
	return s.showForm(w, r, http.StatusUnauthorized, f)
}

var formKey = regexp.MustCompile(`^[A-Z2-7]{26}$`)

func (s *Site) create(w http.ResponseWriter, r *http.Request) error {
	signedIn, err := s.readWriting(w, r)
	if err != nil {
		return err
	}
	values := typed(r)
	key := r.PostForm.Get("key")
	if !formKey.MatchString(key) {
		key = rand.Text()
	}
	f := addForm(values, key)
	if !signedIn {
		return s.signInFirst(w, r, f)
	}
	draft, problems := parseForm(values, nil)
	if len(problems) > 0 {
		return s.again(w, r, f, problems)
	}
	created, _, err := s.recipes.Create(r.Context(), draft, "form-"+key)
	if errors.Is(err, recipe.ErrKeyReused) {
		f = addForm(values, rand.Text())
		f.Notice = "This form has already added a recipe, and was changed since. Send it again to add another one."
		return s.showForm(w, r, http.StatusConflict, f)
	}
	if err != nil {
		return s.notSaved(w, r, f, err)
	}
	http.Redirect(w, r, recipeURL(created.Title, created.ID)+"?done=added", http.StatusSeeOther)
	return nil
}

// notSaved keeps what was typed while the database is away.
func (s *Site) notSaved(w http.ResponseWriter, r *http.Request, f form, err error) error {
	if !errors.Is(err, recipe.ErrUnavailable) {
		return err
	}
	w.Header().Set("Retry-After", "1")
	f.Notice = "The recipes are out of reach, so nothing was saved yet. Send the form again in a moment."
	return s.showForm(w, r, http.StatusServiceUnavailable, f)
}

func (s *Site) editForm(w http.ResponseWriter, r *http.Request) error {
	found, err := s.asked(r)
	if err != nil {
		return err
	}
	return s.showForm(w, r, http.StatusOK, changeForm(found.ID, valuesOf(found.Draft), found.Version))
}

// changeForm has the version that the change was made from, so that none of somebody else is overwritten unseen.
func changeForm(id uuid.UUID, values map[string]string, version int) form {
	path := "/recipes/" + id.String()
	return form{
		Action: path + "/edit", Submit: "Save the changes", Cancel: path, Fields: fieldsOf(values),
		Hidden: map[string]string{"version": strconv.Itoa(version)},
	}
}

func (s *Site) update(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	signedIn, err := s.readWriting(w, r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(r.PostForm.Get("version"))
	if err != nil || version < 1 {
		return &problem{http.StatusBadRequest, "The form is not complete. Open it again from the recipe."}
	}
	values := typed(r)
	f := changeForm(id, values, version)
	if !signedIn {
		return s.signInFirst(w, r, f)
	}
	before, err := s.recipes.Get(r.Context(), id)
	if err != nil {
		return s.notSaved(w, r, f, err)
	}
	draft, problems := parseForm(values, &before.Draft)
	if len(problems) > 0 {
		return s.again(w, r, f, problems)
	}
	updated, err := s.recipes.Update(r.Context(), id, draft, version)
	if errors.Is(err, recipe.ErrChanged) {
		return s.changed(w, r, values, updated)
	}
	if err != nil {
		return s.notSaved(w, r, f, err)
	}
	http.Redirect(w, r, recipeURL(updated.Title, id)+"?done=saved", http.StatusSeeOther) // #nosec G710 -- a path of this site
	return nil
}

// changed lets the visitor decide between what was typed and what somebody else has saved meanwhile.
func (s *Site) changed(w http.ResponseWriter, r *http.Request, values map[string]string, now recipe.Recipe) error {
	f := changeForm(now.ID, values, now.Version)
	theirs := valuesOf(now.Draft)
	for _, each := range f.Fields {
		if strings.TrimSpace(each.Value) != strings.TrimSpace(theirs[each.Name]) {
			each.Theirs = theirs[each.Name]
			each.Differs = true
		}
	}
	f.Notice = "Somebody else has changed this recipe meanwhile, so yours was not saved. Where theirs differs, it stands below your text. Send the form again to save yours in its place."
	return s.showForm(w, r, http.StatusConflict, f)
}
