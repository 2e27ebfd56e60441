package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"time"
)

// sessionTime is how long a sign-in lasts, and so how long the key before stays in the file while it is replaced.
const sessionTime = 12 * time.Hour

const (
	idSize      = 8
	payloadSize = 8 + idSize
	tokenSize   = payloadSize + sha256.Size
	// purpose keeps a session's signature from being one of anything else that the key may ever sign.
	purpose = "alchemorsel session 1"
)

// session is what a cookie says: until when its owner is the editor. The id makes two of them differ.
type session struct {
	until time.Time
	id    [idSize]byte
}

func newSession(now time.Time) session {
	s := session{until: now.Add(sessionTime)}
	_, _ = rand.Read(s.id[:]) // never fails: it would end the program instead
	return s
}

// token is the session, signed with the key.
func (s session) token(key string) string {
	payload := append(binary.BigEndian.AppendUint64(nil, uint64(s.until.Unix())), s.id[:]...) // #nosec G115 -- parseSession takes it back
	return base64.RawURLEncoding.EncodeToString(append(payload, signature(key, payload)...))
}

// parseSession returns the session of a token and the key that signed it. Forged and expired ones are none.
func parseSession(token string, keys []string, now time.Time) (s session, signer string, ok bool) {
	if len(token) != base64.RawURLEncoding.EncodedLen(tokenSize) { // the decoder overlooks line ends
		return session{}, "", false
	}
	content, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(content) != tokenSize {
		return session{}, "", false
	}
	payload := content[:payloadSize]
	for _, key := range keys {
		if hmac.Equal(signature(key, payload), content[payloadSize:]) {
			s.until = time.Unix(int64(binary.BigEndian.Uint64(payload)), 0) // #nosec G115 -- as token wrote it: it is signed
			copy(s.id[:], payload[8:])
			// The second condition is for a clock that was ahead when it signed.
			return s, key, now.Before(s.until) && !s.until.After(now.Add(sessionTime+time.Minute))
		}
	}
	return session{}, "", false
}

func signature(key string, payload []byte) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(purpose))
	mac.Write(payload)
	return mac.Sum(nil)
}

// BehindTLS tells whether the browser speaks TLS, to us or to the proxy before us.
func BehindTLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// cookieName has the prefix that keeps other hosts of the domain from setting the cookie, where a browser takes it.
func cookieName(r *http.Request) string {
	if BehindTLS(r) {
		return "__Host-editor"
	}
	return "editor"
}

func setCookie(w http.ResponseWriter, r *http.Request, value string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{ // #nosec G124 -- Secure wherever there is TLS; without, a browser would not keep it
		Name: cookieName(r), Value: value, Path: "/", MaxAge: int(age.Seconds()),
		HttpOnly: true, Secure: BehindTLS(r), SameSite: http.SameSiteLaxMode,
	})
}
