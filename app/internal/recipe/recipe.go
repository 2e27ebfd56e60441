// Package recipe holds what a recipe is and which ones are accepted. It knows neither HTTP nor SQL.
package recipe

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
)

// What a store answers besides its own failures. Callers compare with errors.Is.
var (
	ErrNotFound = errors.New("no such recipe")
	// ErrUnavailable says that the store cannot be asked now; the same request may succeed a moment later.
	ErrUnavailable = errors.New("the database is not available")
	// ErrKeyReused says that an idempotency key came again with another recipe.
	ErrKeyReused = errors.New("the idempotency key was used for another recipe")
	// ErrChanged says that somebody else has changed the recipe since the version that a change was made from.
	ErrChanged = errors.New("the recipe was changed meanwhile")
)

// AnyVersion changes a recipe whatever its version is.
const AnyVersion = 0

// Store keeps recipes. PostgreSQL is one, and so is the cache in front of it. Each method may fail with ErrUnavailable.
type Store interface {
	// Create stores a draft that Validate accepts. A key (optional) that came before creates nothing: replayed is true,
	// and the recipe is the one that the key created then; with another draft it is ErrKeyReused.
	Create(ctx context.Context, draft Draft, key string) (created Recipe, replayed bool, err error)
	// Get fails with ErrNotFound.
	Get(ctx context.Context, id uuid.UUID) (Recipe, error)
	// Update replaces what the author wrote, if the recipe still has this version (or with AnyVersion). It fails with
	// ErrNotFound, or with ErrChanged and the recipe as it is now.
	Update(ctx context.Context, id uuid.UUID, draft Draft, version int) (Recipe, error)
	// Delete fails with ErrNotFound and ErrChanged, as Update does.
	Delete(ctx context.Context, id uuid.UUID, version int) error
	// Rate stores how many stars (1 to 5) a rater gives; a rater's next rating replaces the one before. The rater is any
	// text that names one client. It returns the recipe's new rating, and fails with ErrNotFound.
	Rate(ctx context.Context, id uuid.UUID, rater string, stars int) (Rating, error)
	// Ratings of these recipes, without those that are not there.
	Ratings(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]Rating, error)
	// Search answers with one page; the next one is Search with Page.Next as its Cursor.
	Search(ctx context.Context, search Search) (Page, error)
	// Tags lists the most used tags, the most used first. It may be a minute old, and older while the
	// store cannot be asked.
	Tags(ctx context.Context) ([]Tag, error)
}

// Difficulty of a recipe; empty when its author did not say.
type Difficulty string

// The difficulties that an author can choose.
const (
	Easy   Difficulty = "easy"
	Medium Difficulty = "medium"
	Hard   Difficulty = "hard"
)

// Difficulties in their order.
var Difficulties = []Difficulty{Easy, Medium, Hard}

// Draft is the part of a recipe that its author writes.
type Draft struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Ingredients []string `json:"ingredients"`
	Steps       []string `json:"steps"`
	Tags        []string `json:"tags"`
	Servings    int      `json:"servings"`
	// Minutes until it is on the table; 0 when its author did not say.
	//
	// Absent where it is zero: the hash of a draft (of its JSON) is the same as in the release that did not know it.
	Minutes    int        `json:"minutes,omitempty"`
	Difficulty Difficulty `json:"difficulty,omitempty"`
}

// Recipe is a stored draft.
type Recipe struct {
	ID uuid.UUID `json:"id"`
	Draft
	// Version grows with each change of the draft; a rating leaves it.
	Version   int       `json:"version"`
	Rating    Rating    `json:"rating"`
	CreatedAt time.Time `json:"createdAt"`
	UpdatedAt time.Time `json:"updatedAt"`
}

// Slug names the recipe in an address, for people: the ID finds it.
func (r Recipe) Slug() string { return Slug(r.Title) }

// Rating is what all raters gave.
type Rating struct {
	// Average of the stars, 1 to 5; 0 without a rating.
	Average float64 `json:"average"`
	Count   int     `json:"count"`
}

// Summary is a recipe as a search lists it: without ingredients and steps, so that a page stays small.
type Summary struct {
	ID          uuid.UUID  `json:"id"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Tags        []string   `json:"tags"`
	Servings    int        `json:"servings"`
	Minutes     int        `json:"minutes,omitempty"`
	Difficulty  Difficulty `json:"difficulty,omitempty"`
	Version     int        `json:"version"`
	Rating      Rating     `json:"rating"`
	CreatedAt   time.Time  `json:"createdAt"`
	UpdatedAt   time.Time  `json:"updatedAt"`
}

// Slug names the recipe in an address, for people: the ID finds it.
func (s Summary) Slug() string { return Slug(s.Title) }

// Tag says how many recipes carry a tag.
type Tag struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}
