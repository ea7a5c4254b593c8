#!/usr/bin/env bash
# Two scaffolded services exchange orders while they and their broker are killed; then both databases are read.
# First the check itself is tested: with a mistake in either service it must find what that breaks.
#
#   tests/brokers.sh                     embedded queue, NATS, RabbitMQ: 10,000 orders each
#   tests/brokers.sh --broker nats       one of them; further arguments are those of tests/brokers/run.py
#
# SYNCWISE: the program to use (default: it is built). SKELETON_TARGET: the target folder that all skeletons share
# (default target/skeletons). JOBS: for cargo (default 2).
set -euo pipefail
cd "$(dirname "$0")/.."

# As tests/skeleton.sh, so that dependencies are built once.
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0
jobs=${JOBS:-2}
shared=${SKELETON_TARGET:-$PWD/target/skeletons}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

syncwise=${SYNCWISE:-}
if [ -z "$syncwise" ]; then
    cargo build --quiet -j"$jobs"
    syncwise=${CARGO_TARGET_DIR:-target}/debug/syncwise
fi
for service in publisher consumer; do
    "$syncwise" scaffold tests/brokers/architecture.toml --service "$service" --out "$work/$service" >/dev/null
    # What a developer would write: real handlers and payloads in the place of the placeholders.
    cp tests/brokers/"$service"/src/*.rs "$work/$service/src/"
    (cd "$work/$service" && CARGO_TARGET_DIR=$shared cargo build --quiet -j"$jobs" --features nats,rabbitmq)
done

if [ $# -eq 0 ]; then
    python3 tests/brokers/run.py "$shared/debug" --self-test --messages 2000
fi
python3 tests/brokers/run.py "$shared/debug" "$@"
