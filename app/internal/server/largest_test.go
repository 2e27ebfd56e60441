package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"alchemorsel.dev/app/internal/recipe"
)

// largest is a recipe of this letter, as large as one may be.
func largest(t *testing.T, letter string) recipe.Draft {
	t.Helper()
	d := recipe.Draft{Title: "x", Description: "", Servings: recipe.MaxServings, Minutes: recipe.MaxMinutes, Difficulty: recipe.Medium}
	d.Tags = slices.Repeat([]string{strings.Repeat("a", 40)}, recipe.MaxTags)
	d.Ingredients = slices.Repeat([]string{"x"}, recipe.MaxIngredients)
	d.Steps = slices.Repeat([]string{"x"}, recipe.MaxSteps)
	for left := recipe.MaxSize - 1 - recipe.MaxIngredients - recipe.MaxSteps; left >= len(letter); {
		for i := range d.Steps {
			more := min(left/len(letter), recipe.MaxStep-utf8.RuneCountInString(d.Steps[i]))
			d.Steps[i] += strings.Repeat(letter, more)
			left -= more * len(letter)
		}
	}
	if problems := d.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	return d
}

// escapedJSON writes each letter of a text as \u and four digits, as a client may.
func escapedJSON(text string) string {
	var escaped strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&escaped, `\u%04x`, unit)
	}
	return escaped.String()
}

// TestLargestRecipeCanBeWritten: whatever is accepted by its content comes through, however a client writes it.
func TestLargestRecipeCanBeWritten(t *testing.T) {
	for name, letter := range map[string]string{"ASCII": "x", "what JSON escapes": "<", "line ends": "\n", "two bytes": "é", "three": "味", "four": "🍅"} {
		t.Run(name, func(t *testing.T) {
			d := largest(t, letter)
			spaced, err := json.MarshalIndent(d, "", "    ")
			if err != nil {
				t.Fatal(err)
			}
			escaped := mustJSON(t, d)
			for _, step := range d.Steps {
				escaped = strings.Replace(escaped, mustJSON(t, step), `"`+escapedJSON(step)+`"`, 1)
			}
			bodies := map[string]string{"as this program writes it": mustJSON(t, d), "with spaces": string(spaced), "escaped throughout": escaped}
			for how, body := range bodies {
				if response := newHarness().do("PUT", one, body, anyState); response.Code != 200 {
					t.Errorf("%s, %d bytes: %d %s", how, len(body), response.Code, response.Body)
				}
			}
		})
	}
	d := largest(t, "x")
	d.Description = "xx"
	if response := newHarness().do("PUT", one, mustJSON(t, d), anyState); response.Code != 422 || !strings.Contains(response.Body.String(), "all its texts together") {
		t.Errorf("a larger one: %d %s", response.Code, response.Body)
	}
}

func mustJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
