package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"alchemorsel.dev/app/internal/recipe"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const columns = `id, title, description, ingredients, steps, tags, servings, coalesce(minutes, 0), coalesce(difficulty, ''),
	version, rating_count, rating_sum, created_at, updated_at`

// Create stores the draft. With a key that came before it stores nothing and returns the recipe that it made then,
// with replayed true; so a client that never saw the answer may ask again.
func (s *Store) Create(ctx context.Context, draft recipe.Draft, key string) (created recipe.Recipe, replayed bool, err error) {
	id, err := uuid.NewV7()
	if err != nil {
		return recipe.Recipe{}, false, err
	}
	hash, err := hashOf(draft)
	if err != nil {
		return recipe.Recipe{}, false, err
	}
	err = s.use(ctx, func(ctx context.Context) error {
		created, err = s.insert(ctx, id, draft, key, hash)
		if key != "" && errors.Is(err, recipe.ErrNotFound) {
			replayed = true
			created, err = s.byKey(ctx, key, hash)
		}
		return err
	})
	return created, replayed, err
}

// insert finds no row when the key is there already, be it of a transaction that was under way: it waits for its end.
func (s *Store) insert(ctx context.Context, id uuid.UUID, d recipe.Draft, key string, hash []byte) (recipe.Recipe, error) {
	return s.one(ctx, `
		insert into recipes (id, title, description, ingredients, steps, tags, servings, minutes, difficulty, idempotency_key, idempotency_hash)
		values ($1, $2, $3, $4, $5, $6, $7, nullif($8, 0), nullif($9, ''), nullif($10, ''), case when $10 = '' then null else $11::bytea end)
		on conflict (idempotency_key) do nothing
		returning `+columns,
		id, d.Title, d.Description, d.Ingredients, d.Steps, d.Tags, d.Servings, d.Minutes, d.Difficulty, key, hash)
}

func (s *Store) byKey(ctx context.Context, key string, hash []byte) (recipe.Recipe, error) {
	found, err := s.one(ctx, "select "+columns+" from recipes where idempotency_key = $1 and idempotency_hash = $2", key, hash)
	if errors.Is(err, recipe.ErrNotFound) {
		return found, recipe.ErrKeyReused
	}
	return found, err
}

// Get returns one recipe.
func (s *Store) Get(ctx context.Context, id uuid.UUID) (found recipe.Recipe, err error) {
	err = s.use(ctx, func(ctx context.Context) error {
		found, err = s.one(ctx, "select "+columns+" from recipes where id = $1", id)
		return err
	})
	return found, err
}

// Update replaces what the author wrote, if nobody else has done so since the version.
func (s *Store) Update(ctx context.Context, id uuid.UUID, d recipe.Draft, version int) (updated recipe.Recipe, err error) {
	err = s.use(ctx, func(ctx context.Context) error {
		updated, err = s.one(ctx, `
			update recipes
			set title = $2, description = $3, ingredients = $4, steps = $5, tags = $6, servings = $7,
				minutes = nullif($8, 0), difficulty = nullif($9, ''), updated_at = now()
			where id = $1 and $10 in (0, version)
			returning `+columns,
			id, d.Title, d.Description, d.Ingredients, d.Steps, d.Tags, d.Servings, d.Minutes, d.Difficulty, version)
		if errors.Is(err, recipe.ErrNotFound) && version != recipe.AnyVersion {
			updated, err = s.changed(ctx, id)
		}
		return err
	})
	return updated, err
}

// Delete removes one recipe, and its idempotency key with it.
func (s *Store) Delete(ctx context.Context, id uuid.UUID, version int) error {
	return s.use(ctx, func(ctx context.Context) error {
		result, err := s.pool.Exec(ctx, "delete from recipes where id = $1 and $2 in (0, version)", id, version)
		if err == nil && result.RowsAffected() == 0 {
			_, err = s.changed(ctx, id)
		}
		return err
	})
}

// changed returns the recipe that a change was not made to, because it is not there or has another version.
func (s *Store) changed(ctx context.Context, id uuid.UUID) (recipe.Recipe, error) {
	now, err := s.one(ctx, "select "+columns+" from recipes where id = $1", id)
	if err == nil {
		err = recipe.ErrChanged
	}
	return now, err
}

func (s *Store) one(ctx context.Context, sql string, args ...any) (r recipe.Recipe, err error) {
	var sum int
	err = s.pool.QueryRow(ctx, sql, args...).Scan(&r.ID, &r.Title, &r.Description, &r.Ingredients, &r.Steps, &r.Tags,
		&r.Servings, &r.Minutes, &r.Difficulty, &r.Version, &r.Rating.Count, &sum, &r.CreatedAt, &r.UpdatedAt)
	r.Rating = rating(sum, r.Rating.Count)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, recipe.ErrNotFound
	}
	return r, err
}

// use runs a request's queries: refused at once while the database is away, bounded otherwise.
func (s *Store) use(ctx context.Context, queries func(context.Context) error) error {
	if status := s.Status(); !status.ready() {
		return fmt.Errorf("%w (database: %s, migrations: %s)", recipe.ErrUnavailable, status.Database, status.Migrations)
	}
	bounded, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	err := queries(bounded)
	if err == nil || errors.Is(err, recipe.ErrNotFound) || errors.Is(err, recipe.ErrKeyReused) || errors.Is(err, recipe.ErrChanged) {
		return err
	}
	if isOurMistake(err) {
		return err
	}
	return fmt.Errorf("%w: %w", recipe.ErrUnavailable, err)
}

// isOurMistake tells errors that the same request would meet again (bad SQL, a broken constraint) from those that pass:
// no connection, no time, the server going down (class 57), out of resources (53) or with a broken disk (58), lost connections
// (08), deadlocks (40) and a server that became a read-only standby (25006).
func isOurMistake(err error) bool {
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return false
	}
	return !slices.ContainsFunc([]string{"08", "25006", "40", "53", "57", "58"}, func(passing string) bool {
		return strings.HasPrefix(refused.Code, passing)
	})
}

func hashOf(draft recipe.Draft) ([]byte, error) {
	text, err := json.Marshal(draft)
	hash := sha256.Sum256(text)
	return hash[:], err
}
