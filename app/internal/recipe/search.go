package recipe

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Limits of one search.
const (
	DefaultLimit  = 20
	MaxLimit      = 100
	MaxText       = 200
	MaxSearchTags = 5
)

// Order of a search's results.
type Order string

// The orders that a search can have.
const (
	// Newest first, by creation.
	Newest Order = "newest"
	// Relevance puts the best matches of the text first; without a text it is Newest.
	Relevance Order = "relevance"
	// BestRated puts the best ratings first, where a few count for less than many.
	BestRated Order = "rating"
)

// Orders that a search can have.
var Orders = []Order{Newest, Relevance, BestRated}

// Search asks for a page of recipes. Zero values do not restrict.
type Search struct {
	// Text is words; "quoted phrase", or, -not. The last word may be only the beginning of one.
	Text string
	// Tags that a recipe has all of.
	Tags       []string
	Difficulty Difficulty
	// MaxMinutes leaves out what takes longer, and what does not say how long it takes.
	MaxMinutes int
	Order      Order
	Limit      int
	// Cursor is the Next of the page before this one, which must have had the same order.
	Cursor *Cursor
}

// Page is one page of a search.
type Page struct {
	Recipes []Summary
	// Next is nil on the last page.
	Next *Cursor
}

// ParseSearch reads a search from the parameters q, tag (may come more than once), difficulty, minutes, sort, limit and
// cursor of an address. It refuses unknown ones: "tags=soup" that quietly restricts nothing would be a wrong answer. Without
// a sort, a text is sorted by relevance.
func ParseSearch(parameters map[string][]string) (Search, []Problem) {
	search := Search{Limit: DefaultLimit}
	var problems []Problem
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if detail := search.set(name, parameters[name]); detail != "" {
			problems = append(problems, Problem{shorten(name), detail})
		}
		if len(problems) == mostUnknown {
			break
		}
	}
	if search.Order == "" {
		search.Order = search.defaultOrder()
	}
	if len(problems) == 0 && search.Cursor != nil && !search.Cursor.fits(search.order()) {
		problems = append(problems, Problem{"cursor", "must be the nextCursor of a search with the same order: start again without it"})
	}
	return search, problems
}

// order that the results have: without a text there is no relevance.
func (s *Search) order() Order {
	if s.Order == Relevance && s.Text == "" {
		return Newest
	}
	return s.Order
}

// defaultOrder stays with the order of a cursor from the release that knew only the newest.
func (s *Search) defaultOrder() Order {
	if s.Text == "" || (s.Cursor != nil && s.Cursor.Score == nil) {
		return Newest
	}
	return Relevance
}

// set returns what is wrong with the parameter, or nothing.
func (s *Search) set(name string, values []string) string {
	if name == "tag" {
		return s.setTags(values)
	}
	if len(values) != 1 {
		return "must come once"
	}
	value := values[0]
	switch name {
	case "q":
		return s.setText(value)
	case "difficulty":
		return setChoice(&s.Difficulty, value, Difficulties)
	case "sort":
		return setChoice(&s.Order, value, Orders)
	case "minutes":
		return setNumber(&s.MaxMinutes, value, MaxMinutes)
	case "limit":
		return setNumber(&s.Limit, value, MaxLimit)
	case "cursor":
		return s.setCursor(value)
	}
	return "is not a parameter of this search (q, tag, difficulty, minutes, sort, limit, cursor)"
}

func (s *Search) setText(value string) string {
	if !utf8.ValidString(value) || utf8.RuneCountInString(value) > MaxText || strings.ContainsFunc(value, unicode.IsControl) {
		return fmt.Sprintf("must be text of at most %d characters without control characters", MaxText)
	}
	s.Text = strings.TrimSpace(value)
	return ""
}

func (s *Search) setTags(values []string) string {
	if len(values) > MaxSearchTags {
		return fmt.Sprintf("must come at most %d times", MaxSearchTags)
	}
	for _, value := range values {
		if !ValidTag(value) {
			return "must be a tag as a recipe carries it"
		}
	}
	s.Tags = values
	return ""
}

func (s *Search) setCursor(value string) string {
	cursor, err := ParseCursor(value)
	if err != nil {
		return "must be the nextCursor of an earlier answer: start again without it"
	}
	s.Cursor = &cursor
	return ""
}

func setChoice[T ~string](target *T, value string, choices []T) string {
	if !slices.Contains(choices, T(value)) {
		return fmt.Sprintf("must be one of %v", choices)
	}
	*target = T(value)
	return ""
}

func setNumber(target *int, value string, most int) string {
	number, err := strconv.Atoi(value)
	if err != nil || number < 1 || number > most {
		return fmt.Sprintf("must be a number from 1 to %d", most)
	}
	*target = number
	return ""
}

// Cursor is the place after one recipe in the results of a search.
type Cursor struct {
	// Score is what the order sorts by before the ID; nil where that is all it sorts by. It may be 0: of what matches only
	// by the words that it lacks.
	Score *float64
	ID    uuid.UUID
	// ByRating says that it is a score of BestRated, and not of Relevance.
	ByRating bool
}

// fits tells whether the cursor is a place in this order. One of BestRated did not say so in an earlier release: it is known
// by its score, which is above 1 as each recipe starts with votes of three stars.
func (c Cursor) fits(order Order) bool {
	switch order {
	case Newest:
		return c.Score == nil
	case BestRated:
		return c.Score != nil && (c.ByRating || *c.Score > 1)
	}
	return c.Score != nil && !c.ByRating
}

// byRating ends a cursor of BestRated, which is longer than the others by this.
const byRating = 'r'

// String is opaque to clients, so that it may hold something else one day.
func (c Cursor) String() string {
	bytes := c.ID[:]
	if c.Score != nil {
		bytes = binary.BigEndian.AppendUint64(bytes, math.Float64bits(*c.Score))
		if c.ByRating {
			bytes = append(bytes, byRating)
		}
	}
	return base64.RawURLEncoding.EncodeToString(bytes)
}

// ParseCursor reads what String wrote, also in the releases that knew no score or did not tell of what it is.
func ParseCursor(text string) (Cursor, error) {
	bytes, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || (len(bytes) != 16 && len(bytes) != 24 && len(bytes) != 25) {
		return Cursor{}, errors.New("not a cursor")
	}
	cursor := Cursor{ID: uuid.UUID(bytes[:16]), ByRating: len(bytes) == 25}
	if len(bytes) == 16 {
		return cursor, nil
	}
	score := math.Float64frombits(binary.BigEndian.Uint64(bytes[16:]))
	if math.IsNaN(score) || math.IsInf(score, 0) || cursor.ByRating && bytes[24] != byRating {
		return Cursor{}, errors.New("not a cursor")
	}
	cursor.Score = &score
	return cursor, nil
}
