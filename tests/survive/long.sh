#!/bin/sh
# The long forms of tests/survive.rs: kills (10,000, or as many as are asked for), and every call of a save with every error.
# Usage: tests/survive/long.sh [KILLS]
set -eu
cd "$(dirname "$0")/../.."
export COSTTUI_KILLS="${1:-10000}" COSTTUI_LONG=1
exec cargo test --test survive -- --nocapture
