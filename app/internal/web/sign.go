package web

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/auth"
)

func signInURL(next string) string { return "/sign-in?" + url.Values{"next": {next}}.Encode() }

// safePath is the address to go on at after the sign-in: one of this site, whatever somebody has put into a link.
func safePath(next string) string {
	address, err := url.Parse(next)
	if err != nil || address.IsAbs() || address.Host != "" || address.User != nil || !strings.HasPrefix(next, "/") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return (&url.URL{Path: path.Clean("/" + address.Path)}).EscapedPath()
}

// signInPage is the form of the key.
type signInPage struct{ Next, Error string }

func (s *Site) signInForm(w http.ResponseWriter, r *http.Request) error {
	next := safePath(r.URL.Query().Get("next"))
	if s.editor.CheckSession(r) == nil {
		http.Redirect(w, r, next, http.StatusSeeOther) // #nosec G710 -- by safePath
		return nil
	}
	s.showSignIn(w, r, http.StatusOK, signInPage{Next: next})
	return nil
}

func (s *Site) showSignIn(w http.ResponseWriter, r *http.Request, status int, page signInPage) {
	title := "Sign in"
	if page.Error != "" {
		title = "Not signed in: " + page.Error
	}
	s.render(w, r, status, view{Page: "sign-in", Title: title, Description: "Sign in to add, change and rate recipes.", Content: page})
}

func (s *Site) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(w, r, maxSmallForm); err != nil {
		return err
	}
	page := signInPage{Next: safePath(r.PostForm.Get("next"))}
	err := s.editor.SignIn(w, r, strings.TrimSpace(r.PostForm.Get("key")))
	var tooMany *auth.TooManyError
	switch {
	case err == nil:
		http.Redirect(w, r, page.Next, http.StatusSeeOther)
		return nil
	case errors.Is(err, auth.ErrWrongKey):
		page.Error = "This is not the editor's key."
		s.showSignIn(w, r, http.StatusForbidden, page)
		return nil
	case errors.As(err, &tooMany):
		w.Header().Set("Retry-After", strconv.Itoa(tooMany.Seconds()))
		page.Error = "Too many wrong keys. Try again in " + strconv.Itoa(tooMany.Seconds()/60+1) + " minutes."
		s.showSignIn(w, r, http.StatusTooManyRequests, page)
		return nil
	}
	return err
}

func (s *Site) signOut(w http.ResponseWriter, r *http.Request) error {
	s.editor.SignOut(w, r)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
