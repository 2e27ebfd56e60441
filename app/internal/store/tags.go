package store

import (
	"context"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/jackc/pgx/v5"
)

const mostTags = 50

// Tags lists the most used tags.
func (s *Store) Tags(ctx context.Context) (tags []recipe.Tag, err error) {
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
	return tags, err
}
