package recipe

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of one recipe. Lengths count characters, not bytes.
const (
	MaxTitle       = 200
	MaxDescription = 2000
	MaxIngredients = 100
	MaxIngredient  = 200
	MaxSteps       = 100
	MaxStep        = 2000
	MaxTags        = 20
	MaxServings    = 1000
	MaxMinutes     = 10_080 // a week, for what ferments
	MaxStars       = 5
	// MaxSize of all texts of a recipe together, in bytes of UTF-8: twenty pages of a book. Whoever writes it down takes six
	// bytes for each at most (\u003c in JSON; a line end of a form), so the largest recipe still comes in one request of
	// MaxBody, and many of them at once fit into a pod.
	MaxSize = 40 << 10
	// MaxBody is the largest request that a recipe is read from.
	MaxBody = 256 << 10
)

// Problem is one thing wrong with one field. The field of a list's item is the list's name, a slash and the index.
type Problem struct {
	Field  string
	Detail string
}

var tagPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// ValidTag tells whether a recipe can carry this tag.
func ValidTag(tag string) bool {
	return len(tag) <= 40 && tagPattern.MatchString(tag)
}

// Validate returns everything that is wrong with the draft, in the order of its fields.
func (d Draft) Validate() []Problem {
	var v validator
	v.text("title", d.Title, MaxTitle, required)
	v.text("description", d.Description, MaxDescription, multiline)
	v.list("ingredients", d.Ingredients, 1, MaxIngredients, func(field, item string) {
		v.text(field, item, MaxIngredient, required)
	})
	v.list("steps", d.Steps, 1, MaxSteps, func(field, item string) {
		v.text(field, item, MaxStep, required|multiline)
	})
	if size := d.size(); size > MaxSize {
		v.add("steps", "make the recipe too long: all its texts together must have at most %d bytes, have %d", MaxSize, size)
	}
	v.list("tags", d.Tags, 0, MaxTags, v.tag)
	if d.Servings < 1 || d.Servings > MaxServings {
		v.add("servings", "must be from 1 to %d", MaxServings)
	}
	if d.Minutes < 0 || d.Minutes > MaxMinutes {
		v.add("minutes", "must be from 1 to %d, or absent", MaxMinutes)
	}
	if d.Difficulty != "" && !slices.Contains(Difficulties, d.Difficulty) {
		v.add("difficulty", "must be one of %v, or absent", Difficulties)
	}
	return v.problems
}

// size of all texts; those of numbers and tags are bounded by themselves.
func (d Draft) size() int {
	size := len(d.Title) + len(d.Description)
	for _, text := range slices.Concat(d.Ingredients, d.Steps) {
		size += len(text)
	}
	return size
}

type rule int

const (
	required rule = 1 << iota
	multiline
)

type validator struct{ problems []Problem }

func (v *validator) add(field, format string, args ...any) {
	v.problems = append(v.problems, Problem{Field: field, Detail: fmt.Sprintf(format, args...)})
}

func (v *validator) text(field, value string, longest int, rules rule) {
	if rules&required != 0 && strings.TrimSpace(value) == "" {
		v.add(field, "must not be empty")
	}
	if n := utf8.RuneCountInString(value); n > longest {
		v.add(field, "must have at most %d characters, has %d", longest, n)
	}
	if strings.ContainsFunc(value, func(r rune) bool { return forbidden(r, rules&multiline != 0) }) {
		v.add(field, "must not contain control characters")
	}
}

// forbidden refuses control characters; PostgreSQL cannot store NUL, and the others help nobody.
func forbidden(r rune, multiline bool) bool {
	if multiline && (r == '\n' || r == '\r' || r == '\t') {
		return false
	}
	return unicode.IsControl(r)
}

// list checks the number of items, and the items only when their number is sane.
func (v *validator) list(field string, items []string, fewest, most int, check func(field, item string)) {
	if len(items) < fewest || len(items) > most {
		v.add(field, "must have from %d to %d items, has %d", fewest, most, len(items))
		return
	}
	for i, item := range items {
		check(fmt.Sprintf("%s/%d", field, i), item)
	}
}

func (v *validator) tag(field, tag string) {
	if !ValidTag(tag) {
		v.add(field, "must have at most 40 lower case letters, digits and single hyphens between them")
	}
}
