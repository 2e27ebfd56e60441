package cache

import (
	"context"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"alchemorsel.dev/app/internal/config"
	"alchemorsel.dev/app/internal/servicetest"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/gomodule/redigo/redis"
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
	admin := open(t, server.Config())
	var hours atomic.Int64
	signIn := signIn(func() time.Time { return noon.Add(time.Duration(hours.Load()) * time.Hour) })
	cache := open(t, server.Config())
	cache.redis.signIn = signIn.userAndToken

	accept := func() {
		t.Helper()
		_, token, err := signIn.userAndToken(background)
		if err == nil {
			_, err = admin.redis.do(background, "ACL", "SETUSER", signIn.user, "on", "resetpass", ">"+token, "~*", "+@all")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cut := func() {
		t.Helper()
		if _, err := admin.redis.do(background, "CLIENT", "KILL", "USER", signIn.user); err != nil {
			t.Fatal(err)
		}
	}
	works := func() bool { cache.probe(background); return cache.Available() }

	accept()
	servicetest.Eventually(t, 5*time.Second, "the token is taken", works)
	if user, err := redis.String(cache.redis.do(background, "ACL", "WHOAMI")); err != nil || user != signIn.user {
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
	lifetime := newClient(config.Cache{Address: "cache:6379", IAM: &config.IAM{}}).pool.MaxConnLifetime
	if lifetime <= 0 || lifetime >= 12*time.Hour {
		t.Fatalf("got %s", lifetime)
	}
}

// Credentials are kept until shortly before they expire; the token that asks for others is the one in the file then.
func TestCredentialsOfPodIdentity(t *testing.T) {
	agent := servicetest.StartPodIdentity(t)
	expect := func(credentials aws.CredentialsProvider, session string, asked int32) {
		t.Helper()
		got, err := credentials.Retrieve(background)
		if err != nil || got.AccessKeyID != "AKIDEXAMPLE" || got.SecretAccessKey != "quicksilver" || got.SessionToken != session {
			t.Errorf("got %+v, %v", got, err)
		}
		if n := agent.Asked.Load(); n != asked {
			t.Errorf("asked %d times", n)
		}
	}
	lasting := podIdentity(agent.PodIdentity)
	expect(lasting, "session-of-mercury", 1)
	servicetest.Rewrite(t, agent.TokenFile, "sulphur\n")
	expect(lasting, "session-of-mercury", 1)
	agent.Seconds.Store(60)
	ending := podIdentity(agent.PodIdentity)
	expect(ending, "session-of-sulphur", 2)
	servicetest.Rewrite(t, agent.TokenFile, "salt")
	expect(ending, "session-of-salt", 3)
}

// The log gets the reason with the first try: one that the SDK repeats would end with the probe's time instead.
func TestNoCredentials(t *testing.T) {
	broken := servicetest.StartPodIdentity(t)
	broken.Broken.Store(true)
	for reason, agent := range map[string]config.PodIdentity{
		"the agent is broken":    broken.PodIdentity,
		"the token is not valid": {Address: broken.Address[:len(broken.Address)-1], TokenFile: broken.TokenFile},
		"the token for the agent of EKS Pod Identity cannot be read: open /nowhere/token": {Address: broken.Address, TokenFile: "/nowhere/token"},
		"connection refused": {Address: "http://127.0.0.1:" + servicetest.FreePort(t), TokenFile: broken.TokenFile},
	} {
		broken.Broken.Store(reason == "the agent is broken")
		before := broken.Asked.Load()
		_, _, err := newIAMSignIn("alchemist", config.IAM{Agent: agent}).userAndToken(background)
		if err == nil || !strings.HasPrefix(err.Error(), "AWS credentials: ") || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: got %v", reason, err)
		}
		if n := broken.Asked.Load() - before; n > 1 {
			t.Errorf("%s: asked %d times", reason, n)
		}
	}
}
