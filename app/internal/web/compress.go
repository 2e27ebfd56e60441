package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// bestEncoding is the first of these that the client takes, or none.
func bestEncoding(r *http.Request, preferred ...string) string {
	taken := map[string]bool{}
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(part, ";")
		quality, isNumber := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		q, err := strconv.ParseFloat(quality, 64)
		taken[strings.ToLower(strings.TrimSpace(name))] = !isNumber || err == nil && q > 0
	}
	for _, name := range preferred {
		if taken[name] {
			return name
		}
	}
	return ""
}

var compressors = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// write sends a page, compressed where the client takes it. Pages hold no secret that their size could tell.
func write(w http.ResponseWriter, r *http.Request, status int, page []byte) {
	header := w.Header()
	header.Add("Vary", "Accept-Encoding")
	if bestEncoding(r, "gzip") == "" {
		header.Set("Content-Length", strconv.Itoa(len(page)))
		w.WriteHeader(status)
		_, _ = w.Write(page) // the only error is a client that went away
		return
	}
	header.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	compressor := compressors.Get().(*gzip.Writer)
	defer compressors.Put(compressor)
	compressor.Reset(w)
	_, _ = compressor.Write(page)
	_ = compressor.Close()
}
