package server

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"path"
	"strings"

	"alchemorsel.dev/app/internal/web"
)

// The document of the API. A test asks for each of its answers.
//
//go:embed openapi.json
var openapi []byte

//go:embed document.html document.css
var documentFiles embed.FS

const documentPath = "/api/v1/openapi.json"

func registerDocument(mux web.Router, wrap func(handlerFunc) http.Handler) {
	page := documentPage()
	style, err := documentFiles.ReadFile("document.css")
	if err != nil {
		panic(err)
	}
	mux.Handle("GET "+documentPath, wrap(static("application/json", openapi)))
	mux.Handle("GET /api", wrap(static("text/html; charset=utf-8", page)))
	mux.Handle("GET /api/document.css", wrap(static("text/css; charset=utf-8", style)))
}

// static answers with a text that is the same for as long as this release runs.
func static(contentType string, text []byte) handlerFunc {
	tag := textTag(text)
	return func(w http.ResponseWriter, r *http.Request) error {
		if notModified(w, r, tag) {
			return nil
		}
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write(text) // the only error is a client that went away
		return nil
	}
}

// documentPage renders the document for people. It is made once: a broken document ends the program at its start.
func documentPage() []byte {
	var document map[string]any
	if err := json.Unmarshal(openapi, &document); err != nil {
		panic(err)
	}
	page := template.Must(template.New("document.html").Funcs(template.FuncMap{
		"upper": strings.ToUpper,
		"last":  path.Base,
		"text":  indented,
	}).ParseFS(documentFiles, "document.html"))
	var text bytes.Buffer
	if err := page.Execute(&text, document); err != nil {
		panic(err)
	}
	return text.Bytes()
}

func indented(node any) (string, error) {
	text, err := json.MarshalIndent(node, "", "  ")
	return string(text), err
}
