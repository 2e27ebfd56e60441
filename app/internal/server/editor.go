package server

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"alchemorsel.dev/app/internal/auth"
)

// withEditor keeps the API's writes for who has the editor's key, and refuses those that a page of another site sends.
func (s *Server) withEditor(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isAPI(r) || isRead(r.Method) {
			next.ServeHTTP(w, r)
			return
		}
		if crossOrigin.Check(r) != nil {
			writeProblem(w, r, newProblem(http.StatusForbidden, "the request was sent by a page of another site"))
			return
		}
		if err := s.editor.CheckBearer(r); err != nil {
			writeProblem(w, r, editorProblem(w, err))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isAPI tells whether a request is of a program, and not for a page.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

func isRead(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func editorProblem(w http.ResponseWriter, err error) *problem {
	var tooMany *auth.TooManyError
	switch {
	case errors.As(err, &tooMany):
		w.Header().Set("Retry-After", strconv.Itoa(tooMany.Seconds()))
		return newProblem(http.StatusTooManyRequests, err.Error())
	case errors.Is(err, auth.ErrNoKey):
		return newProblem(http.StatusServiceUnavailable, err.Error())
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="alchemorsel"`)
	return newProblem(http.StatusUnauthorized, err.Error()+": send it as Authorization: Bearer …")
}

// refuse writes an error in the form that the client reads.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	if !isAPI(r) && strings.Contains(r.Header.Get("Accept"), "text/html") { // a browser asks
		s.site.Problem(w, r, status, strings.ToUpper(detail[:1])+detail[1:]+".")
		return
	}
	writeProblem(w, r, newProblem(status, detail))
}

// ClientOf tells clients apart behind so many proxies.
func ClientOf(proxies int) func(*http.Request) string {
	return func(r *http.Request) string { return clientOf(r, proxies) }
}
