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
)

// Store keeps recipes. PostgreSQL is one, and so is the cache in front of it.
type Store interface {
	// Create stores a draft. A key (optional) that came before creates nothing: replayed is true, and the recipe is the
	// one that the key created then.
	Create(ctx context.Context, draft Draft, key string) (created Recipe, replayed bool, err error)
	Get(ctx context.Context, id uuid.UUID) (Recipe, error)
	Update(ctx context.Context, id uuid.UUID, draft Draft) (Recipe, error)
	Delete(ctx context.Context, id uuid.UUID) error
	Search(ctx context.Context, search Search) (Page, error)
}

// Draft is the part of a recipe that its author writes.
type Draft struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Ingredients []string `json:"ingredients"`
	Steps       []string `json:"steps"`
	Tags        []string `json:"tags"`
	Servings    int      `json:"servings"`
}

// Recipe is a stored draft.
type Recipe struct {
	ID uuid.UUID `json:"id"`
	Draft
	CreatedAt time.Time `json:"createdAt"`
	UpdatedAt time.Time `json:"updatedAt"`
}

// Summary is a recipe as a search lists it: without ingredients and steps, so that a page stays small.
type Summary struct {
	ID          uuid.UUID `json:"id"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Tags        []string  `json:"tags"`
	Servings    int       `json:"servings"`
	CreatedAt   time.Time `json:"createdAt"`
	UpdatedAt   time.Time `json:"updatedAt"`
}

// Search asks for a page of recipes, the newest first. Zero values do not restrict.
type Search struct {
	Text  string
	Tag   string
	Limit int
	// Before is the last ID of the page before this one.
	Before uuid.UUID
}

// Page is one page of a search. More says that another one follows.
type Page struct {
	Recipes []Summary
	More    bool
}
