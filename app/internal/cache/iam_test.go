package cache

import (
	"context"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/redis/go-redis/v9"
)

// noon is when the tokens of these tests are made.
var noon = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

func signIn(now func() time.Time) iamSignIn {
	return iamSignIn{
		user:  "alchemist",
		cache: config.IAM{Name: "recipes-cache", Region: "eu-central-1"},
		credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "quicksilver", SessionToken: "a/session+token=="}, nil
		}),
		now: now,
	}
}

func TestTokenIsASignedRequestToConnect(t *testing.T) {
	user, token, err := signIn(func() time.Time { return noon }).userAndToken(background)
	if err != nil || user != "alchemist" {
		t.Fatalf("%s, %v", user, err)
	}
	request, err := url.Parse("http://" + token)
	if err != nil || request.Host != "recipes-cache" || request.Path != "/" {
		t.Fatalf("%s, %v", token, err)
	}
	expected := url.Values{
		"Action":               {"connect"},
		"User":                 {"alchemist"},
		"X-Amz-Expires":        {"900"},
		"X-Amz-Algorithm":      {"AWS4-HMAC-SHA256"},
		"X-Amz-Credential":     {"AKIDEXAMPLE/20260301/eu-central-1/elasticache/aws4_request"},
		"X-Amz-Date":           {"20260301T120000Z"},
		"X-Amz-Security-Token": {"a/session+token=="},
		"X-Amz-SignedHeaders":  {"host"},
		// Of the same request by botocore, the SDK for Python.
		"X-Amz-Signature": {"fbe9fa63749db4851380a80e4b1c602ac9c8e488d43bb346a5b56debc11b59c8"},
	}
	if got := request.Query().Encode(); got != expected.Encode() {
		t.Fatalf("got %s\nnot %s", got, expected.Encode())
	}
}

// The server knows one token at a time, as the password of a user of its own.
func TestEachConnectionSignsInWithAFreshToken(t *testing.T) {
	server := servicetest.StartRedis(t)
	admin := open(t, server.Config()).redis
	var hours atomic.Int64
	signIn := signIn(func() time.Time { return noon.Add(time.Duration(hours.Load()) * time.Hour) })
	options := clientOptions(server.Config())
	options.CredentialsProviderContext = signIn.userAndToken
	cache := open(t, server.Config())
	cache.redis = redis.NewClient(options)
	t.Cleanup(func() { cache.redis.Close() })

	accept := func() {
		t.Helper()
		_, token, err := signIn.userAndToken(background)
		if err == nil {
			err = admin.Do(background, "ACL", "SETUSER", signIn.user, "on", "resetpass", ">"+token, "~*", "+@all").Err()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cut := func() {
		t.Helper()
		if err := admin.Do(background, "CLIENT", "KILL", "USER", signIn.user).Err(); err != nil {
			t.Fatal(err)
		}
	}
	works := func() bool { cache.probe(background); return cache.Available() }

	accept()
	servicetest.Eventually(t, 5*time.Second, "the token is taken", works)
	if user, err := cache.redis.Do(background, "ACL", "WHOAMI").Text(); err != nil || user != signIn.user {
		t.Fatalf("%s, %v", user, err)
	}
	hours.Store(1)
	accept()
	cut()
	servicetest.Eventually(t, 5*time.Second, "a new connection has a new token", works)
	hours.Store(2)
	cut()
	servicetest.Eventually(t, 5*time.Second, "another token is refused", func() bool { return !works() })
}

func TestConnectionsWithATokenEndBeforeElastiCacheCutsThem(t *testing.T) {
	lifetime := clientOptions(config.Cache{Address: "cache:6379", IAM: &config.IAM{}}).ConnMaxLifetime
	if lifetime <= 0 || lifetime >= 12*time.Hour {
		t.Fatalf("got %s", lifetime)
	}
}
