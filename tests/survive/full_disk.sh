#!/bin/sh
# Fills a small disk in memory, with less and less room, and saves there. Only root may mount one.
set -eu
cd "$(dirname "$0")/../.."
if [ "$(id -u)" = 0 ]; then
  exec cargo test --test survive full:: -- --nocapture
fi
tests=$(cargo test --test survive --no-run 2>&1 | sed -n 's/.*(\(target.*\))/\1/p')
exec sudo -- "$PWD/$tests" full:: --nocapture
