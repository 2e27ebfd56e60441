package servicetest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/jackc/pgx/v5"
)

const (
	postgresUser     = "alchemist"
	postgresPassword = "gold from lead"
)

// Postgres is a PostgreSQL server of one test.
type Postgres struct {
	port, bin, data, passwordFile string
	args                          []string // of the server, beside what each one gets
	server                        *exec.Cmd
	databases                     int
}

// StartPostgres starts a server, or skips the test when there is none on this machine. APP_TEST_POSTGRES_BIN names the
// folder of its programs; else they are looked for on PATH and where Debian puts them.
func StartPostgres(t testing.TB) *Postgres {
	t.Helper()
	return startPostgres(t)
}

// StartTLSPostgres starts a server that offers TLS with this certificate.
func StartTLSPostgres(t testing.TB, c Certificate) *Postgres {
	t.Helper()
	return startPostgres(t, "-c", "ssl=on", "-c", "ssl_cert_file="+c.File, "-c", "ssl_key_file="+c.KeyFile)
}

func startPostgres(t testing.TB, args ...string) *Postgres {
	t.Helper()
	p := &Postgres{args: args, bin: postgresBin(t), port: FreePort(t), passwordFile: WriteFile(t, "password", postgresPassword+"\n")}
	home := folder(t)
	p.data = filepath.Join(home, "data")
	initPassword := filepath.Join(home, "password") // a copy that the unprivileged user can read
	if err := os.WriteFile(initPassword, []byte(postgresPassword), 0o644); err != nil {
		t.Fatal(err)
	}
	initdb := command(t, filepath.Join(p.bin, "initdb"), "--pgdata", p.data, "--username", postgresUser,
		"--pwfile", initPassword, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync")
	if output, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, output)
	}
	p.Start(t)
	t.Cleanup(p.Kill)
	return p
}

// Start starts the server again after Kill.
func (p *Postgres) Start(t testing.TB) {
	t.Helper()
	common := []string{"-D", p.data, "-p", p.port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"}
	p.server = command(t, filepath.Join(p.bin, "postgres"), append(common, p.args...)...)
	if err := p.server.Start(); err != nil {
		t.Fatal(err)
	}
	waitForPort(t, p.port)
	conn := p.connect(t, "postgres")
	_ = conn.Close(context.Background())
}

// Kill ends the server at once, as when its pod dies.
func (p *Postgres) Kill() {
	if p.server == nil {
		return
	}
	_ = p.server.Process.Signal(syscall.SIGQUIT)
	_ = p.server.Wait()
	p.server = nil
}

// Pause stops the server's main process, so that connections hang instead of being refused.
func (p *Postgres) Pause(t testing.TB) {
	t.Helper()
	process := p.server.Process
	if err := process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Signal(syscall.SIGCONT) })
}

// NewDatabase creates an empty database and returns how to reach it.
func (p *Postgres) NewDatabase(t testing.TB) config.Database {
	t.Helper()
	p.databases++
	name := fmt.Sprintf("recipes%d", p.databases)
	p.Exec(t, "postgres", "create database "+name)
	return config.Database{
		Host: "127.0.0.1", Port: p.port, Name: name, User: postgresUser, PasswordFile: p.passwordFile, SSLMode: "prefer", Connections: 9,
	}
}

// NewDatabaseOfTwoRoles creates an empty database that belongs to one role, and whose tables another one reads and writes:
// as the image of the local stack's database does it (embedded/images/postgres/entrypoint.sh).
func (p *Postgres) NewDatabaseOfTwoRoles(t testing.TB) (owner, app config.Database) {
	t.Helper()
	owner = p.NewDatabase(t)
	app = owner
	owner.User, app.User = owner.Name+"_owner", owner.Name+"_app"
	for _, role := range []string{owner.User, app.User} {
		p.Exec(t, owner.Name, fmt.Sprintf("create role %s login password '%s'", role, postgresPassword))
	}
	p.Exec(t, owner.Name, fmt.Sprintf("alter database %s owner to %s", owner.Name, owner.User))
	for what, rights := range map[string]string{"tables": "select, insert, update, delete", "sequences": "usage, select, update"} {
		p.Exec(t, owner.Name, fmt.Sprintf("alter default privileges for role %s in schema public grant %s on %s to %s",
			owner.User, rights, what, app.User))
	}
	return owner, app
}

// Exec runs SQL in a database.
func (p *Postgres) Exec(t testing.TB, database, sql string) {
	t.Helper()
	conn := p.connect(t, database)
	defer conn.Close(context.Background())
	if _, err := conn.Exec(context.Background(), sql); err != nil {
		t.Fatal(err)
	}
}

// Count returns the one number that the SQL selects.
func (p *Postgres) Count(t testing.TB, database, sql string) (n int) {
	t.Helper()
	conn := p.connect(t, database)
	defer conn.Close(context.Background())
	if err := conn.QueryRow(context.Background(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Connect opens a connection to a database, until the test ends.
func (p *Postgres) Connect(t testing.TB, database string) *pgx.Conn {
	t.Helper()
	conn := p.connect(t, database)
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func (p *Postgres) connect(t testing.TB, database string) (conn *pgx.Conn) {
	t.Helper()
	settings := fmt.Sprintf("host=127.0.0.1 port=%s user=%s password='%s' dbname=%s sslmode=disable connect_timeout=2",
		p.port, postgresUser, postgresPassword, database)
	var err error
	Eventually(t, 20*time.Second, "PostgreSQL answers", func() bool {
		conn, err = pgx.Connect(context.Background(), settings)
		return err == nil || !strings.Contains(err.Error(), "57P03") // starting up
	})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func postgresBin(t testing.TB) string {
	t.Helper()
	if bin := os.Getenv("APP_TEST_POSTGRES_BIN"); bin != "" {
		return bin
	}
	if program, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(program)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		t.Skip("no PostgreSQL here: install Debian's package postgresql, or set APP_TEST_POSTGRES_BIN to its folder of programs")
	}
	return found[len(found)-1]
}

// Lock keeps a table from everybody else until unlock is called.
func (p *Postgres) Lock(t testing.TB, database, table string) (unlock func()) {
	t.Helper()
	return p.Hold(t, database, "lock table "+table)
}

// Hold leaves a transaction with this SQL open until end is called, which takes it back.
func (p *Postgres) Hold(t testing.TB, database, sql string) (end func()) {
	t.Helper()
	conn := p.connect(t, database)
	if _, err := conn.Exec(context.Background(), "begin; "+sql); err != nil {
		t.Fatal(err)
	}
	return func() { _ = conn.Close(context.Background()) }
}
