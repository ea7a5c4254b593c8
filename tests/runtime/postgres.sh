#!/usr/bin/env bash
# Runs the tests of messages with stores in a real PostgreSQL, which it starts on a free port and stops again.
# Needs Debian's package `postgresql`; as root it runs the server as user `postgres`.
#
#   tests/runtime/postgres.sh [ARGUMENTS OF cargo test]
set -euo pipefail
cd "$(dirname "$0")"

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$programs" ]; then
    echo 'skipped: PostgreSQL is not installed (package postgresql)'
    exit 0
fi
work=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
    chown postgres "$work"
    as=(runuser -u postgres --)
fi
stop() {
    "${as[@]}" "$programs/pg_ctl" -D "$work/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 54329)
"${as[@]}" "$programs/initdb" -D "$work/data" -A trust -U postgres >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"${as[@]}" "$programs/pg_ctl" -D "$work/data" -l "$work/data/log" -w \
    -o "-p $port -k $work -c listen_addresses=127.0.0.1 -c max_connections=400" start >/dev/null

export TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
cargo test --test all "$@" messaging
