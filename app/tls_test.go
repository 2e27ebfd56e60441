package main

import (
	"net"
	"strings"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/servicetest"
)

// certifiedHost is the name in the servers' certificates; they listen on 127.0.0.1 as well, which no certificate names.
const certifiedHost = "localhost"

// managedCache is how a pod on AWS reaches its cache: TLS against the system's authorities, a token of IAM as password, for
// which the agent of EKS Pod Identity has the credentials.
func managedCache(redis config.Cache, authority *servicetest.Authority, agent *servicetest.PodIdentity) []string {
	_, port, _ := net.SplitHostPort(redis.Address)
	return []string{
		"CACHE_HOST=" + certifiedHost, "CACHE_PORT=" + port, "CACHE_TLS=on", "SSL_CERT_FILE=" + authority.File,
		"CACHE_AUTH=iam", "CACHE_USER=alchemist", "CACHE_NAME=recipes", "AWS_REGION=eu-central-1",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI=" + agent.Address, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=" + agent.TokenFile,
	}
}

func TestManagedServices(t *testing.T) {
	authority := servicetest.NewAuthority(t)
	certificate := authority.Certify(t, certifiedHost)
	postgres := servicetest.StartTLSPostgres(t, certificate)
	database := migrated(t, postgres)
	database.Host = certifiedHost
	redis := servicetest.StartTLSRedis(t, certificate, "alchemist")
	p := start(t, database, append(managedCache(redis.Config(), authority, servicetest.StartPodIdentity(t)),
		"DATABASE_SSLMODE=verify-full", "PGSSLROOTCERT="+authority.File)...)
	p.waitReady(t)
	servicetest.Eventually(t, 10*time.Second, "the cache is available", func() bool {
		return strings.Contains(p.logs.String(), "cache is available")
	})

	created := p.call(t, "POST", recipes, soup, 201)
	path := recipes + "/" + created.ID.String()
	p.call(t, "GET", path, "", 200)
	p.call(t, "GET", path, "", 200)
	if metrics := p.text(t, "/metrics"); !strings.Contains(metrics, `alchemorsel_cache_lookups_total{result="hit"} 1`) {
		t.Errorf("the second read was no hit: %s", metrics)
	}
	plain := "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'alchemorsel' and not ssl"
	if n := postgres.Count(t, database.Name, plain); n != 0 {
		t.Errorf("%d connections without TLS", n)
	}
}

func TestDatabaseMustProveItsName(t *testing.T) {
	authority, other := servicetest.NewAuthority(t), servicetest.NewAuthority(t)
	postgres := servicetest.StartTLSPostgres(t, authority.Certify(t, certifiedHost))
	cases := map[string]struct{ host, authority, refusal string }{
		"another authority": {certifiedHost, other.File, "certificate signed by unknown authority"},
		"another host name": {"127.0.0.1", authority.File, "cannot validate certificate for 127.0.0.1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			database := postgres.NewDatabase(t)
			database.Host = c.host
			p := start(t, database, "DATABASE_SSLMODE=verify-full", "PGSSLROOTCERT="+c.authority)
			servicetest.Eventually(t, 10*time.Second, "the refusal is logged", func() bool {
				return strings.Contains(p.logs.String(), c.refusal)
			})
			// It may meet the database before it listens.
			servicetest.Eventually(t, 10*time.Second, "it says that it is not ready", func() bool { return p.status("/readyz") == 503 })
		})
	}
}

func TestCacheMustProveItsName(t *testing.T) {
	authority, other := servicetest.NewAuthority(t), servicetest.NewAuthority(t)
	redis := servicetest.StartTLSRedis(t, authority.Certify(t, certifiedHost), "alchemist")
	agent, broken := servicetest.StartPodIdentity(t), servicetest.StartPodIdentity(t)
	broken.Broken.Store(true)
	cases := map[string]struct{ change, refusal string }{
		"another authority": {"SSL_CERT_FILE=" + other.File, "certificate signed by unknown authority"},
		"another host name": {"CACHE_HOST=127.0.0.1", "cannot validate certificate for 127.0.0.1"},
		"a broken agent":    {"AWS_CONTAINER_CREDENTIALS_FULL_URI=" + broken.Address, "AWS credentials: "},
		"no token":          {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/nowhere/token", "AWS credentials: "},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := start(t, nowhere(t), append(managedCache(redis.Config(), authority, agent), c.change)...)
			servicetest.Eventually(t, 10*time.Second, "the refusal is logged", func() bool {
				return strings.Contains(p.logs.String(), "cache is not available") && strings.Contains(p.logs.String(), c.refusal)
			})
			// It may have asked the agent before it listens.
			servicetest.Eventually(t, 10*time.Second, "it listens", func() bool { return p.status("/livez") == 200 })
			if state := p.text(t, "/readyz"); !strings.Contains(state, `"cache":"not available`) {
				t.Errorf("got %s", state)
			}
		})
	}
}

// A pod that was made before its ServiceAccount had a role would never have a cache; it says so instead.
func TestIAMNeedsPodIdentity(t *testing.T) {
	agent := &servicetest.PodIdentity{}
	p := start(t, nowhere(t), managedCache(config.Cache{Address: "127.0.0.1:6379"}, &servicetest.Authority{}, agent)...)
	if code := p.exitCode(t, 10*time.Second); code != 2 {
		t.Fatalf("exit code %d", code)
	}
	for _, name := range []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"} {
		if !strings.Contains(p.logs.String(), name+" is required") {
			t.Errorf("%s is missing in: %s", name, p.logs)
		}
	}
}
