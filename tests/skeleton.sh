#!/usr/bin/env bash
# Scaffolds the whole system of every example and of the hostile fixture, and holds each workspace to cargo fmt, clippy and
# test; then some services alone. One target folder serves all, so that dependencies are built once; what belongs to a
# workspace is removed when it is done, so that the folder does not grow with each.
#
#   tests/skeleton.sh            all
#   tests/skeleton.sh shop       those whose name contains "shop"
#
# SKELETON_TARGET: the target folder that all skeletons share (default target/skeletons). JOBS: for cargo (default 2).
# SYNCWISE: the program (default: built here).
set -euo pipefail
cd "$(dirname "$0")/.."

SYSTEMS='
examples/article/architecture.toml
examples/seed-shop/architecture.toml
examples/bookinfo/architecture.toml
examples/traderx/architecture.toml
examples/bank-of-anthos/architecture.toml
examples/robot-shop/architecture.toml
examples/online-boutique/architecture.toml
examples/eshop/architecture.toml
examples/otel-demo/architecture.toml
tests/scaffold/small.toml
tests/scaffold/hostile.toml
'
# Alone, a service carries the part of the runtime that it needs.
SERVICES='
examples/online-boutique/architecture.toml checkoutservice
examples/otel-demo/architecture.toml checkout
examples/seed-shop/architecture.toml orders
examples/seed-shop/architecture.toml loyalty
tests/scaffold/small.toml billing
tests/scaffold/hostile.toml type
tests/scaffold/hostile.toml lonely
'

jobs=${JOBS:-2}
shared=${SKELETON_TARGET:-$PWD/target/skeletons}
work=$(mktemp -d)
log=$(mktemp)
trap 'rm -rf "$work" "$log"' EXIT

if [ -z "${SYNCWISE:-}" ]; then
    cargo build --quiet -j"$jobs"
    SYNCWISE=${CARGO_TARGET_DIR:-$PWD/target}/debug/syncwise
fi
# Nobody looks at the lines of a panic here, and nothing is compiled twice.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$shared

# The declared version of Rust must be that of the most demanding dependency, whatever features are on.
newest_rust() {
    cargo metadata --quiet --format-version 1 --all-features | node -e '
        const { packages } = JSON.parse(require("fs").readFileSync(0));
        const number = (version) => version.split(".").slice(0, 2).reduce((sum, part) => sum * 1000 + Number(part), 0);
        const wanted = packages.filter((it) => it.source && it.rust_version).sort((a, b) => number(b.rust_version) - number(a.rust_version))[0];
        for (const own of packages.filter((it) => !it.source)) {
            if (number(own.rust_version) >= number(wanted.rust_version)) continue;
            console.log(`${own.name} says Rust ${own.rust_version}, but ${wanted.name} needs ${wanted.rust_version}`);
            process.exitCode = 1;
        }'
}

# Whoever asks for the result of a function switches `set -e` off inside of it, so that each step asks for the one before.
hold() { # folder, "runs" where it is to be started
    cd "$1" &&
        newest_rust &&
        cargo fmt --all --check &&
        cargo clippy --quiet -j"$jobs" --workspace --all-targets -- -D warnings &&
        # Documentation tests are left out: a skeleton has none, and looking for them takes a second per crate.
        cargo test --quiet -j"$jobs" --workspace --lib --bins --tests &&
        { [ "${2:-}" != runs ] || FIRST_PORT=${FIRST_PORT:-28101} ./run.sh --check; }
}

passed=0
failed=()
check() { # name, folder, arguments of scaffold…
    local name=$1 out=$2 since=$SECONDS
    shift 2
    local run=
    case "$name $*" in *seed-shop*--all | *hostile*--all) run=runs ;; esac
    # A second run changes nothing, and nothing may land beside the folder that was asked for.
    if "$SYNCWISE" scaffold "$@" --out "$out" >"$log" 2>&1 &&
        "$SYNCWISE" scaffold "$@" --out "$out" --diff >"$log" 2>&1 &&
        [ -z "$(find "$work" -type f -not -path "$work/*/*")" ] &&
        (hold "$out" $run) >"$log" 2>&1; then
        local tests
        tests=$(sed -n 's/^test result: ok. \([0-9]*\) passed.*/\1/p' "$log" | awk "{ sum += \$1 } END { print sum + 0 }")
        [ "$tests" -gt 0 ] || { echo "no tests were run in $name"; exit 1; }
        echo "ok       $name: $tests tests, $((SECONDS - since)) s"
        passed=$((passed + 1))
    else
        echo "FAILED   $name"
        tail -n 60 "$log"
        failed+=("$name")
    fi
    (cd "$out" && cargo clean --quiet --workspace) || true
    rm -rf "$out"
}

began=$SECONDS
while read -r file; do
    name=${file%.toml}
    name=${name%/architecture}
    if [ -z "$file" ] || [[ $name != *"${1:-}"* ]]; then continue; fi
    check "$name" "$work/$(echo "$name" | tr / -)" "$file" --all
done <<<"$SYSTEMS"
while read -r file service; do
    name="${file%.toml} $service"
    if [ -z "$file" ] || [[ $name != *"${1:-}"* ]]; then continue; fi
    check "$name" "$work/$(echo "$name" | tr '/ ' -)" "$file" --service "$service"
done <<<"$SERVICES"

echo
echo "skeletons: $passed held, ${#failed[@]} failed, $((SECONDS - began)) s"
[ ${#failed[@]} -eq 0 ] && [ "$passed" -gt 0 ]
