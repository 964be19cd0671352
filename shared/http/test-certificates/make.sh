#!/bin/sh
# Makes the certificates again, with OpenSSL: two authorities, and of the first a department, one that is over, a gateway.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -r "$work"' EXIT
cd "$work"
SINCE=20200101000000Z
UNTIL=21200101000000Z

cat > ca.conf <<'END'
[ca]
default_ca = tests
[tests]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = names
[names]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
[department]
subjectAltName = IP:127.0.0.1, DNS:localhost
[gateway]
extendedKeyUsage = clientAuth
END
: > index.txt

request() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$1.key.pem" -out "$1.csr" 2> log
}

# sign <name> <extensions> <until> <options>...
sign() {
  name="$1" extensions="$2" until="$3"
  shift 3
  openssl ca -batch -notext -config ca.conf -extensions "$extensions" -startdate "$SINCE" -enddate "$until" \
    -in "$name.csr" -out "$name.pem" "$@" 2> log
}

for name in authority other-authority; do
  request "$name" "Test $name"
  sign "$name" authority "$UNTIL" -selfsign -keyfile "$name.key.pem"
done
for name in department past-department gateway; do request "$name" "Test $name"; done
sign department department "$UNTIL" -cert authority.pem -keyfile authority.key.pem
sign past-department department 20210101000000Z -cert authority.pem -keyfile authority.key.pem
sign gateway gateway "$UNTIL" -cert authority.pem -keyfile authority.key.pem
rm authority.key.pem other-authority.key.pem
cp ./*.pem "$here"
rm -f "$here"/[0-9A-F]*.pem
