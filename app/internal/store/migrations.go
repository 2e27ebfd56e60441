package store

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"

	"github.com/jackc/tern/v2/migrate"
)

//go:embed migrations/*.sql
var embedded embed.FS

// A Phase is a half of each pair of migrations. Between the two, the schema suits the release that brings the pair and the
// one before it.
type Phase string

const (
	// Expand adds what a release needs and the one before it ignores.
	Expand Phase = "expand"
	// Contract removes what only the release before needed.
	Contract Phase = "contract"
)

// versionTables hold how many migrations of a phase the schema has. That of expand is as old as the app.
var versionTables = map[Phase]string{Expand: "public.schema_version", Contract: "public.schema_contracted"}

// migrations of a release, in order. A pair without anything to remove has no contract.
type migrations map[Phase][]*migrate.Migration

var fileName = regexp.MustCompile(`^(\d{3})_([a-z0-9_]+)\.(expand|contract)\.sql$`)

// loadMigrations reads files such as 002_stars.expand.sql and 002_stars.contract.sql.
func loadMigrations(files fs.FS) (migrations, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	loaded := migrations{}
	expanded := map[string]bool{}
	for _, entry := range entries {
		parts := fileName.FindStringSubmatch(entry.Name())
		if parts == nil {
			return nil, fmt.Errorf("%s is not named like 002_stars.expand.sql", entry.Name())
		}
		sql, err := fs.ReadFile(files, entry.Name())
		if err != nil {
			return nil, err
		}
		phase := Phase(parts[3])
		sequence := int32(len(loaded[phase]) + 1) // #nosec G115 -- files in the program
		loaded[phase] = append(loaded[phase], &migrate.Migration{Sequence: sequence, Name: entry.Name(), UpSQL: string(sql)})
		if phase == Expand {
			if next := fmt.Sprintf("%03d", sequence); parts[1] != next {
				return nil, fmt.Errorf("%s should have the number %s", entry.Name(), next)
			}
			expanded[parts[1]+parts[2]] = true
		}
	}
	for _, contract := range loaded[Contract] {
		if parts := fileName.FindStringSubmatch(contract.Name); !expanded[parts[1]+parts[2]] {
			return nil, fmt.Errorf("%s has no expand of its number and name", contract.Name)
		}
	}
	return loaded, nil
}

// ownMigrations are those of this release.
func ownMigrations() migrations {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err)
	}
	loaded, err := loadMigrations(files)
	if err != nil {
		panic(err) // of the files in this program, which the tests load as well
	}
	return loaded
}
