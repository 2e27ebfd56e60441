package store

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/singleflight"
)

const (
	mostTags = 50
	// tagsLifetime bounds how often all recipes are counted.
	tagsLifetime = time.Minute
)

// tagList keeps the last answer, and asks for a new one once however many wait for it.
type tagList struct {
	last   atomic.Pointer[datedTags]
	asking singleflight.Group
}

type datedTags struct {
	tags []recipe.Tag
	at   time.Time
}

// Tags lists the most used tags: while the database is away, those of before.
func (s *Store) Tags(ctx context.Context) ([]recipe.Tag, error) {
	last := s.tags.last.Load()
	if last != nil && (time.Since(last.at) < tagsLifetime || !s.Status().ready()) {
		return last.tags, nil
	}
	// Not the context of the one who happens to ask first: others wait with it.
	result, err, _ := s.tags.asking.Do("", func() (any, error) { return s.countTags(context.WithoutCancel(ctx)) })
	if last != nil && errors.Is(err, recipe.ErrUnavailable) {
		return last.tags, nil
	}
	if err != nil {
		return nil, err
	}
	return result.([]recipe.Tag), nil
}

func (s *Store) countTags(ctx context.Context) (tags []recipe.Tag, err error) {
	err = s.use(ctx, func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, `
			select tag, count(*) from recipes, unnest(tags) tag
			group by tag order by count(*) desc, tag limit $1`, mostTags)
		if err != nil {
			return err
		}
		tags, err = pgx.CollectRows(rows, pgx.RowToStructByPos[recipe.Tag])
		return err
	})
	if err == nil {
		s.tags.last.Store(&datedTags{tags, time.Now()})
	}
	return tags, err
}
