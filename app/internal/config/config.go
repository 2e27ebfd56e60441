// Package config reads the environment, and says everything that is wrong with it at once.
package config

import (
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Faults that a test can ask for, to get a bad release out of a good image.
const (
	FaultCrash       = "crash"
	FaultNeverReady  = "never-ready"
	FaultMigrate     = "migrate"
	FaultErrors      = "errors"
	FaultGarbage     = "garbage"
	FaultSlow        = "slow"
	FaultCrashLater  = "crash-later"
	FaultHang        = "hang"
	FaultOutOfMemory = "oom"
)

var faults = []string{
	FaultCrash, FaultNeverReady, FaultMigrate, FaultErrors, FaultGarbage, FaultSlow, FaultCrashLater, FaultHang, FaultOutOfMemory,
}

// Config is the whole configuration of the program. The README has the table of its variables.
type Config struct {
	Listen   string
	Color    string
	Drain    time.Duration
	LogLevel slog.Level
	Fault    string
	// RateLimit is how many requests a client may send to the API of one pod in ten seconds; 0 is any number.
	RateLimit int
	// Proxies stand before the service, and write the client's address into X-Forwarded-For.
	Proxies int
	// TraceEndpoint is the collector's address; empty where nothing is traced.
	TraceEndpoint string
	Database      Database
	// EditorKeyFile is empty where everybody may write. It is not read here: without a usable key nobody writes, but
	// everybody reads.
	EditorKeyFile string
	// Cache is nil when no cache is configured.
	Cache *Cache
}

// Database says where PostgreSQL is.
type Database struct {
	Host, Port, Name, User string
	PasswordFile           string
	SSLMode                string
	// Connections that this pod may have at most.
	Connections int
	// Traced queries are spans of their request's trace.
	Traced bool
}

// Cache says where Redis is, and how to sign in.
type Cache struct {
	Address string
	// TLS is verified against the system's authorities and the name in Address.
	TLS bool
	// User is empty for Redis' default user.
	User string
	// PasswordFile is empty for a Redis without a password, and with IAM.
	PasswordFile string
	// IAM is nil unless connections sign in with tokens of AWS instead of a password.
	IAM *IAM
	// Traced commands are spans of their request's trace.
	Traced bool
}

// IAM says which cache of ElastiCache the tokens are for, and who has the credentials to sign them.
type IAM struct {
	// Name is the ID of the replication group.
	Name   string
	Region string
	Agent  PodIdentity
}

// PodIdentity is the agent of EKS Pod Identity, which gives a pod the credentials of its role. EKS sets its variables.
// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
type PodIdentity struct {
	Address string
	// TokenFile tells the agent who asks. It is not read here: without a usable token there is no cache, but everything else.
	TokenFile string
}

// Load reads the configuration through lookup (os.LookupEnv). Its error lists every problem.
func Load(lookup func(string) (string, bool)) (Config, error) {
	r := reader{lookup: lookup}
	c := Config{
		Listen:    r.address("LISTEN", ":8080"),
		Color:     r.oneOf("COLOR", "", "blue", "green"),
		Drain:     r.seconds("DRAIN_SECONDS", 5, 300),
		LogLevel:  r.level("LOG_LEVEL"),
		Fault:     r.optionalOneOf("FAULT", faults...),
		RateLimit: r.number("RATE_LIMIT", 10_000, 0, 1_000_000),
		Proxies:   r.number("TRUSTED_PROXIES", 0, 0, 5),

		TraceEndpoint: r.url("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"),
		Database: Database{
			Connections:  r.connections(),
			Host:         r.required("DATABASE_HOST"),
			Port:         r.port("DATABASE_PORT", "5432"),
			Name:         r.required("DATABASE_NAME"),
			User:         r.required("DATABASE_USER"),
			PasswordFile: r.file("DATABASE_PASSWORD_FILE", r.required("DATABASE_PASSWORD_FILE")),
			SSLMode:      r.oneOf("DATABASE_SSLMODE", "prefer", "disable", "prefer", "require", "verify-ca", "verify-full"),
		},
		EditorKeyFile: r.get("EDITOR_KEY_FILE", ""),
		Cache:         r.cache(),
	}
	c.Database.Traced = c.TraceEndpoint != ""
	if c.Cache != nil {
		c.Cache.Traced = c.TraceEndpoint != ""
	}
	r.checkCertificates("PGSSLROOTCERT")
	if len(r.problems) > 0 {
		return Config{}, errors.New("the environment is not usable:\n  " + strings.Join(r.problems, "\n  "))
	}
	return c, nil
}

// connections is a pod's share of those that the database has for the app. One of a pod's is outside of its pool: it
// watches the database.
func (r *reader) connections() int {
	all, pods := r.number("DATABASE_CONNECTIONS", 72, 2, 10_000), r.number("DATABASE_PODS", 8, 1, 1000)
	if pods > 0 && all/pods < 2 {
		r.problem("DATABASE_PODS", "must be at most half of DATABASE_CONNECTIONS (%d), not %d: each pod needs two", all, pods)
	}
	return max(2, all/max(1, pods))
}

func (r *reader) cache() *Cache {
	host := r.get("CACHE_HOST", "")
	if host == "" {
		return nil
	}
	c := &Cache{
		Address: net.JoinHostPort(host, r.port("CACHE_PORT", "6379")),
		TLS:     r.oneOf("CACHE_TLS", "off", "off", "on") == "on",
		User:    r.get("CACHE_USER", ""),
	}
	switch r.oneOf("CACHE_AUTH", "password", "password", "iam") {
	case "password":
		c.PasswordFile = r.cachePassword()
	case "iam":
		c.IAM = r.iam()
	}
	return c
}

func (r *reader) cachePassword() string {
	path := r.get("CACHE_PASSWORD_FILE", "")
	if path == "" && r.get("CACHE_USER", "") != "" {
		r.problem("CACHE_PASSWORD_FILE", "is required with CACHE_USER, unless CACHE_AUTH is iam")
	}
	if r.get("CACHE_NAME", "") != "" {
		r.problem("CACHE_NAME", "is only used with CACHE_AUTH=iam: set that, or remove it")
	}
	return r.file("CACHE_PASSWORD_FILE", path)
}

func (r *reader) iam() *IAM {
	if r.get("CACHE_TLS", "off") == "off" {
		r.problem("CACHE_TLS", "must be on with CACHE_AUTH=iam")
	}
	if r.get("CACHE_PASSWORD_FILE", "") != "" {
		r.problem("CACHE_PASSWORD_FILE", "is not used with CACHE_AUTH=iam: remove it")
	}
	r.needed("CACHE_USER", withIAM)
	return &IAM{Name: r.needed("CACHE_NAME", withIAM), Region: r.needed("AWS_REGION", withIAM), Agent: r.podIdentity()}
}

const withIAM = "is required with CACHE_AUTH=iam"

func (r *reader) podIdentity() PodIdentity {
	const (
		address   = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
		tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" // #nosec G101 -- a name
		why       = withIAM + ": EKS Pod Identity sets it in pods that are made after their ServiceAccount's association; make the pod again"
	)
	r.needed(address, why)
	return PodIdentity{Address: r.url(address, "http://169.254.170.23/v1/credentials"), TokenFile: r.needed(tokenFile, why)}
}

// reader collects problems instead of stopping at the first.
type reader struct {
	lookup   func(string) (string, bool)
	problems []string
}

func (r *reader) problem(name, format string, args ...any) {
	r.problems = append(r.problems, name+" "+fmt.Sprintf(format, args...))
}

// get takes an empty variable for an absent one, as the shells and Kubernetes' templates write it.
func (r *reader) get(name, fallback string) string {
	if value, _ := r.lookup(name); value != "" {
		return value
	}
	return fallback
}

func (r *reader) required(name string) string { return r.needed(name, "is required") }

func (r *reader) needed(name, problem string) string {
	value := r.get(name, "")
	if value == "" {
		r.problem(name, "%s", problem)
	}
	return value
}

func (r *reader) oneOf(name, fallback string, allowed ...string) string {
	value := r.get(name, fallback)
	if !slices.Contains(allowed, value) {
		r.problem(name, "must be one of %s, not %q", strings.Join(allowed, ", "), value)
	}
	return value
}

func (r *reader) optionalOneOf(name string, allowed ...string) string {
	if r.get(name, "") == "" {
		return ""
	}
	return r.oneOf(name, "", allowed...)
}

func (r *reader) port(name, fallback string) string {
	value := r.get(name, fallback)
	if n, err := strconv.Atoi(value); err != nil || n < 1 || n > 65535 {
		r.problem(name, "must be a port from 1 to 65535, not %q", value)
	}
	return value
}

func (r *reader) address(name, fallback string) string {
	value := r.get(name, fallback)
	_, port, err := net.SplitHostPort(value)
	if _, numberErr := strconv.ParseUint(port, 10, 16); err != nil || numberErr != nil {
		r.problem(name, "must be host:port or :port, not %q", value)
	}
	return value
}

func (r *reader) url(name, example string) string {
	value := r.get(name, "")
	if value == "" {
		return ""
	}
	if address, err := url.Parse(value); err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		r.problem(name, "must be an address like %s, not %q", example, value)
	}
	return value
}

func (r *reader) number(name string, fallback, least, most int) int {
	return r.whole(name, "a whole number", fallback, least, most)
}

func (r *reader) seconds(name string, fallback, most int) time.Duration {
	return time.Duration(r.whole(name, "whole seconds", fallback, 0, most)) * time.Second
}

func (r *reader) whole(name, what string, fallback, least, most int) int {
	value := r.get(name, strconv.Itoa(fallback))
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		r.problem(name, "must be %s from %d to %d, not %q", what, least, most, value)
		return fallback
	}
	return n
}

func (r *reader) level(name string) slog.Level {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	return levels[r.oneOf(name, "info", "debug", "info", "warn", "error")]
}

// file checks that the file can be read now. It is read again for each connection, so that a rotated password works.
func (r *reader) file(name, path string) string {
	if path == "" {
		return ""
	}
	if _, err := Secret(path); err != nil {
		r.problem(name, "cannot be read: %v", err)
	}
	return path
}

// checkCertificates checks a file of authorities. PostgreSQL's driver takes the variable from the environment itself, and
// reads the file in every mode.
func (r *reader) checkCertificates(name string) {
	path := r.get(name, "")
	if path == "" {
		return
	}
	if content, err := os.ReadFile(path); err != nil { // #nosec G304 -- the operator names it
		r.problem(name, "cannot be read: %v", err)
	} else if !x509.NewCertPool().AppendCertsFromPEM(content) {
		r.problem(name, "holds no certificate in PEM form: %s", path)
	}
}

// Secret returns the content of a mounted secret without the line end that editors add.
func Secret(path string) (string, error) {
	content, err := os.ReadFile(path) // #nosec G304 -- the operator names it
	if err != nil {
		return "", err
	}
	return strings.TrimRight(string(content), "\r\n"), nil
}
