# Sourced by the other scripts: sees to it that the machine has what they need, and offers what they share.
#
# With everything in place neither apt nor the network is touched, so that a second run is fast and works off-line.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
export CTEST_PARALLEL_LEVEL=$CMAKE_BUILD_PARALLEL_LEVEL

build_packages=(cmake ninja-build g++ ccache libboost-dev nlohmann-json3-dev libssl-dev libsqlite3-dev libcli11-dev)
test_packages=(catch2 clang-format-14 ledger hledger beancount)  # the last three read what the bank exports
portal_packages=(libcpp-httplib-dev libsodium-dev pkg-config)  # the village portal
browser_packages=(fonts-noto-cjk)  # what the pages of the portal are shown with
long_test_packages=(clang-14 libclang-rt-14-dev)
binding_packages=(python3-dev pybind11-dev fonts-noto-cjk  # the pictures of docs/gallery.md are drawn with that font
                  libjna-java pkg-config)  # the library for C is used from Java, and found as C programs find it
# What the tests of the Python package import, what runs the notebooks, and what checks its types and makes its wheel.
python_modules=(jsonschema numpy pandas pandas-stubs pyarrow polars duckdb tqdm pytest mypy scikit-build-core
                matplotlib nbclient nbformat ipykernel)
python_check="import importlib.metadata
for name in '${python_modules[*]}'.split(): importlib.metadata.version(name)"

# A heading, bold on a terminal.
say() {
  if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$*"; else printf '\n%s\n' "$*"; fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
}

# need_packages NAME…: installs those of the distribution's packages that are missing.
need_packages() {
  if ! command -v dpkg-query > /dev/null; then
    echo "This is no Debian or Ubuntu; taken to be installed already: $*"
    return
  fi
  local package missing=()
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2> /dev/null) == *" installed" ]] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo > /dev/null; then
    echo "Missing: ${missing[*]}. As root, run:"
    echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    exit 1
  fi
  say "Installing with apt: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"
}

# need_command NAME PACKAGE: installs the package where there is no such command yet, from wherever it came.
need_command() {
  command -v "$1" > /dev/null || need_packages "$2"
}

is_recent_python() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2> /dev/null
}

# need_python: sets `python` to a Python of 3.9 or later, the one on PATH if it will do.
need_python() {
  python=$(command -v python3 || true)
  if [ -z "$python" ] || ! is_recent_python "$python"; then
    need_packages python3
    python=/usr/bin/python3
  fi
  python=$("$python" -c 'import sys; print(sys.executable)')
  export PYTHONDONTWRITEBYTECODE=1
}

# need_python_with CODE PACKAGE…: a Python in which CODE runs; where it does not, PACKAGEs go into .venv, from PyPI.
need_python_with() {
  local code=$1
  shift
  need_python
  if "$python" -c "$code" 2> /dev/null; then return; fi
  if ! .venv/bin/python -c "$code" 2> /dev/null; then
    say "Installing into .venv from PyPI: $*"
    if ! "$python" -c 'import ensurepip' 2> /dev/null; then need_packages python3-venv; fi
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
  fi
  python=$root/.venv/bin/python
}

# The Node packages of this project, each with a lock file.
node_folders=(bindings/node examples/mini-program tests/browser)

# need_node: a Node of 18.17 or later with its headers and npm, the one on PATH if it will do; and in each of those
# folders the modules of its lock file, from the npm registry. Scripts of theirs are not run.
need_node() {
  local folder headers
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 18 || (a === 18 && b >= 17) ? 0 : 1)' \
    2> /dev/null || need_packages nodejs
  need_command npm npm
  headers=$(node -p 'require("path").join(process.execPath, "../../include/node/node_api.h")')
  if ! [ -e "$headers" ] && ! [ -e /usr/include/node/node_api.h ] && ! [ -e /usr/include/nodejs/src/node_api.h ]; then
    need_packages libnode-dev
  fi
  for folder in "${node_folders[@]}"; do
    # What npm writes last; older than the lock file, it is of another state.
    if ! [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
      say "Installing into $folder/node_modules from the npm registry"
      (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    fi
  done
}

# need_browser: what the tests of the portal drive.
need_browser() {
  need_packages "${browser_packages[@]}"
  need_command chromium chromium
}

# configure PRESET OPTION…: quiet unless it fails.
configure() {
  local log
  log=$(mktemp)
  if ! cmake --preset "$@" > "$log" 2>&1; then
    cat "$log"
    rm "$log"
    exit 1
  fi
  rm "$log"
}
