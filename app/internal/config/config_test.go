package config

import (
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func environment(t *testing.T, changes map[string]string) func(string) (string, bool) {
	t.Helper()
	secret := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(secret, []byte("gold\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{
		"COLOR": "blue", "DATABASE_HOST": "database", "DATABASE_NAME": "recipes", "DATABASE_USER": "alchemist",
		"DATABASE_PASSWORD_FILE": secret,
	}
	maps.Copy(values, changes)
	return func(name string) (string, bool) {
		value, found := values[name]
		return value, found
	}
}

func TestDefaults(t *testing.T) {
	c, err := Load(environment(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != ":8080" || c.Drain != 5*time.Second || c.LogLevel != slog.LevelInfo || c.Fault != "" || c.Cache != nil ||
		c.Database.Port != "5432" || c.Database.SSLMode != "prefer" {
		t.Fatalf("got %+v", c)
	}
}

func TestEverythingSet(t *testing.T) {
	c, err := Load(environment(t, map[string]string{
		"LISTEN": "127.0.0.1:0", "COLOR": "green", "DRAIN_SECONDS": "0", "LOG_LEVEL": "debug", "FAULT": "never-ready",
		"DATABASE_PORT": "5433", "DATABASE_SSLMODE": "verify-full", "CACHE_HOST": "::1", "CACHE_PORT": "6380",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if c.Cache.TLS || c.Cache.IAM != nil {
		t.Fatalf("got %+v", c.Cache)
	}
	if c.Color != "green" || c.Drain != 0 || c.LogLevel != slog.LevelDebug || c.Fault != FaultNeverReady || c.Cache.Address != "[::1]:6380" {
		t.Fatalf("got %+v", c)
	}
}

func TestTracesOnlyWithACollector(t *testing.T) {
	for endpoint, traced := range map[string]bool{"": false, "http://collector:4318": true, "https://collector/": true} {
		c, err := Load(environment(t, map[string]string{"CACHE_HOST": "cache", "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}))
		if err != nil || c.TraceEndpoint != endpoint || c.Database.Traced != traced || c.Cache.Traced != traced {
			t.Errorf("%q: got %+v, %v", endpoint, c, err)
		}
	}
}

func TestShareOfTheConnections(t *testing.T) {
	for share, values := range map[int]map[string]string{
		9:  {},
		6:  {"DATABASE_CONNECTIONS": "97", "DATABASE_PODS": "16"},
		2:  {"DATABASE_PODS": "36"},
		72: {"DATABASE_PODS": "1"},
	} {
		c, err := Load(environment(t, values))
		if err != nil || c.Database.Connections != share {
			t.Errorf("%v: got %d, %v", values, c.Database.Connections, err)
		}
	}
}

func TestEachProblemIsNamed(t *testing.T) {
	cases := map[string]string{
		"COLOR": "red", "LISTEN": "8080", "DRAIN_SECONDS": "-1", "LOG_LEVEL": "loud", "FAULT": "fire", "DATABASE_HOST": "",
		"DATABASE_PORT": "tcp://10.0.0.1:5432", "DATABASE_NAME": "", "DATABASE_USER": "", "DATABASE_SSLMODE": "maybe",
		"DATABASE_CONNECTIONS": "many", "DATABASE_PODS": "37", "RATE_LIMIT": "-1", "TRUSTED_PROXIES": "6",
		"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318",
		"DATABASE_PASSWORD_FILE":      "/nowhere/password", "PGSSLROOTCERT": "/nowhere/authority.pem",
	}
	for name, value := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Load(environment(t, map[string]string{name: value}))
			if err == nil || strings.Count(err.Error(), "\n") != 1 || !strings.Contains(err.Error(), name+" ") {
				t.Fatalf("got %v", err)
			}
		})
	}
	t.Run("all at once", func(t *testing.T) {
		_, err := Load(environment(t, cases))
		for name := range cases {
			if !strings.Contains(err.Error(), name+" ") {
				t.Errorf("%s is missing in: %v", name, err)
			}
		}
	})
	t.Run("cache", func(t *testing.T) {
		_, err := Load(environment(t, map[string]string{"CACHE_HOST": "cache", "CACHE_PORT": "0", "CACHE_PASSWORD_FILE": "/nowhere"}))
		if err == nil || !strings.Contains(err.Error(), "CACHE_PORT ") || !strings.Contains(err.Error(), "CACHE_PASSWORD_FILE ") {
			t.Fatalf("got %v", err)
		}
	})
}

func TestAuthoritiesMustBeCertificates(t *testing.T) {
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("gold\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Load(environment(t, map[string]string{"DATABASE_SSLMODE": "verify-full", "PGSSLROOTCERT": password}))
	if err == nil || !strings.Contains(err.Error(), "PGSSLROOTCERT holds no certificate") {
		t.Fatalf("got %v", err)
	}
}

// iam is a complete configuration of a cache that takes tokens.
func iam(changes map[string]string) map[string]string {
	values := map[string]string{
		"CACHE_HOST": "cache", "CACHE_TLS": "on", "CACHE_AUTH": "iam", "CACHE_USER": "alchemist", "CACHE_NAME": "recipes",
		"AWS_REGION": "eu-central-1", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
		"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/mounted/later/token",
	}
	maps.Copy(values, changes)
	return values
}

func TestCacheWithIAM(t *testing.T) {
	c, err := Load(environment(t, iam(nil)))
	if err != nil {
		t.Fatal(err)
	}
	want := IAM{Name: "recipes", Region: "eu-central-1", Agent: PodIdentity{
		Address: "http://169.254.170.23/v1/credentials", TokenFile: "/mounted/later/token",
	}}
	if !c.Cache.TLS || c.Cache.User != "alchemist" || c.Cache.PasswordFile != "" || *c.Cache.IAM != want {
		t.Fatalf("got %+v", c.Cache)
	}
}

func TestCacheProblems(t *testing.T) {
	cases := map[string]struct {
		variables map[string]string
		named     []string
	}{
		"TLS that is no switch":     {iam(map[string]string{"CACHE_TLS": "yes"}), []string{"CACHE_TLS"}},
		"an unknown way to sign in": {iam(map[string]string{"CACHE_AUTH": "ldap"}), []string{"CACHE_AUTH"}},
		"IAM without TLS":           {iam(map[string]string{"CACHE_TLS": ""}), []string{"CACHE_TLS"}},
		"IAM without all that it needs": {
			iam(map[string]string{"CACHE_USER": "", "CACHE_NAME": "", "AWS_REGION": ""}), []string{"CACHE_USER", "CACHE_NAME", "AWS_REGION"},
		},
		"IAM without Pod Identity": {
			iam(map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": ""}),
			[]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"},
		},
		"an agent without an address": {
			iam(map[string]string{"AWS_CONTAINER_CREDENTIALS_FULL_URI": "169.254.170.23"}), []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI"},
		},
		"IAM and a password":          {iam(map[string]string{"CACHE_PASSWORD_FILE": "/nowhere"}), []string{"CACHE_PASSWORD_FILE"}},
		"a user without a secret":     {map[string]string{"CACHE_HOST": "cache", "CACHE_USER": "alchemist"}, []string{"CACHE_PASSWORD_FILE"}},
		"a name that nobody asks for": {map[string]string{"CACHE_HOST": "cache", "CACHE_NAME": "recipes"}, []string{"CACHE_NAME"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Load(environment(t, c.variables))
			if err == nil {
				t.Fatal("it is accepted")
			}
			lines := strings.Split(err.Error(), "\n  ")[1:]
			if len(lines) != len(c.named) {
				t.Fatalf("got %v", err)
			}
			for i, variable := range c.named {
				if !strings.HasPrefix(lines[i], variable+" ") {
					t.Errorf("line %d should be about %s: %v", i, variable, err)
				}
			}
		})
	}
}

func TestSecretDropsTheLineEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte(" gold \r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if secret, err := Secret(path); err != nil || secret != " gold " {
		t.Fatalf("got %q, %v", secret, err)
	}
}
