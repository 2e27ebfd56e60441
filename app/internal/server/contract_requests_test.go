package server

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// samples of bodies for a path, each with one thing that a client may do.
var samples = map[string][]string{
	"POST /recipes": append(variants(soup, map[string][]string{
		"title":       {`"x"`, `""`, `" "`, `null`, `7`, `"a\nb"`, `"a\u0000b"`, `"` + strings.Repeat("é", 200) + `"`, `"` + strings.Repeat("é", 201) + `"`},
		"description": {`""`, `" "`, `null`, `"a\n\tb"`, `"a\u0007b"`, `[]`, `"` + strings.Repeat("x", 2000) + `"`, `"` + strings.Repeat("x", 2001) + `"`},
		"ingredients": {`[]`, `null`, `{}`, `[""]`, `[" "]`, `[null]`, `[1]`, `["a\nb"]`, `["` + strings.Repeat("x", 200) + `"]`, `["` + strings.Repeat("x", 201) + `"]`, list(100), list(101)},
		"steps":       {`[]`, `null`, `"x"`, `[""]`, `["\n"]`, `[null]`, `["a\nb"]`, `["a\u0007b"]`, `["` + strings.Repeat("x", 2000) + `"]`, `["` + strings.Repeat("x", 2001) + `"]`, list(100), list(101)},
		"tags":        {`[]`, `null`, `"x"`, `["soup"]`, `["Soup"]`, `["a--b"]`, `[""]`, `[null]`, `["` + strings.Repeat("a", 40) + `"]`, `["` + strings.Repeat("a", 41) + `"]`, list(20), list(21)},
		"servings":    {`1`, `0`, `-1`, `1000`, `1001`, `2.0`, `2e1`, `2.5`, `1e99`, `"2"`, `null`},
		"minutes":     {`1`, `0`, `-1`, `10080`, `10081`, `5.0`, `0.0`, `5.5`, `"5"`, `null`},
		"difficulty":  {`"easy"`, `""`, `"brutal"`, `null`, `1`},
		"Title":       {`"x"`},
		"id":          {`"x"`},
	}), soup, full, `{}`, `{"title":"x"}`),
	"PUT /recipes/{id}/rating": append(variants(stars, map[string][]string{
		"stars": {`1`, `5`, `0`, `6`, `5.0`, `5e0`, `4.5`, `"5"`, `null`, `[]`}, "x": {`1`},
	}), stars, `{}`),
}

// variants are the document with each of these values in place of a field's.
func variants(document string, values map[string][]string) (all []string) {
	for field, each := range values {
		for _, value := range each {
			// The last of two fields of a name counts, for this program and for the validator.
			all = append(all, strings.TrimSuffix(document, "}")+`,"`+field+`":`+value+"}")
		}
	}
	return all
}

func list(items int) string {
	return "[" + strings.TrimSuffix(strings.Repeat(`"x",`, items), ",") + "]"
}

// TestRequestsAreAsTheDocumentSays: what the document allows is accepted, and what it forbids is refused.
func TestRequestsAreAsTheDocumentSays(t *testing.T) {
	d := newAnswersDocument(t)
	for operation, bodies := range samples {
		method, path, _ := strings.Cut(operation, " ")
		_, pointer := d.at("/paths/" + escaped(path) + "/" + strings.ToLower(method))
		schema, err := d.schemas.Compile("openapi.json#" + pointer + "/requestBody/content/application~1json/schema")
		if err != nil {
			t.Fatal(err)
		}
		headers := []string{aRater}
		operations := []string{operation}
		if path == "/recipes" {
			operations = append(operations, "PUT /recipes/{id}")
			headers = []string{anyState}
		}
		for _, operation := range operations {
			method, path, _ := strings.Cut(operation, " ")
			for _, body := range bodies {
				value, err := jsonschema.UnmarshalJSON(bytes.NewBufferString(body))
				if err != nil {
					t.Fatal(err)
				}
				forbidden := schema.Validate(value)
				response := newHarness().do(method, "/api/v1"+strings.Replace(path, "{id}", known.String(), 1), body, headers...)
				if accepted := response.Code < 300; accepted != (forbidden == nil) || !accepted && response.Code != 422 {
					t.Errorf("%s %.200s: got %d %.200s, in the document: %v", operation, body, response.Code, response.Body, forbidden)
				}
			}
		}
	}
}
