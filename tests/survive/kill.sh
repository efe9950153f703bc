#!/bin/sh
# Kills the binary at random instants of saving, 10,000 times or as often as is asked for: none may tear or lose a session.
# Usage: tests/survive/kill.sh [KILLS]
set -eu
cd "$(dirname "$0")/../.."
COSTTUI_KILLS="${1:-10000}" exec cargo test --test survive kill:: -- --nocapture
