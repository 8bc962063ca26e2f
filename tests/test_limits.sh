#!/bin/sh
# Suites that are refused before anything is trained: what would be cut, what is too large, what is empty.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

# Refused by validate, with the place.
refused() { # what, words, text
    printf '%s\n' "$3" >bad.yaml
    expect 2 "$1" timeout 20 "$lexbench" validate bad.yaml
    says "$2" "is refused with its place"
}
x=$(printf '%0130d' 0)
refused "a label that is longer than what is kept of it" "bad.yaml:1:11: the label is longer than 127 bytes" "schemes: [{scheme: nope, label: $x}]
tasks: [copy]"
refused "a scheme that is longer than a label can be" "longer than 127 bytes" "schemes: ['rope(base=1234567.125,layout=interleaved)+random(max=1000000)+window(size=12345)+t5(buckets=48,max_distance=12345)+yarn(scale=12.125)']
tasks: [copy]"
long=$(printf '%0600d' 0)
refused "variants that are longer than what is kept of them" "bad.yaml:3:22: evaluate: variants is longer than 511 characters" "schemes: [nope]
tasks: [copy]
evaluate: {variants: 'nope;rope(base=$long)'}"
refused "a seed_offset that is not kept exactly" "bad.yaml:1:39: seed_offset" "schemes: [{scheme: nope, seed_offset: 9007199254740993}]
tasks: [copy]"
refused "an empty list of seeds" "bad.yaml:3:8: seeds: the list is empty" "schemes: [nope]
tasks: [copy]
seeds: []"
refused "an empty list of schemes" "bad.yaml:1:10: schemes: the list is empty" "schemes: []
tasks: [copy]"
refused "an empty list of multiples" "bad.yaml:1:11: no length to evaluate" "schemes: [nope]
tasks: [copy]
evaluate: {multiples: []}"
refused "a batch that is too large" "bad.yaml:1:11: training batches of " "schemes: [nope]
tasks: ['copy(kind=repeats)']
train: {steps: 1, longest: 511, batch: 4096, pack: 1024, lengths: fixed}"
refused "a training sequence that is too long" "bad.yaml:1:11: training sequences of 1000" "schemes: [nope]
tasks: [parity]
train: {steps: 1, longest: 1000000, batch: 4096}"
refused "an evaluation that is too long" "bad.yaml:1:11: an evaluation at length 10000000" "schemes: [nope]
tasks: ['copy(kind=repeats)']
model: {width: 512}
evaluate: {lengths: [10000000]}"
refused "a suite of too many runs" "bad.yaml:1:1: the suite has 140000 runs, more than the 131072" "schemes: [$(seq -s, 1 10000 | sed 's/[0-9]*/rope(base=&)/g')]
tasks: [copy]
seeds: 1..14"
latin=$(printf 'caf\351')
printf '%s\n' 'name: s' 'schemes: [nope]' 'tasks: [copy]' >"$latin.yaml"
sed 1d "$latin.yaml" >"nameless-$latin.yaml"
expect 0 "a suite with a name in a file with a Latin-1 name" "$lexbench" validate "$latin.yaml"
expect 2 "and one without" "$lexbench" validate "nameless-$latin.yaml"
says "is not UTF-8" "is refused, as its name would be"
[ $bad -eq 0 ]
