#!/bin/sh
# A sample of every part of tests/faults; `make test-faults` runs them in full.
set -u
bad=0
for part in points kills protocols full same signals damage; do
    FAULTS=quick sh tests/faults/$part.sh || bad=1
done
exit $bad
