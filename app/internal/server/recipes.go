package server

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"regexp"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/web"
	"github.com/google/uuid"
)

const (
	basePath          = "/api/v1/recipes"
	idempotencyHeader = "Idempotency-Key"
)

type recipeHandlers struct{ recipes recipe.Store }

func (h recipeHandlers) register(mux web.Router, wrap func(handlerFunc) http.Handler) {
	mux.Handle("GET "+basePath, wrap(h.search))
	mux.Handle("POST "+basePath, wrap(h.create))
	mux.Handle("GET "+basePath+"/{id}", wrap(h.get))
	mux.Handle("PUT "+basePath+"/{id}", wrap(h.update))
	mux.Handle("DELETE "+basePath+"/{id}", wrap(h.remove))
	mux.Handle("PUT "+basePath+"/{id}/rating", wrap(h.rate))
	mux.Handle("GET /api/v1/tags", wrap(h.tags))
}

func (h recipeHandlers) create(w http.ResponseWriter, r *http.Request) error {
	key, err := idempotencyKey(r)
	if err != nil {
		return err
	}
	draft, err := readDraft(w, r)
	if err != nil {
		return err
	}
	created, replayed, err := h.recipes.Create(r.Context(), draft, key)
	if err != nil {
		return err
	}
	if replayed {
		w.Header().Set("Idempotency-Replayed", "true")
	}
	w.Header().Set("ETag", recipeTag(created))
	w.Header().Set("Location", basePath+"/"+created.ID.String())
	writeJSON(w, http.StatusCreated, created)
	return nil
}

func (h recipeHandlers) get(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	found, err := h.recipes.Get(r.Context(), id)
	if err != nil {
		return err
	}
	return writeTagged(w, r, recipeTag(found), found)
}

func (h recipeHandlers) update(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	version, err := versionToChange(r)
	if err != nil {
		return err
	}
	draft, err := readDraft(w, r)
	if err != nil {
		return err
	}
	updated, err := h.recipes.Update(r.Context(), id, draft, version)
	if err != nil {
		return err
	}
	w.Header().Set("ETag", recipeTag(updated))
	writeJSON(w, http.StatusOK, updated)
	return nil
}

func (h recipeHandlers) remove(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	version := recipe.AnyVersion
	if len(r.Header.Values("If-Match")) > 0 {
		if version, err = versionToChange(r); err != nil {
			return err
		}
	}
	if err := h.recipes.Delete(r.Context(), id, version); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// pathID accepts the one form in which IDs are given out; there is no recipe at any other path.
func pathID(r *http.Request) (uuid.UUID, error) {
	text := r.PathValue("id")
	id, err := uuid.Parse(text)
	if err != nil || id.String() != text {
		return uuid.Nil, recipe.ErrNotFound
	}
	return id, nil
}

var keyPattern = regexp.MustCompile(`^[!-~]{1,128}$`)

func idempotencyKey(r *http.Request) (string, error) {
	values := r.Header.Values(idempotencyHeader)
	if len(values) == 0 {
		return "", nil
	}
	if len(values) > 1 || !keyPattern.MatchString(values[0]) {
		p := newProblem(http.StatusBadRequest, "the idempotency key is not usable")
		p.Errors = []fieldProblem{{Header: idempotencyHeader, Detail: "must be one value of 1 to 128 visible ASCII characters"}}
		return "", p
	}
	return values[0], nil
}

func readDraft(w http.ResponseWriter, r *http.Request) (recipe.Draft, error) {
	text, err := readBody(w, r)
	if err != nil {
		return recipe.Draft{}, err
	}
	draft, problems, err := recipe.Decode(text)
	if err != nil {
		return recipe.Draft{}, newProblem(http.StatusBadRequest, err.Error())
	}
	if len(problems) > 0 {
		return recipe.Draft{}, bodyProblems(problems)
	}
	return draft, nil
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, newProblem(http.StatusUnsupportedMediaType, "the Content-Type must be application/json")
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, recipe.MaxBody))
	if err != nil {
		return nil, bodyError(err)
	}
	return text, nil
}

func bodyError(err error) *problem {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return newProblem(http.StatusRequestEntityTooLarge, "the body must have at most 256 KiB")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return newProblem(http.StatusRequestTimeout, "the body took too long")
	}
	return newProblem(http.StatusBadRequest, "the body ended too early")
}
