#!/bin/sh
# Installs this release of inkread as a service, or upgrades to it; run it as root where it was unpacked.
#
#   sh install.sh               checks every file that it installs or runs, installs beside the release that runs, backs the history
#                               up, switches over, and goes back by itself where the new one does not get ready
#   sh install.sh --rollback    goes back to the release before this one
#
# INKREAD_SHARED=1 installs what PostgreSQL and S3 need too; so do settings that name one of them.
# INKREAD_WHOLE=1 leaves the packages as they are, twice as large.
# INKREAD_NO_BACKUP=1 upgrades without a backup, where the history is lost or the running release refuses it.
# PYTHON names the interpreter; PIP_... variables reach pip, so that PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels works.
# INKREAD_ROOT names the root folder of a machine to be: all is laid there, nobody is made, nothing is started.
set -eu
umask 022  # else a careful root's own would shut the service's user out of what is installed for it

ROOT=${INKREAD_ROOT:-}
HOME_OF_RELEASES=$ROOT/opt/inkread
STATE=$ROOT/var/lib/inkread
SETTINGS=$ROOT/etc/inkread/inkread.env
UNITS=$ROOT/etc/systemd/system
READY_SECONDS=60
BACKUPS_KEPT=2
# Files for whoever runs this machine to make their own: the first settings, and what is neither laid nor run.
THEIRS='inkread\.env|alerts\.yaml|inkread\.json|prometheus\.yml|ec2\.yaml'

main() {
    [ -n "$ROOT" ] || [ "$(id -u)" = 0 ] || fail "expected to be run by root, got $(id -un); use sudo"
    if [ "${1:-}" = --rollback ]; then
        roll_back
        return
    fi
    cd "$(dirname "$0")"
    check_files
    expect_bundle
    digest=$(sha256sum SHA256SUMS | cut -c 1-12)
    requirements="--requirement requirements.txt"
    if is_shared; then
        digest=$digest-shared
        requirements="$requirements --requirement requirements-shared.txt"
    fi
    release=$HOME_OF_RELEASES/releases/$digest
    python=$(find_python)
    [ -n "$ROOT" ] || make_user
    make_release
    [ -n "$ROOT" ] || back_up
    lay_settings
    switch_to "$release"
    [ -n "$ROOT" ] || start_or_go_back
    remove_old_releases
    remove_old_backups
}

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

# A folder that a package was laid out in over an older one holds what somebody altered there, and so it may:
# but not where this script would install or run it.
check_files() {
    grep -Ev "^[0-9a-f]*  ($THEIRS)\$" SHA256SUMS | sha256sum --check --quiet --strict - ||
        fail "expected files as they were packed, got others; unpack into a new folder" \
            "(a unit is changed where it is installed, with systemctl edit)"
    grep -E "^[0-9a-f]*  ($THEIRS)\$" SHA256SUMS | sha256sum --check --quiet - ||
        echo "install.sh: those above were altered since they were packed, and stay so" >&2
}

# The names in the package that fit: beside them may lie what an older one left where both were unpacked.
packed() {
    sed -n "s/^[0-9a-f]*  \\($1\\)\$/\\1/p" SHA256SUMS
}

expect_bundle() {
    [ -z "$(packed 'bundle\.zip')" ] || return 0
    ! grep -qs "^INKREAD_WEB_BUNDLES=$HOME_OF_RELEASES/current/bundle\.zip\$" "$SETTINGS" ||
        fail "expected a package with the bundle that $SETTINGS names, got one without;" \
            "make it with --bundle, or take INKREAD_WEB_BUNDLES out of the settings"
}

find_python() {
    for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "expected Python 3.11 or newer with venv, got none; install python3 and python3-venv, or set PYTHON"
}

# Whether the history is kept where other machines keep theirs too.
is_shared() {
    [ -n "${INKREAD_SHARED:-}" ] || grep -Eqs '^[A-Z_]+=.*(postgres|s3)[+a-z]*://' "$SETTINGS"
}

make_user() {
    id inkread >/dev/null 2>&1 ||
        useradd --system --user-group --no-create-home --home-dir "$STATE" --shell /usr/sbin/nologin inkread
    install -d -o inkread -g inkread -m 0700 "$STATE" "$STATE/backups"
}

make_release() {
    [ -e "$release/complete" ] && return
    rm -rf "$release"
    install -d -m 0755 "$HOME_OF_RELEASES" "$HOME_OF_RELEASES/releases"
    echo "Installing inkread into $release"
    "$python" -m venv "$release"
    "$release/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --only-binary :all: $requirements
    "$release/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-index \
        "./$(packed 'inkread-.*\.whl')"
    [ -z "$(packed 'bundle\.zip')" ] || cp bundle.zip "$release/"
    cp install.sh with_settings.py ask_health.py $(packed 'report\.py') "$release/"
    mkdir "$release/units"
    cp $(packed '.*\.service') $(packed '.*\.timer') "$release/units/"
    [ -n "${INKREAD_WHOLE:-}" ] || "$release/bin/python" prune.py
    "$release/bin/inkread" --version
    touch "$release/complete"
}

lay_settings() {
    install -d -m 0755 "${SETTINGS%/*}"
    [ -e "$SETTINGS" ] || install -m 0640 inkread.env "$SETTINGS"
    [ -n "$ROOT" ] || chgrp inkread "$SETTINGS"
    if [ -n "$(packed 'bundle\.zip')" ] && ! grep -q '^INKREAD_WEB_BUNDLES=' "$SETTINGS"; then
        # Somebody's editor may have left the last line without its end, and this would become a part of it.
        [ -z "$(tail -c 1 "$SETTINGS")" ] || echo >> "$SETTINGS"
        echo "INKREAD_WEB_BUNDLES=$HOME_OF_RELEASES/current/bundle.zip" >> "$SETTINGS"
    fi
}

# An older inkread refuses a history that a newer one has brought forward: a rollback then needs this file.
# Without it nothing goes on: a database that was down for a minute looked like one with nothing to back up.
back_up() {
    [ -e "$HOME_OF_RELEASES/current" ] || return 0
    [ "$(readlink "$HOME_OF_RELEASES/current" || true)" != "$release" ] || return 0
    [ -z "${INKREAD_NO_BACKUP:-}" ] || return 0
    file=$STATE/backups/before-$(date -u +%Y%m%dT%H%M%SZ)-$digest.zip
    kept=$(as_inkread "$HOME_OF_RELEASES/current/bin/inkread" history status --json) || fail_to_back_up
    case $kept in
        *'"entries": '[1-9]*) as_inkread "$HOME_OF_RELEASES/current/bin/inkread" history backup "$file" ||
            fail_to_back_up ;;
        *'"entries": 0'*) ;;
        *) echo "$kept" >&2; fail_to_back_up ;;
    esac
}

fail_to_back_up() {
    fail "expected a backup of the history that $SETTINGS names, got the trouble above; the release that runs" \
        "goes on: see that the history can be reached, then run this again (INKREAD_NO_BACKUP=1 does without)"
}

# As the units run it: at the root, as their user, with their settings and nothing of root's own environment.
as_inkread() (
    cd /
    exec env -i PATH="$PATH" HOME="$STATE" USER=inkread LOGNAME=inkread \
        "$release/bin/python" "$release/with_settings.py" "$SETTINGS" \
        setpriv --reuid inkread --regid inkread --clear-groups "$@"
)

# One rename: there is no moment without a release. Its units come with it, back too.
switch_to() {
    now=$(readlink "$HOME_OF_RELEASES/current" || true)
    if [ -n "$now" ] && [ "$now" != "$1" ]; then
        keep_units "$now"
        ln -sfn "$now" "$HOME_OF_RELEASES/previous"
    fi
    ln -sfn "$1" "$HOME_OF_RELEASES/.next"
    mv -T "$HOME_OF_RELEASES/.next" "$HOME_OF_RELEASES/current"
    lay_units "$1" "$now"
}

# Of a release that an older script installed no units are kept: those that run it are, before others take
# their places. Left to run it after a rollback, the newer ones would have options that it does not know.
keep_units() {
    [ ! -e "$1/units" ] || return 0
    for unit in "$UNITS"/inkread*.service "$UNITS"/inkread*.timer; do
        if [ -e "$unit" ]; then
            mkdir -p "$1/units"
            cp "$unit" "$1/units/"
        fi
    done
}

lay_units() {
    [ -d "$1/units" ] || return 0
    install -d -m 0755 "$UNITS"
    for unit in "$2"/units/*; do
        if [ -e "$unit" ] && [ ! -e "$1/units/${unit##*/}" ]; then
            ! has_systemd || systemctl disable --quiet --now "${unit##*/}" || true
            rm -f "$UNITS/${unit##*/}"
        fi
    done
    install -m 0644 "$1"/units/* "$UNITS/"
}

has_systemd() {
    [ -z "$ROOT" ] && [ -d /run/systemd/system ]
}

start_or_go_back() {
    if ! has_systemd; then
        echo "Installed; systemd does not run here, so nothing was started"
        return
    fi
    start "$release"
    if is_ready "$release"; then
        echo "inkread is ready"
        return
    fi
    [ -e "$HOME_OF_RELEASES/previous" ] && roll_back
    fail "expected inkread to be ready within $READY_SECONDS s, got no such answer; see journalctl -u inkread"
}

start() {
    systemctl daemon-reload
    systemctl enable --quiet inkread.service
    for timer in "$1"/units/*.timer; do
        [ ! -e "$timer" ] || systemctl enable --quiet --now "${timer##*/}"
    done
    systemctl restart inkread.service
}

# Asks where the settings let the service listen, by a name that it always trusts. It is ready without its
# history, but an upgrade that the history does not survive is none.
is_ready() {
    checks=ready
    [ -n "${INKREAD_NO_BACKUP:-}" ] || checks="ready history"
    env -u INKREAD_SERVE "$1/bin/python" "$1/with_settings.py" "$SETTINGS" \
        "$1/bin/python" "$1/ask_health.py" "$READY_SECONDS" $checks
}

roll_back() {
    before=$(readlink "$HOME_OF_RELEASES/previous") || fail "expected a release before this one, got none"
    switch_to "$before"
    echo "Back at $before"
    ! has_systemd || start "$before"
}

remove_old_releases() {
    for old in "$HOME_OF_RELEASES"/releases/*; do
        case $old in
            "$(readlink "$HOME_OF_RELEASES/current")" | "$(readlink "$HOME_OF_RELEASES/previous" || true)") ;;
            *) rm -rf "$old" ;;
        esac
    done
}

# What an upgrade backed up has people's writing in it: `inkread clean` lets it go by its age, this by its number.
remove_old_backups() {
    ls -t "$STATE"/backups/before-*.zip 2>/dev/null | tail -n +$((BACKUPS_KEPT + 1)) |
        while read -r old; do rm -f "$old"; done
}

main "$@"
