package cache

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"alchemorsel.dev/app/internal/config"
	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
)

const (
	// iamTokenLifetime is the longest that ElastiCache accepts.
	iamTokenLifetime = 15 * time.Minute
	// iamConnectionLifetime stays below the 12 hours after which ElastiCache cuts a connection that signed in with a token.
	iamConnectionLifetime = 11 * time.Hour
	// agentTimeout ends a request to an agent that hangs, so that another can follow. It answers on the same node.
	agentTimeout = 5 * time.Second
	// credentialsReserve is how long before their end credentials are replaced.
	credentialsReserve = 5 * time.Minute
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
	return iamSignIn{user: user, cache: cache, credentials: podIdentity(cache.Agent), now: time.Now}
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

// podIdentity asks the agent of EKS Pod Identity, with the token that the pod has for it. The SDK keeps the credentials until
// shortly before they expire, and goes on fetching them when the connection that asked has given up.
// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
func podIdentity(agent config.PodIdentity) aws.CredentialsProvider {
	endpoint := endpointcreds.New(agent.Address, func(o *endpointcreds.Options) {
		o.HTTPClient = awshttp.NewBuildableClient().WithTimeout(agentTimeout)
		o.Retryer = aws.NopRetryer{} // the next probe tries again; a second try here would hide the reason behind a timeout
		// Read each time: Kubernetes replaces the token before it expires.
		o.AuthorizationTokenProvider = endpointcreds.TokenProviderFunc(func() (string, error) {
			token, err := config.Secret(agent.TokenFile)
			if err != nil {
				return "", fmt.Errorf("the token for the agent of EKS Pod Identity cannot be read: %w", err)
			}
			return token, nil
		})
	})
	return aws.NewCredentialsCache(endpoint, func(o *aws.CredentialsCacheOptions) { o.ExpiryWindow = credentialsReserve })
}
