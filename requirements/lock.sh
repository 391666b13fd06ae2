#!/usr/bin/env bash
# Makes the locks again from pyproject.toml: `requirements/lock.sh [--upgrade]`. Needs `uv` on the PATH.
# Hashes, no host names: the index is whatever the machine that installs is set up with.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="requirements/lock.sh"
lock() {
  local target=$1
  shift
  uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links \
    --no-annotate --quiet --output-file "requirements/$target.lock" "$@"
}
lock installer "$@" requirements/installer.in
lock runtime "$@" --all-extras pyproject.toml
for service in ingest anonymiser aggregator reports gateway; do
  lock "$service" "$@" --extra "$service" --constraint requirements/runtime.lock pyproject.toml
done
lock test "$@" --all-extras --constraint requirements/runtime.lock --group test pyproject.toml
