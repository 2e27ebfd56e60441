// Package web is the recipe site: pages that a server writes, which work without JavaScript and are quicker with it.
package web

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/auth"
	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
)

//go:embed templates
var templateFiles embed.FS

// Recipes is what the pages need of a store.
type Recipes interface {
	Create(ctx context.Context, draft recipe.Draft, key string) (created recipe.Recipe, replayed bool, err error)
	Get(ctx context.Context, id uuid.UUID) (recipe.Recipe, error)
	Update(ctx context.Context, id uuid.UUID, draft recipe.Draft, version int) (recipe.Recipe, error)
	Rate(ctx context.Context, id uuid.UUID, rater string, stars int) (recipe.Rating, error)
	Search(ctx context.Context, search recipe.Search) (recipe.Page, error)
	Tags(ctx context.Context) ([]recipe.Tag, error)
}

// Site is all pages. Make one with New.
type Site struct {
	color, version string
	recipes        Recipes
	editor         *auth.Editor
	log            *slog.Logger
	assets         assets
	templates      map[string]*template.Template
	crossOrigin    *http.CrossOriginProtection
	largeForms     map[bool]chan struct{} // one for each that is in work, by whether its sender may write
}

// New reads the templates and the assets, which are in the program.
func New(color, version string, recipes Recipes, editor *auth.Editor, log *slog.Logger) *Site {
	s := &Site{
		color: color, version: version, recipes: recipes, editor: editor, log: log,
		assets: loadAssets(), templates: map[string]*template.Template{}, crossOrigin: http.NewCrossOriginProtection(),
		largeForms: map[bool]chan struct{}{true: make(chan struct{}, mostLargeForms), false: make(chan struct{}, mostLargeForms)},
	}
	functions := template.FuncMap{"asset": s.assets.url, "picture": pictureOf, "tagURL": tagURL, "recipeURL": recipeURL, "duration": duration, "stars": stars}
	shared := template.Must(template.New("").Funcs(functions).ParseFS(templateFiles, "templates/shared/*.html"))
	for _, name := range []string{"home", "search", "recipe", "form", "sign-in", "problem"} {
		page := template.Must(shared.Clone())
		s.templates[name] = template.Must(page.ParseFS(templateFiles, "templates/"+name+".html"))
	}
	return s
}

// Router is what takes routes: an http.ServeMux.
type Router interface {
	Handle(pattern string, handler http.Handler)
}

// Register adds the routes.
func (s *Site) Register(mux Router) {
	mux.Handle("GET /assets/{name}", s.assets)
	for pattern, h := range map[string]handler{
		"GET /{$}":                       s.home,
		"GET /recipes":                   s.search,
		"GET /recipes/new":               s.writing(s.newForm),
		"POST /recipes":                  s.few(s.create),
		"GET /recipes/{recipe}":          s.show,
		"GET /recipes/{recipe}/edit":     s.writing(s.editForm),
		"POST /recipes/{recipe}/edit":    s.few(s.update),
		"POST /recipes/{recipe}/ratings": s.rate,
		"GET /sign-in":                   s.signInForm,
		"POST /sign-in":                  s.signIn,
		"POST /sign-out":                 s.signOut,
	} {
		mux.Handle(pattern, s.handle(h))
	}
}

// handler answers, or says why not.
type handler func(http.ResponseWriter, *http.Request) error

func (s *Site) handle(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.crossOrigin.Check(r); err != nil {
			s.Problem(w, r, http.StatusForbidden, "This form was sent from another site. Nothing was changed.")
			return
		}
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// writing asks a browser to sign in before it shows a form that it could not send.
func (s *Site) writing(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		err := s.editor.CheckSession(r)
		if errors.Is(err, auth.ErrNotSignedIn) {
			http.Redirect(w, r, signInURL(r.URL.Path), http.StatusSeeOther)
			return nil
		}
		if err != nil {
			return err
		}
		return h(w, r)
	}
}

// problem is an error that the visitor can do something about.
type problem struct {
	status int
	detail string
}

func (p *problem) Error() string { return p.detail }

// StatusClientGone is nginx's number for a client that closed its connection, as at the next letter of an instant search.
// Nobody reads that answer, but the metrics should not count it as our failure.
const StatusClientGone = 499

func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	var known *problem
	switch {
	case errors.As(err, &known):
		s.Problem(w, r, known.status, known.detail)
	case errors.Is(r.Context().Err(), context.Canceled):
		w.WriteHeader(StatusClientGone) // nobody reads it
	case errors.Is(err, recipe.ErrNotFound):
		s.Problem(w, r, http.StatusNotFound, "There is no such recipe. It may have been removed.")
	case errors.Is(err, auth.ErrNotSignedIn):
		s.Problem(w, r, http.StatusUnauthorized, "You are not signed in any more. Sign in, then try again.")
	case errors.Is(err, auth.ErrNoKey):
		s.Problem(w, r, http.StatusServiceUnavailable, "Nobody can sign in at the moment. Reading goes on.")
	case errors.Is(err, recipe.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		s.Problem(w, r, http.StatusServiceUnavailable, "The recipes are out of reach. Try again in a moment.")
	default:
		s.log.ErrorContext(r.Context(), "page failed", "route", r.Pattern, "requestId", w.Header().Get("X-Request-Id"), "error", err)
		s.Problem(w, r, http.StatusInternalServerError, "Something went wrong on our side.")
	}
}

// Problem answers with a page that says what is wrong.
func (s *Site) Problem(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	s.render(w, r, status, view{Page: "problem", Title: http.StatusText(status), Content: map[string]any{
		"Detail": detail, "RequestID": w.Header().Get("X-Request-Id"), "Status": strconv.Itoa(status),
	}})
}

// view is what the layout shows around a page.
type view struct {
	Page, Title, Description string
	Content                  any
	// Set by render.
	Color, Version, Path string
	CanWrite, CanSignOut bool
}

func (s *Site) render(w http.ResponseWriter, r *http.Request, status int, v view) {
	// Where the sign-in leads back to: ratings are sent to an address that has no page of its own.
	v.Color, v.Version, v.Path = s.color, s.version, strings.TrimSuffix(r.URL.Path, "/ratings")
	v.CanWrite = s.editor.Renew(w, r)
	v.CanSignOut = v.CanWrite && !s.editor.Open()
	var page bytes.Buffer
	if err := s.templates[v.Page].ExecuteTemplate(&page, "layout", v); err != nil {
		panic(err) // a page that cannot be written is a mistake in its template; nothing has been sent yet
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "private, no-cache")
	header.Add("Vary", "Cookie")
	write(w, r, status, page.Bytes())
}
