package store

import (
	"context"
	"fmt"
	"strings"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Search lists the newest recipes first. Pages follow each other by ID, so that recipes which come or go meanwhile
// neither repeat nor hide others.
func (s *Store) Search(ctx context.Context, search recipe.Search) (page recipe.Page, err error) {
	sql, args := searchQuery(search)
	err = s.use(ctx, func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, sql, args...)
		if err != nil {
			return err
		}
		page.Recipes, err = pgx.CollectRows(rows, pgx.RowToStructByPos[recipe.Summary])
		return err
	})
	if page.More = len(page.Recipes) > search.Limit; page.More {
		page.Recipes = page.Recipes[:search.Limit]
	}
	return page, err
}

// searchQuery writes only the conditions that are asked for, so that each form has a plan that uses its index. It asks
// for one row more than the page holds, to know whether another page follows.
func searchQuery(search recipe.Search) (string, []any) {
	var conditions []string
	var args []any
	where := func(condition string, value any) {
		args = append(args, value)
		conditions = append(conditions, fmt.Sprintf(condition, len(args)))
	}
	if search.Text != "" {
		where("document @@ websearch_to_tsquery('pg_catalog.english', $%d)", search.Text)
	}
	if search.Tag != "" {
		where("tags @> array[$%d::text]", search.Tag)
	}
	if search.Before != uuid.Nil {
		where("id < $%d", search.Before)
	}
	sql := "select id, title, description, tags, servings, created_at, updated_at from recipes"
	if len(conditions) > 0 {
		sql += " where " + strings.Join(conditions, " and ")
	}
	args = append(args, search.Limit+1)
	return sql + fmt.Sprintf(" order by id desc limit $%d", len(args)), args
}
