# shellcheck shell=bash
# Sourced by the scripts beside it: named checks, each in a subshell of its own, and a closing count.

passed=0
failed=0

# check NAME COMMAND...: the check passes when the command does; what it printed is shown when it does not.
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    printf 'ok    %s\n' "$name"
  else
    failed=$((failed + 1))
    printf 'FAIL  %s\n' "$name"
    printf '%s\n' "$output" | sed 's/^/      /'
  fi
}

# The closing line; its status is the script's.
finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}

# Assertions end the check's subshell with a sentence that says what was found.
die() {
  printf '%s\n' "$*"
  exit 1
}

expect_equal() {
  [ "$2" = "$3" ] || die "$1: expected '$2', found '$3'"
}

expect_line() {
  grep -qF -- "$2" "$1" || die "$1 has no line with '$2'; it holds: $(cat "$1")"
}

expect_no_line() {
  ! grep -qF -- "$2" "$1" || die "$1 has a line with '$2'; it holds: $(cat "$1")"
}

expect_lines() {
  expect_equal "lines in $1" "$2" "$(wc -l <"$1" | tr -d ' ')"
}

expect_full() {
  local file
  for file in "$@"; do
    [ -s "$file" ] || die "$file is missing or empty"
  done
}

expect_empty() {
  [ ! -s "$1" ] || die "$1 should be empty; it holds: $(cat "$1")"
}

expect_missing() {
  [ ! -e "$1" ] || die "$1 should not be there"
}
