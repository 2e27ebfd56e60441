package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"alchemorsel.dev/app/internal/recipe"
	"alchemorsel.dev/app/internal/web"
)

// problem is an error as RFC 9457 writes it.
type problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail,omitempty"`
	RequestID string         `json:"requestId,omitempty"`
	Errors    []fieldProblem `json:"errors,omitempty"`
	// Cause is for the log only.
	Cause error `json:"-"`
}

// fieldProblem points into the body (a JSON pointer) or names a parameter or header.
type fieldProblem struct {
	Pointer   string `json:"pointer,omitempty"`
	Parameter string `json:"parameter,omitempty"`
	Header    string `json:"header,omitempty"`
	Detail    string `json:"detail"`
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

func newProblem(status int, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
}

func bodyProblems(found []recipe.Problem) *problem {
	p := newProblem(http.StatusUnprocessableEntity, "the recipe is not acceptable")
	escape := strings.NewReplacer("~", "~0") // a slash separates the list from the index here
	for _, f := range found {
		p.Errors = append(p.Errors, fieldProblem{Pointer: "#/" + escape.Replace(f.Field), Detail: f.Detail})
	}
	return p
}

// problemOf translates what a handler returned.
func problemOf(ctx context.Context, err error) *problem {
	var known *problem
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(ctx.Err(), context.Canceled):
		return &problem{Type: "about:blank", Title: "Client Closed Request", Status: web.StatusClientGone}
	case errors.Is(err, recipe.ErrNotFound):
		return newProblem(http.StatusNotFound, "there is no recipe with this id")
	case errors.Is(err, recipe.ErrChanged):
		return newProblem(http.StatusPreconditionFailed, "the recipe was changed meanwhile: read it again, and send your change with its new ETag")
	case errors.Is(err, recipe.ErrKeyReused):
		p := newProblem(http.StatusUnprocessableEntity, "the idempotency key came before with another recipe")
		p.Errors = []fieldProblem{{Header: idempotencyHeader, Detail: "must be new for a new recipe"}}
		return p
	case errors.Is(err, recipe.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		p := newProblem(http.StatusServiceUnavailable, "the database is not available; try again in a moment")
		p.Cause = err
		return p
	}
	p := newProblem(http.StatusInternalServerError, "something went wrong on our side")
	p.Cause = err
	return p
}

func writeProblem(w http.ResponseWriter, r *http.Request, p *problem) {
	p.RequestID = requestID(r.Context())
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	write(w, p.Status, "application/problem+json", p)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	write(w, status, "application/json", body)
}

func write(w http.ResponseWriter, status int, contentType string, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // only our own types come here, and they can all be written
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // the only error is a client that went away
}
