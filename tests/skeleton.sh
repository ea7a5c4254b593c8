#!/usr/bin/env bash
# Scaffolds services of the examples and of the hostile fixture, and holds each to cargo fmt, check, clippy and test.
# Slow the first time (the dependencies are built once, in one target folder), then about ten seconds per service.
#
#   tests/skeleton.sh            all
#   tests/skeleton.sh checkout   those whose name contains "checkout"
#
# SKELETON_TARGET: the target folder that all skeletons share (default target/skeletons). JOBS: for cargo (default 2).
set -euo pipefail
cd "$(dirname "$0")/.."

SERVICES='
examples/online-boutique/architecture.toml checkoutservice
examples/online-boutique/architecture.toml frontend
examples/online-boutique/architecture.toml recommendationservice
examples/otel-demo/architecture.toml checkout
examples/otel-demo/architecture.toml frontend
examples/otel-demo/architecture.toml payment
tests/scaffold/small.toml checkout
tests/scaffold/hostile.toml type
tests/scaffold/hostile.toml lengths
tests/scaffold/hostile.toml check_out
tests/scaffold/hostile.toml quiet
tests/scaffold/hostile.toml listener
tests/scaffold/hostile.toml teller
tests/scaffold/hostile.toml lonely
'

jobs=${JOBS:-2}
shared=${SKELETON_TARGET:-$PWD/target/skeletons}
work=$(mktemp -d)
log=$(mktemp)
trap 'rm -rf "$work" "$log"' EXIT

cargo build --quiet -j"$jobs"
syncwise=${CARGO_TARGET_DIR:-target}/debug/syncwise

scaffold() { # file service folder
    if "$syncwise" scaffold --help >/dev/null 2>&1; then
        "$syncwise" scaffold "$1" --service "$2" --out "$3" >/dev/null
    else
        SKELETON_FILE=$PWD/$1 SKELETON_SERVICE=$2 SKELETON_OUT=$3 \
            cargo test --quiet -j"$jobs" --test scaffold -- --ignored --exact write_one >/dev/null
    fi
}

hold() { # folder
    cd "$1"
    export CARGO_TARGET_DIR=$shared
    cargo fmt --check
    cargo check --quiet -j"$jobs"
    cargo clippy --quiet -j"$jobs" --all-targets -- -D warnings
    cargo test --quiet -j"$jobs"
}

passed=0
failed=()
began=$SECONDS
while read -r file service; do
    if [ -z "$file" ] || [[ $service != *"${1:-}"* ]]; then continue; fi
    if [ ! -f "$file" ]; then
        echo "missing  $file"
        failed+=("$file $service")
        continue
    fi
    since=$SECONDS
    out=$work/$(dirname "$file" | tr / -)-$service
    if scaffold "$file" "$service" "$out" 2>"$log" &&
        crate=$(dirname "$(find "$out" -name Cargo.toml | head -n 1)") &&
        # Nothing may land beside the folder that was asked for.
        [ -z "$(find "$work" -type f -not -path "$work/*/*")" ] &&
        (hold "$crate") >"$log" 2>&1; then
        tests=$(sed -n 's/^test result: ok. \([0-9]*\) passed.*/\1/p' "$log" | sort -n | tail -n 1)
        echo "ok       $file $service: $tests tests, $((SECONDS - since)) s"
        passed=$((passed + 1))
    else
        echo "FAILED   $file $service"
        tail -n 40 "$log"
        failed+=("$file $service")
    fi
done <<<"$SERVICES"

echo
echo "skeletons: $passed held, ${#failed[@]} failed, $((SECONDS - began)) s"
[ ${#failed[@]} -eq 0 ] && [ "$passed" -gt 0 ]
