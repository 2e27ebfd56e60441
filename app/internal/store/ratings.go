package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"math"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Rate stores the rater's stars in place of those before. Triggers keep the sums with the recipe.
func (s *Store) Rate(ctx context.Context, id uuid.UUID, rater string, stars int) (rated recipe.Rating, err error) {
	hash := sha256.Sum256([]byte(rater)) // who can read the table can't rate in another's name
	err = s.use(ctx, func(ctx context.Context) error {
		tx, err := s.pool.Begin(ctx)
		if err != nil {
			return err
		}
		defer rollBack(ctx, tx) // what is not committed
		if rated, err = rate(ctx, tx, id, hash[:], stars); err != nil {
			return err
		}
		return tx.Commit(ctx)
	})
	return rated, err
}

func rate(ctx context.Context, tx pgx.Tx, id uuid.UUID, rater []byte, stars int) (recipe.Rating, error) {
	// The recipe first, as whoever deletes it has it: two orders could wait for each other.
	var locked uuid.UUID
	err := tx.QueryRow(ctx, "select id from recipes where id = $1 for no key update", id).Scan(&locked)
	if errors.Is(err, pgx.ErrNoRows) {
		return recipe.Rating{}, recipe.ErrNotFound
	}
	if err != nil {
		return recipe.Rating{}, err
	}
	_, err = tx.Exec(ctx, `
		insert into ratings (recipe_id, rater, stars) values ($1, $2, $3)
		on conflict (recipe_id, rater) do update set stars = excluded.stars, rated_at = now()`, id, rater, stars)
	if err != nil {
		return recipe.Rating{}, err
	}
	var sum, count int
	err = tx.QueryRow(ctx, "select rating_sum, rating_count from recipes where id = $1", id).Scan(&sum, &count)
	return rating(sum, count), err
}

// Ratings of these recipes, without those that are not there.
func (s *Store) Ratings(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]recipe.Rating, error) {
	found := make(map[uuid.UUID]recipe.Rating, len(ids))
	err := s.use(ctx, func(ctx context.Context) error {
		rows, err := s.pool.Query(ctx, "select id, rating_sum, rating_count from recipes where id = any($1)", ids)
		if err != nil {
			return err
		}
		var id uuid.UUID
		var sum, count int
		_, err = pgx.ForEachRow(rows, []any{&id, &sum, &count}, func() error {
			found[id] = rating(sum, count)
			return nil
		})
		return err
	})
	return found, err
}

// rating rounds the average to two digits: nobody reads more of them.
func rating(sum, count int) recipe.Rating {
	if count == 0 {
		return recipe.Rating{}
	}
	return recipe.Rating{Average: math.Round(100*float64(sum)/float64(count)) / 100, Count: count}
}
