package web

import (
	"strings"

	"alchemorsel.dev/app/internal/recipe"
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// keepUnchanged takes the texts that came back as the form showed them from the recipe itself. A form cannot say all that a
// recipe may hold, such as an empty line within a step or a space at its end.
func keepUnchanged(draft *recipe.Draft, values map[string]string, before recipe.Draft) {
	shown := valuesOf(before)
	unchanged := func(name string) bool { return values[name] == lineEnds.Replace(shown[name]) }
	if unchanged("title") {
		draft.Title = before.Title
	}
	if unchanged("description") {
		draft.Description = before.Description
	}
	if unchanged("ingredients") {
		draft.Ingredients = before.Ingredients
	}
	if unchanged("steps") {
		draft.Steps = before.Steps
	}
	if unchanged("tags") {
		draft.Tags = before.Tags
	}
}
