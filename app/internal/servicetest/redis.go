package servicetest

import (
	"net"
	"os"
	"os/exec"
	"testing"

	"alchemorsel.dev/app/internal/config"
)

const redisPassword = "quicksilver"

// Redis is a Redis server of one test.
type Redis struct {
	program, port, passwordFile, folder string
	args                                []string // of the server, beside what each one gets
	server                              *exec.Cmd
}

// StartRedis starts a server, or skips the test when there is none on this machine. APP_TEST_REDIS_BIN names the program;
// else it is looked for on PATH.
func StartRedis(t testing.TB) *Redis {
	t.Helper()
	port := FreePort(t)
	return startRedis(t, port, "--port", port)
}

// StartTLSRedis starts a server that speaks only TLS, with this certificate. Its user lets anybody in who gives any password.
func StartTLSRedis(t testing.TB, c Certificate, user string) *Redis {
	t.Helper()
	port := FreePort(t)
	return startRedis(t, port, "--port", "0", "--tls-port", port, "--tls-cert-file", c.File, "--tls-key-file", c.KeyFile,
		"--tls-ca-cert-file", c.File, "--tls-auth-clients", "no", "--user", user, "on", "nopass", "~*", "+@all")
}

func startRedis(t testing.TB, port string, args ...string) *Redis {
	t.Helper()
	program := os.Getenv("APP_TEST_REDIS_BIN")
	if program == "" {
		found, err := exec.LookPath("redis-server")
		if err != nil {
			t.Skip("no Redis here: install Debian's package redis-server, or set APP_TEST_REDIS_BIN to the program")
		}
		program = found
	}
	r := &Redis{program: program, port: port, args: args, passwordFile: WriteFile(t, "password", redisPassword+"\n"), folder: folder(t)}
	r.Start(t)
	t.Cleanup(r.Kill)
	return r
}

// Start starts the server again after Kill, empty.
func (r *Redis) Start(t testing.TB) {
	t.Helper()
	common := []string{"--bind", "127.0.0.1", "--requirepass", redisPassword, "--save", "", "--appendonly", "no", "--dir", r.folder}
	r.server = command(t, r.program, append(common, r.args...)...)
	if err := r.server.Start(); err != nil {
		t.Fatal(err)
	}
	waitForPort(t, r.port)
}

// Kill ends the server at once.
func (r *Redis) Kill() {
	if r.server == nil {
		return
	}
	_ = r.server.Process.Kill()
	_ = r.server.Wait()
	r.server = nil
}

// Config says how to reach the server.
func (r *Redis) Config() config.Cache {
	return config.Cache{Address: net.JoinHostPort("127.0.0.1", r.port), PasswordFile: r.passwordFile}
}
