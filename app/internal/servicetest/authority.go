package servicetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Authority is a certificate authority of one test.
type Authority struct {
	// File holds its certificate, for clients to trust.
	File string

	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// Certificate is what a server proves its name with.
type Certificate struct {
	File, KeyFile string
}

// NewAuthority makes an authority that nobody trusts yet.
func NewAuthority(t *testing.T) *Authority {
	t.Helper()
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: "Authority of a test"},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	a := &Authority{certificate: template, key: newKey(t)}
	der := a.sign(t, template, a.key)
	a.certificate = must(x509.ParseCertificate(der))(t)
	a.File = WriteFile(t, "authority.pem", encode("CERTIFICATE", der))
	return a
}

// Certify makes the certificate of a server with this host name. Only the user that servers run as can read its key.
func (a *Authority) Certify(t *testing.T, host string) Certificate {
	t.Helper()
	key := newKey(t)
	der := a.sign(t, &x509.Certificate{DNSNames: []string{host}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}, key)
	keyDER := must(x509.MarshalPKCS8PrivateKey(key))(t)
	home := folder(t)
	return Certificate{
		File:    writeForServer(t, filepath.Join(home, "server.pem"), encode("CERTIFICATE", der)),
		KeyFile: writeForServer(t, filepath.Join(home, "server.key"), encode("PRIVATE KEY", keyDER)),
	}
}

func (a *Authority) sign(t *testing.T, template *x509.Certificate, key *ecdsa.PrivateKey) []byte {
	t.Helper()
	template.SerialNumber = must(rand.Int(rand.Reader, big.NewInt(1<<62)))(t)
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	return must(x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key))(t)
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
}

func encode(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func writeForServer(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	ownByServer(t, path)
	return path
}

// must ends the test on an error.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
