#!/bin/sh
# The step of the GitHub workflow that trains the baseline's reserve, as its shell would run it, with a night of seconds.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
mkdir build suites bin
cat >suites/nightly.yaml <<'END'
name: nightly
model: {layers: 1, heads: 2, width: 16}
train: {steps: 40, batch: 16, longest: 6, fit_every: 20, fit_examples: 32}
evaluate: {multiples: [1, 2], examples: 40}
schemes: [nope]
tasks: [copy]
seeds: 1..2
END
# The program as of its revision, base; git's tree of that revision, and make in it, which has nothing to do.
cat >build/lexbench <<END
#!/bin/sh
[ "\$1 \$2" != "baseline reserve" ] || set -- "\$@" --revision base --seeds 4
exec "$lexbench" "\$@"
END
cat >bin/git <<END
#!/bin/sh
[ "\$1 \$2 \$4" = "worktree add base" ] && mkdir "\$3" && cp -r "$dir/build" "$dir/suites" "\$3"
END
printf '#!/bin/sh\n' >bin/make
chmod +x build/lexbench bin/git bin/make
sed -n '/name: the reserve of the baseline/,/^      - /{/^          /p;}' "$suites/../contrib/github-nightly.yml" >step
# shellcheck disable=SC2317 # it is called by expect
step() { PATH="$dir/bin:$PATH" TMPDIR="$dir" sh -e step; }
reserved() { number nightly/nightly.db 'SELECT coalesce(sum(last - first + 1), 0) FROM reserve'; }

expect 0 "without a baseline" step
[ -s step ] && [ ! -e nightly ]
result $? "there is nothing to do"
expect 3 "the first night" build/lexbench nightly suites/nightly.yaml --revision base -q
expect 0 "becomes the baseline" build/lexbench baseline save nightly
expect 0 "with a baseline" step
is "$(reserved)" 4 "its own program trains the reserve"
expect 0 "the next night" step
is "$(reserved)" 4 "adds nothing"
expect 0 "another night" build/lexbench nightly suites/nightly.yaml --revision base --slower 0
! grep -q "has no reserve" out err
result $? "is watched"
exit $bad
