package store

import (
	"context"
	"io/fs"
	"log/slog"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/recipe"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The tests make releases of their own, with other migrations than this one's.

func LoadMigrations(files fs.FS) error {
	_, err := loadMigrations(files)
	return err
}

func MigrateWith(ctx context.Context, files fs.FS, c config.Database, phase Phase, log *slog.Logger) error {
	loaded, err := loadMigrations(files)
	if err != nil {
		return err
	}
	return loaded.run(ctx, c, phase, log)
}

func OpenWith(files fs.FS, c config.Database, log *slog.Logger) (*Store, error) {
	loaded, err := loadMigrations(files)
	if err != nil {
		return nil, err
	}
	s, err := Open(c, log)
	if err == nil {
		s.migrations = loaded
	}
	return s, err
}

var OwnFiles fs.FS = func() fs.FS {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err)
	}
	return files
}()

func PoolConfig(c config.Database) (*pgxpool.Config, error) { return poolConfig(c) }

func SearchQuery(search recipe.Search) (string, []any) { return searchQuery(search) }

// AgeTags makes the last list of tags one that is to be counted anew.
func (s *Store) AgeTags() {
	s.tags.last.Store(&datedTags{tags: s.tags.last.Load().tags})
}

func Beginning(text string) (head, last string, ok bool) { return beginning(text) }
