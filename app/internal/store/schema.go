package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// versions says how many migrations of each phase a schema has.
type versions map[Phase]int32

// readVersions of a schema; 0 where there is no record.
func readVersions(ctx context.Context, conn *pgx.Conn) (versions, error) {
	found := versions{}
	for phase, table := range versionTables {
		var exists bool
		if err := conn.QueryRow(ctx, "select to_regclass($1) is not null", table).Scan(&exists); err != nil {
			return nil, fmt.Errorf("look for %s: %w", table, err)
		}
		if !exists {
			continue
		}
		var version int32
		if err := conn.QueryRow(ctx, "select version from "+table).Scan(&version); err != nil {
			return nil, fmt.Errorf("read %s: %w", table, err)
		}
		found[phase] = version
	}
	return found, nil
}

// misfit says why a release with these migrations can't work on a schema; empty when it can.
func (m migrations) misfit(schema versions) string {
	if has, needs := schema[Expand], len(m[Expand]); int(has) < needs {
		return fmt.Sprintf("the schema has %d of the %d migrations that this release needs: run `migrate expand`", has, needs)
	}
	return m.contractedBeyond(schema)
}

// contractedBeyond says that a later release has removed what this one needs; empty when none has.
func (m migrations) contractedBeyond(schema versions) string {
	if int(schema[Contract]) > len(m[Contract]) {
		return "a later release has removed from the schema what this one needs: run a later release"
	}
	return ""
}
