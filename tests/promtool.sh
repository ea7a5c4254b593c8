#!/usr/bin/env bash
# Asks Prometheus itself about monitoring that syncwise wrote: promtool reads every rule and runs every test of a rule.
# Slow where there are many rules: about a second of computing for twenty alerts.
#
#   tests/promtool.sh FOLDER…    each with `rules` and `tests`
set -euo pipefail
[ $# -gt 0 ]
for folder in "$@"; do
    promtool check rules --lint-fatal "$folder"/rules/*.yml >/dev/null
    if ! promtool test rules "$folder"/tests/*.yml >"$folder/promtool.txt" 2>&1; then
        grep -v -e SUCCESS -e '^$' -e 'Unit Testing' "$folder/promtool.txt" | head -n 60
        exit 1
    fi
    echo "ok  $folder: $(cat "$folder"/rules/*.yml | grep -c -e '- alert:') alerts, $(cat "$folder"/tests/*.yml | grep -c -e '- name:') tests"
done
