package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"
)

//go:embed migrations/*.sql
var migrations embed.FS

const versionTable = "public.schema_version"

// applyMigrations brings the schema up to date, each step in a transaction. tern holds an advisory lock meanwhile, so
// pods that start together wait for each other, and the later ones find nothing to do. After an error the connection
// must be closed, since the lock belongs to it.
func applyMigrations(ctx context.Context, conn *pgx.Conn) (before, after int32, err error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return 0, 0, err
	}
	migrator, err := migrate.NewMigrator(ctx, conn, versionTable)
	if err != nil {
		return 0, 0, fmt.Errorf("prepare migrations: %w", err)
	}
	if err := migrator.LoadMigrations(files); err != nil {
		return 0, 0, fmt.Errorf("read migrations: %w", err)
	}
	before, err = migrator.GetCurrentVersion(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("read the schema's version: %w", err)
	}
	// A newer release has been here. Its schema suits this one too, and tern would refuse it.
	if before >= int32(len(migrator.Migrations)) {
		return before, before, nil
	}
	if err := migrator.Migrate(ctx); err != nil {
		return before, before, fmt.Errorf("migrate from version %d: %w", before, err)
	}
	return before, int32(len(migrator.Migrations)), nil
}
