package server

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sometimes are headers that the document promises with a condition: a limit on requests, a key that came before.
var sometimes = []string{"RateLimit", "RateLimit-Policy", "Idempotency-Replayed"}

// answersDocument holds answers against what the document says of them.
type answersDocument struct {
	content map[string]any
	schemas *jsonschema.Compiler
}

func newAnswersDocument(t *testing.T) answersDocument {
	t.Helper()
	content, err := jsonschema.UnmarshalJSON(bytes.NewReader(openapi))
	if err != nil {
		t.Fatal(err)
	}
	schemas := jsonschema.NewCompiler()
	schemas.AssertFormat()
	if err := schemas.AddResource("openapi.json", content); err != nil {
		t.Fatal(err)
	}
	return answersDocument{content.(map[string]any), schemas}
}

// at is what stands at a JSON pointer, which a $ref may lead on from.
func (d answersDocument) at(pointer string) (map[string]any, string) {
	node := d.content
	for _, step := range strings.Split(pointer, "/")[1:] {
		node, _ = node[strings.ReplaceAll(step, "~1", "/")].(map[string]any)
	}
	if reference, ok := node["$ref"].(string); ok {
		return d.at(strings.TrimPrefix(reference, "#"))
	}
	return node, pointer
}

func escaped(name string) string { return strings.ReplaceAll(name, "/", "~1") }

// check is about the headers and the body of an answer whose status the document has.
func (d answersDocument) check(t *testing.T, method, path, status string, response *httptest.ResponseRecorder) {
	t.Helper()
	answer, pointer := d.at("/paths/" + escaped(strings.TrimPrefix(path, "/api/v1")) + "/" + strings.ToLower(method) + "/responses/" + status)
	headers, _ := answer["headers"].(map[string]any)
	known, _ := d.at("/components/headers")
	for name := range known {
		_, promised := headers[name]
		if sent := response.Header().Get(name) != ""; sent && !promised || promised && !sent && !slices.Contains(sometimes, name) {
			t.Errorf("%s %s %s: %s in the document %t, in the answer %t", method, path, status, name, promised, sent)
		}
	}
	contents, _ := answer["content"].(map[string]any)
	kind, body := response.Header().Get("Content-Type"), response.Body.Bytes()
	if len(contents) == 0 {
		if len(body) > 0 {
			t.Errorf("%s %s %s has no body in the document: %s", method, path, status, body)
		}
		return
	}
	if contents[kind] == nil {
		t.Errorf("%s %s %s: got %q, in the document %v", method, path, status, kind, slices.Collect(maps.Keys(contents)))
		return
	}
	if strings.HasSuffix(kind, "json") {
		d.checkBody(t, pointer+"/content/"+escaped(kind)+"/schema", body)
	}
}

func (d answersDocument) checkBody(t *testing.T, pointer string, body []byte) {
	t.Helper()
	schema, err := d.schemas.Compile("openapi.json#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %v in %s", pointer, err, body)
	}
}
