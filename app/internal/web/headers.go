package web

import (
	"net/http"
	"strings"

	"alchemorsel.dev/app/internal/auth"
)

// policy lets a page load what comes from the program itself, and nothing that stands in the page: whatever gets into
// one runs nowhere.
var policy = strings.Join([]string{
	"default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'", "connect-src 'self'",
	"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}, "; ")

var securityHeaders = map[string]string{
	"Content-Security-Policy":      policy,
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
	"Referrer-Policy":              "same-origin",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
}

// twoYears is for this host alone: the names below it may be somebody else's, who has no TLS.
const twoYears = "max-age=63072000"

// Secure sets the headers that keep other pages, and what gets into ours, from doing harm.
func Secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range securityHeaders {
			w.Header().Set(name, value)
		}
		if auth.BehindTLS(r) {
			w.Header().Set("Strict-Transport-Security", twoYears)
		}
		next.ServeHTTP(w, r)
	})
}
