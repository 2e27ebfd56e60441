// Package seed holds recipes written for this product, so that a new installation has something to read.
package seed

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"alchemorsel.dev/app/internal/recipe"
)

//go:embed *.json
var files embed.FS

const (
	// patience is how long a database is waited for.
	patience = 30 * time.Second
	pause    = 250 * time.Millisecond
)

// Recipes reads all of them, in the order of their files.
func Recipes() ([]recipe.Draft, error) { return read(files) }

// read says which recipe of which file is not acceptable, and why.
func read(files fs.ReadDirFS) ([]recipe.Draft, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var all []recipe.Draft
	for _, entry := range entries {
		text, err := fs.ReadFile(files, entry.Name())
		if err != nil {
			return nil, err
		}
		var some []json.RawMessage
		if err := json.Unmarshal(text, &some); err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		for i, each := range some {
			draft, problems, err := recipe.Decode(each)
			if err != nil {
				return nil, fmt.Errorf("%s: recipe %d: %w", entry.Name(), i+1, err)
			}
			if len(problems) > 0 {
				return nil, fmt.Errorf("%s: recipe %d: %v", entry.Name(), i+1, problems)
			}
			all = append(all, draft)
		}
	}
	return all, nil
}

// Run stores those that are not there yet, and returns their number. Each has a key, by which a second run finds it, also
// when somebody has edited it since.
func Run(ctx context.Context, store recipe.Store) (created int, err error) {
	drafts, err := Recipes()
	if err != nil {
		return 0, err
	}
	enough := time.Now().Add(patience)
	for _, draft := range drafts {
		replayed, err := create(ctx, store, draft, enough)
		if err != nil {
			return created, fmt.Errorf("seed %q: %w", draft.Title, err)
		}
		if !replayed {
			created++
		}
	}
	return created, nil
}

func create(ctx context.Context, store recipe.Store, draft recipe.Draft, enough time.Time) (replayed bool, err error) {
	for {
		_, replayed, err = store.Create(ctx, draft, "seed/"+recipe.Slug(draft.Title))
		switch {
		case errors.Is(err, recipe.ErrKeyReused): // of a release whose text was another
			return true, nil
		case !errors.Is(err, recipe.ErrUnavailable) || time.Now().After(enough):
			return replayed, err
		}
		select {
		case <-ctx.Done():
			return false, err
		case <-time.After(pause):
		}
	}
}
