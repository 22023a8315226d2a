# uv does not read pip's settings: the mirror, the proxy and the certificate that a user chose for
# pip are handed on, unless uv has its own. To be read (.) by a script that has a command pip.
settings=$(pip config list 2>/dev/null || true)
setting() { printf '%s\n' "$settings" | sed -n "s/^global\.$1='\(.*\)'\$/\1/p"; }
mirror=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(setting index-url)}}
proxy=${ALL_PROXY:-${PIP_PROXY:-$(setting proxy)}}
cert=${PIP_CERT:-$(setting cert)}
cert=${SSL_CERT_FILE:-${cert:-${REQUESTS_CA_BUNDLE:-${CURL_CA_BUNDLE:-}}}}
[ -z "$mirror" ] || export UV_DEFAULT_INDEX="$mirror"
[ -z "$proxy" ] || export ALL_PROXY="$proxy"
[ ! -f "$cert" ] || export SSL_CERT_FILE="$cert"
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
