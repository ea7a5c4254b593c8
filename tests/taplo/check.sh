#!/usr/bin/env bash
# Every example and rule is read by taplo with the schema that `syncwise schema` prints, and a slip is found.
# Never changes a file of the repository. Usage: check.sh SYNCWISE
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$1
taplo=tests/taplo/node_modules/.bin/taplo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for kind in architecture check criterion config; do "$program" schema "$kind" >"$work/$kind.json"; done
"$taplo" lint --schema "file://$work/architecture.json" examples/*/architecture.toml
"$taplo" lint --schema "file://$work/check.json" rules/checks/*.toml
"$taplo" lint --schema "file://$work/criterion.json" rules/criteria/*.toml

# slip SCHEMA FILE FROM TO: a file with a slip must be refused.
slip() {
    sed "0,/$3/s//$4/" "$2" >"$work/slip.toml"
    cmp -s "$2" "$work/slip.toml" && { echo "no slip was made in $2"; exit 1; }
    if "$taplo" lint --schema "file://$work/$1.json" "$work/slip.toml" >"$work/said" 2>&1; then
        echo "taplo did not find the slip \`$4\` in $2"
        exit 1
    fi
    grep -m 1 '^error' "$work/said"
}
cat >"$work/syncwise.toml" <<'END'
extends = ["../platform/syncwise.toml"]
paths = "architecture"
[lint]
fail-on = "warning"
format = ["github", "sarif=out.sarif"]
severity = { missing-timeout = "off" }
END
"$taplo" lint --schema "file://$work/config.json" "$work/syncwise.toml"
slip architecture examples/article/architecture.toml 'kind = "query"' 'kind = "qery"'
slip architecture examples/article/architecture.toml 'user-waiting' 'user-wating'
slip check rules/checks/missing-timeout.toml 'class = "' 'class = "very-'
slip criterion rules/criteria/kind.toml 'fact = "kind"' 'fact = "kid"'
slip config "$work/syncwise.toml" 'fail-on' 'fail-no'
slip config "$work/syncwise.toml" 'sarif=' 'sarf='
