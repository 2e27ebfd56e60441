package seed

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Who adds a recipe learns which one is not right.
func TestFilesThatAreNotRight(t *testing.T) {
	const good = `{"title":"Tea","ingredients":["tea"],"steps":["Wait."],"servings":1}`
	for text, want := range map[string]string{
		"{": "soups.json: unexpected end", "[" + good + ",7]": "soups.json: recipe 2: the body must be a JSON object",
		"[" + strings.Replace(good, "1", "0", 1) + "]": "soups.json: recipe 1: [{servings must be from 1",
	} {
		_, err := read(fstest.MapFS{"soups.json": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: got %v", text, err)
		}
	}
}
