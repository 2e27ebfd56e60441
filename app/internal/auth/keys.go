package auth

import (
	"crypto/hmac"
	"crypto/sha256"
)

// matches looks at every key, and takes the same time wherever the first difference is.
func matches(keys []string, candidate string) bool {
	found := false
	sum := sha256.Sum256([]byte(candidate))
	for _, key := range keys {
		if known := sha256.Sum256([]byte(key)); hmac.Equal(known[:], sum[:]) {
			found = true
		}
	}
	return found
}
