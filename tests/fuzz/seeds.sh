#!/bin/sh
# Seeds for the fuzzers, from what the program ships and writes: seeds.sh LEXBENCH DAMAGE FOLDER
set -eu
lexbench=$(realpath "$1") damage=$2 to=$3
mkdir -p "$to/suite" "$to/scheme" "$to/safetensors" "$to/result_file" "$to/claim" "$to/escapers" "$to/pairs"
cp suites/*.yaml "$to/suite"
cp results/claims/*.yaml "$to/claim"
"$lexbench" help --page expressions | while IFS="$(printf '\t')" read -r name expression; do
    printf '%s' "$expression" >"$to/scheme/$name"
done
printf "a'b\"c<d>e|f\`g\$h\\\\i=j\\nk\\tl" >"$to/escapers/signs"
printf '=1+1' >"$to/escapers/formula"
# The first byte says how a file of pairs is read.
{ printf '@' && cat tests/golden/pairs.jsonl; } >"$to/pairs/jsonl"
{ printf 'K' && printf 'prompt\tanswer\tsplit\na b\tc\ttrain\nb\tc\tfit\nc\tc\ttest\n'; } >"$to/pairs/words"
{ printf 'F' && printf '{"prompt":[1,2],"answer":[3]}\n{"prompt":[4],"answer":[3]}\n'; } >"$to/pairs/tokens"
{ printf 'F' && printf '{"prompt":[],"answer":[1]}\n{"prompt":[4],"answer":[3]}\n'; } >"$to/pairs/no-tokens"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$lexbench" run suites/smoke.yaml 'schemes=nope;alibi' tasks=copy train.steps=2 model.width=2 model.heads=1 --db "$work/a.db" -q
cp "$work"/a.db.work/model/*.safetensors "$to/safetensors"
# A result file without its checksum, which the target adds behind an even first byte.
"$damage" result "$work/one" 0 1 >/dev/null
{ printf ' ' && sed '$d' "$work/one"; } >"$to/result_file/one"
