package recipe

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const maxSlug = 60

// Slug writes a title as a part of an address: "Crème brûlée, the easy way" is creme-brulee-the-easy-way. Titles without
// a letter of ASCII are "recipe".
func Slug(title string) string {
	var slug strings.Builder
	pending := false // a hyphen, once another letter comes
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			continue // an accent that was taken off its letter, or an apostrophe
		}
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			pending = slug.Len() > 0
			continue
		}
		if slug.Len() >= maxSlug-1 {
			break
		}
		if pending {
			slug.WriteByte('-')
			pending = false
		}
		slug.WriteRune(r)
	}
	if slug.Len() == 0 {
		return "recipe"
	}
	return slug.String()
}
