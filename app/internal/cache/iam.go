package cache

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
)

const (
	// iamTokenLifetime is the longest that ElastiCache accepts.
	iamTokenLifetime = 15 * time.Minute
	// iamConnectionLifetime stays below the 12 hours after which ElastiCache cuts a connection that signed in with a token.
	iamConnectionLifetime = 11 * time.Hour
	// emptyBodyHash is SHA-256 of nothing: the request that is signed has no body.
	emptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

// iamSignIn signs in to ElastiCache as an IAM role, with a token for each connection.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
type iamSignIn struct {
	user        string
	cache       config.IAM
	credentials aws.CredentialsProvider
	now         func() time.Time
}

func newIAMSignIn(user string, cache config.IAM) iamSignIn {
	return iamSignIn{user: user, cache: cache, credentials: defaultCredentials(cache.Region), now: time.Now}
}

// userAndToken makes the token: a signed request to connect, as a URL without its scheme.
func (s iamSignIn) userAndToken(ctx context.Context) (user, token string, err error) {
	credentials, err := s.credentials.Retrieve(ctx)
	if err != nil {
		return "", "", fmt.Errorf("AWS credentials: %w", err)
	}
	query := url.Values{
		"Action":        {"connect"},
		"User":          {s.user},
		"X-Amz-Expires": {strconv.Itoa(int(iamTokenLifetime.Seconds()))},
	}
	target := url.URL{Scheme: "http", Host: s.cache.Name, Path: "/", RawQuery: query.Encode()}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return "", "", fmt.Errorf("token for the cache: %w", err)
	}
	signed, _, err := v4.NewSigner().PresignHTTP(ctx, credentials, request, emptyBodyHash, "elasticache", s.cache.Region, s.now())
	if err != nil {
		return "", "", fmt.Errorf("token for the cache: %w", err)
	}
	return s.user, strings.TrimPrefix(signed, "http://"), nil
}

// defaultCredentials looks at the first use where every AWS SDK looks: in a pod that is the agent of EKS Pod Identity.
// The SDK keeps the credentials until they expire, and goes on fetching them when the connection that asked has given up.
func defaultCredentials(region string) aws.CredentialsProvider {
	load := sync.OnceValues(func() (aws.Config, error) {
		return awsconfig.LoadDefaultConfig(context.Background(), awsconfig.WithRegion(region))
	})
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		loaded, err := load()
		if err != nil {
			return aws.Credentials{}, err
		}
		return loaded.Credentials.Retrieve(ctx)
	})
}
