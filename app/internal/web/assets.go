package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// The files, and their copies compressed by Brotli and gzip, are what `make app-assets` writes. Fonts are compressed as they are.
//
//go:embed assets
var assetFiles embed.FS

const assetPath = "/assets/"

// asset is one file under a name that changes with its content.
type asset struct {
	name, kind string
	// content by Content-Encoding; "" is the file as it is.
	content map[string][]byte
}

// kinds by extension; the machine's own table would differ from one to the next.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
}

// assets by their plain name: style.css.
type assets map[string]asset

func loadAssets() assets {
	loaded := assets{}
	entries, err := fs.ReadDir(assetFiles, "assets")
	if err != nil {
		panic(err) // they are in the program
	}
	for _, entry := range entries {
		name := entry.Name()
		if extension := path.Ext(name); extension != ".br" && extension != ".gz" {
			loaded[name] = loadAsset(name)
		}
	}
	return loaded
}

func loadAsset(name string) asset {
	content := map[string][]byte{}
	for encoding, file := range map[string]string{"": name, "br": name + ".br", "gzip": name + ".gz"} {
		if bytes, err := assetFiles.ReadFile("assets/" + file); err == nil {
			content[encoding] = bytes
		}
	}
	sum := sha256.Sum256(content[""])
	extension := path.Ext(name)
	hashed := strings.TrimSuffix(name, extension) + "." + hex.EncodeToString(sum[:5]) + extension
	return asset{name: hashed, kind: kinds[extension], content: content}
}

// url of an asset, for the pages.
func (a assets) url(name string) string { return assetPath + a[name].name }

// plain is the name without the hash: style.css of style.0123456789.css.
func plain(hashed string) string {
	parts := strings.Split(hashed, ".")
	if len(parts) != 3 {
		return ""
	}
	return parts[0] + "." + parts[2]
}

func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	hashed := r.PathValue("name")
	found, ok := a[plain(hashed)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", found.kind)
	header.Add("Vary", "Accept-Encoding")
	if hashed == found.name {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		// A page of the other color asks: the file of this one is near enough to show it, but not to be kept for it.
		header.Set("Cache-Control", "no-store")
	}
	encoding := bestEncoding(r, "br", "gzip")
	if found.content[encoding] == nil {
		encoding = ""
	}
	if encoding != "" {
		header.Set("Content-Encoding", encoding)
	}
	_, _ = w.Write(found.content[encoding])
}
