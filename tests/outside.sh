#!/bin/sh
# Shared by the tests that use the program from outside: they work in a directory of their own and print "ok N - what" or
# "not ok N - what". LEXBENCH names the binary. Sets lexbench, suites and dir; the script ends with `exit $bad`.
# shellcheck disable=SC2034 # what it sets is used by those who read it
set -u
unset LEXBENCH_DB LEXBENCH_PLUGINS
lexbench=$(realpath "${LEXBENCH:-build/lexbench}")
suites=$(realpath -e suites) || exit 1
dir=$(mktemp -d) || exit 1 # else what follows would happen here
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
n=0 bad=0

result() { # 0 or 1, what
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; bad=1; sed 's/^/# /' out err 2>/dev/null | head -30; fi
}
# expect CODE WHAT COMMAND...: runs it into files out and err.
expect() {
    wanted=$1 what=$2
    shift 2
    "$@" >out 2>err
    code=$?
    [ "$code" -eq "$wanted" ] || echo "# exit code $code instead of $wanted" >>err
    [ "$code" -eq "$wanted" ]
    result $? "$what"
}
# A value from a database, or the error; and what it has to be.
number() { sqlite3 "$1" "$2" 2>&1; } # database, query
# A container may have no pseudo terminals; then what needs one is skipped, and said.
has_terminals() { script -qec true /dev/null </dev/null >/dev/null 2>&1 || { echo "# no pseudo terminal here: $1 skipped" && false; }; } # what is skipped
# COMMAND...: it finds the programs of $dir/bin before others of their names.
with_bin() { PATH=$dir/bin:$PATH "$@"; }
is() { # value, wanted, what
    [ "$1" = "$2" ] || echo "# $1 instead of $2" >err
    [ "$1" = "$2" ]
    result $? "$3"
}
contains() { # FILE TEXT WHAT
    grep -qF -- "$2" "$1"
    result $? "$3"
}
says() { # TEXT WHAT: the last command's output or errors contain the text
    grep -qF -- "$1" out err
    result $? "$2"
}
fact() { # NAME VALUE WHAT: the last command printed a line that begins with the name, then the value
    grep -qx -- "$1  *$2" out
    result $? "$3"
}
