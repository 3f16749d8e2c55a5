# Sourced by backend/start and tests/run: installs what is missing, and only then, and builds. Says one line a phase on
# standard error; what a phase itself says goes to build/NAME.log. A failure is one sentence and exit 1.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build="$root/build/release"

phase() { echo "bygdestod: $*" >&2; }
fail() { echo "bygdestod: $*" >&2; exit 1; }

# What compiling needs, then what the running program calls.
packages=(
    g++ cmake ninja-build pkg-config libpoco-dev libspdlog-dev nlohmann-json3-dev prometheus-cpp-dev libsodium-dev
    libxlsxwriter-dev libctemplate-dev libmariadb-dev libmysqlcppconn-dev libhowardhinnant-date-dev
    mariadb-server-core mariadb-client-core weasyprint python3-openpyxl poppler-utils graphviz fonts-dejavu-core tzdata ca-certificates
)

# A node of the machine's own is used as it is.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then packages+=(nodejs npm); fi

# Keeps two starts at once from building into each other. Let go before the program itself runs.
take_turn() {
    mkdir -p "$root/build" 2>/dev/null && [ -w "$root/build" ] || fail "no right to write in $root/build."
    exec 9>"$root/build/lock" || fail "no right to write in $root/build."
    flock -n 9 || { phase "waiting for another start or test run to finish building"; flock 9; }
}
end_turn() { exec 9>&-; }

# need_space MEGABYTES FOLDER WHAT_FOR
need_space() {
    local free
    free=$(df -Pm "$2" 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ -z "$free" ] || [ "$free" -ge "$1" ] || fail "the disk of $2 has $free MB free; $3 needs at least $1 MB."
}

# run_logged NAME WHAT COMMAND...: announced only when it takes more than a second; on failure the end of its log is shown.
run_logged() {
    local log="$root/build/$1.log" what=$2
    shift 2
    "$@" >"$log" 2>&1 9>&- </dev/null &
    local job=$!
    trap 'kill $job 2>/dev/null; exit 130' INT TERM
    local tries=0
    while kill -0 $job 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -ne 20 ] || phase "$what ..."
        sleep 0.05
    done
    trap - INT TERM
    wait $job && return 0
    tail -n 30 "$log" >&2
    if grep -qiE 'no space left|not enough free space|ENOSPC' "$log"; then fail "$what failed: the disk is full."; fi
    if grep -qE 'Could not resolve|Temporary failure|Could not connect|Failed to fetch|Unable to locate|ENOTFOUND|ETIMEDOUT|ECONN|EAI_AGAIN' "$log"
    then
        fail "$what failed: the network or the package server does not answer (all of it in $log)."
    fi
    fail "$what failed; all of it is in $log."
}

missing_of() {
    local installed name
    # dpkg-query fails when it does not know one of them.
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for name in "$@"; do
        grep -qxF -- "installed $name" <<<"$installed" || echo "$name"
    done
}

# need_packages PACKAGE...: through apt-get, as root or by sudo; nothing happens when all are there.
need_packages() {
    command -v dpkg-query >/dev/null || fail "this is made for Debian 12, which has dpkg and apt-get."
    local missing as_root=()
    mapfile -t missing < <(missing_of "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "packages are missing (${missing[*]}): run this once as root, or install sudo."
        # The password is asked for here, before the output goes to the log.
        sudo -n true 2>/dev/null || sudo -v ||
            fail "packages are missing (${missing[*]}), and sudo gives no right to install them."
        as_root=(sudo -n)
    fi
    need_space 1800 / "installing packages"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
    phase "${#missing[@]} Debian packages are missing: ${missing[*]}"
    run_logged packages "asking which packages there are" "${apt[@]}" update
    run_logged packages "installing packages" "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
    mapfile -t missing < <(missing_of "$@")
    [ ${#missing[@]} -eq 0 ] || fail "these packages could not be installed: ${missing[*]}."
}

# need_node_modules FOLDER: what its package-lock.json says, fetched again only when that has changed.
need_node_modules() {
    local folder="$root/$1" stamp sum
    [ -f "$folder/package-lock.json" ] || return 0
    stamp="$folder/node_modules/.fetched"
    sum=$(sha256sum <"$folder/package-lock.json")
    [ "$(cat "$stamp" 2>/dev/null)" != "$sum" ] || return 0
    run_logged "npm-$(basename "$1")" "fetching the npm packages of $1" \
        npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund
    echo "$sum" >"$stamp"
}

# One compiler a core, but no more than memory holds: the largest file takes about 900 MB.
jobs_that_fit() {
    local cores memory limit
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
    if [[ "$limit" =~ ^[0-9]+$ ]] && [ $((limit / 1048576)) -lt "$memory" ]; then memory=$((limit / 1048576)); fi
    local fit=$((memory / 900))
    if [ "$fit" -lt "$cores" ]; then cores=$fit; fi
    if [ "$cores" -lt 1 ]; then cores=1; fi
    echo "$cores"
}

# configure [CMAKE OPTION...]
configure() {
    # A folder that was copied or moved still points at where it came from.
    if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
        rm -rf "$build"
    fi
    [ -d "$build" ] || need_space 1500 "$root" "building"
    run_logged configure "configuring the build" cmake -S "$root" --preset release "$@"
}

# build TARGET
build_target() {
    run_logged build "building (the first time takes some minutes)" cmake --build "$build" --target "$1" -j "$(jobs_that_fit)"
}
