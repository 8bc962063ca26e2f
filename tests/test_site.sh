#!/bin/sh
# A site: every link leads somewhere, names are text, and the folder's files are its own: others' stay, whatever happens and
# whenever it is killed.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
name: tiny
about: Small & <b>made up</b>.
model: {layers: 1, width: 16, heads: 1}
train: {steps: 20, longest: 4, lr: 3e-3, batch: 8, fit_every: 10, fit_examples: 10}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [rope, alibi+window(size=8)]
tasks: [copy]
seeds: 1..2
END
sed 's/^name: .*/name: "<i>odd\&name"/; s/longest: 4/longest: 5/; s/^tasks: .*/tasks: [copy, "markov(symbols=4,order=1)"]/' tiny.yaml >odd.yaml
mkdir claims
cat >claims/rope-wins.yaml <<'END'
id: rope-wins
family: test
sentence: RoPE <copies> & ALiBi does not.
source: {paper: "a <paper>"}
figures: [{figure: "0.9", tag: N}]
fit: {metric: token, least: 0}
small: {suite: ../tiny.yaml}
predicate: [{better: rope, than: alibi+window(size=8), task: copy, at: 2x, by: 0.9}]
END
sed 's/rope-wins/not-judged/; s/family: test/family: other/' claims/rope-wins.yaml >claims/not-judged.yaml
"$lexbench" run tiny.yaml --db first.db -q >out 2>err && "$lexbench" claims check rope-wins --claims claims --db first.db >out 2>err
"$lexbench" run odd.yaml --db second.db -q >out 2>err && "$lexbench" run tiny.yaml --db second.db seeds=3 -q >out 2>err
"$lexbench" db export --db second.db second.sqlite.zst >out 2>err

# Links that are not relative ones to a file of the site, and files that nothing links to or loads, are printed.
cat >links.py <<'END'
import html.parser, pathlib, sys, urllib.parse
root, reached, bad = pathlib.Path(sys.argv[1]).resolve(), set(), []
class Page(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        self.ids.update(value for name, value in attributes if name == 'id')
        self.links += [value for name, value in attributes if name in ('href', 'src') and not value.startswith(('data:', '#c'))]
def read(path):
    page = Page()
    page.ids, page.links = set(), []
    page.feed(path.read_text())
    return page
pages = {path: read(path) for path in root.rglob('*.html')}
for path, page in pages.items():
    for link in page.links:
        url = urllib.parse.urlsplit(link)
        to = (path.parent / urllib.parse.unquote(url.path)).resolve() if url.path else path
        reached.add(to)
        if url.scheme or url.netloc or link.startswith('/') or not to.is_file() or (url.fragment and url.fragment not in pages[to].ids):
            bad.append(f'{path.relative_to(root)}: {link}')
for path in root.rglob('*'):
    if path.is_file() and path.suffix != '.txt' and path not in reached:
        bad.append(f'nothing links to {path.relative_to(root)}')
print('\n'.join(bad), file=sys.stderr)
print(len(pages), 'pages')
sys.exit(bool(bad) or len(pages) < 5)
END
site() { "$lexbench" site "$@" --claims claims -q; }

expect 0 "a site of a database and a record" site www --db first.db --db second.sqlite.zst
expect 0 "every link leads to a file of the site, and every file is linked" python3 links.py www
is "$(grep -rlE '<style>|addEventListener' www --include='*.html')" "" "pages share a style and a script"
is "$(grep -rlE '<(b>made|i>odd|copies>|paper>)' www --include='*.html')" "" "names and prose are text"
grep -q '<p>RoPE &lt;copies&gt; &amp; ALiBi does not.</p>' www/claims/rope-wins.html
result $? "a claim's sentence"
is "$(grep -rl "$dir" www)" "" "no page tells where the databases lay"
is "$(grep -o '<td>N</td>' www/claims/rope-wins.html)" "<td>N</td>" "the tag of a published figure"
is "$(sed -n '/Seed by seed/,/<.table>/p' www/claims/rope-wins.html | grep -c '<tr><td class="n">[12]</td>')" 2 "the evidence seed by seed"
grep -q 'undecided' www/claims/rope-wins.html && grep -q 'Not judged yet' www/claims/not-judged.html
result $? "a verdict, and none"
is "$(find www/suites -mindepth 1 -maxdepth 1 | sed 's|.*/||; s/-[0-9a-f]\{6\}$/-HASH/' | sort | tr '\n' ' ')" "i-odd-name-HASH tiny tiny-second-HASH " \
    "permalinks: a plain name, and others with a hash"
grep -q 'Copy a string, trained to 4' www/suites/tiny/index.html
result $? "a suite's charts are titled in prose"
is "$(find www -name '.*' -o -name '*.tmp-*')" "" "no drafts are left"
grep -q 'Drawn by <code>lexbench plot tiny --figure accuracy --tasks copy --db first.sqlite.zst</code>' www/suites/tiny/index.html &&
    "$lexbench" plot tiny --figure accuracy --tasks copy --db www/data/first.sqlite.zst --format svg --out drawn >out 2>err && [ -s drawn/accuracy-copy.svg ]
result $? "a chart's command draws it from the database that the site offers"
"$lexbench" report tiny --db first.db --claims claims --formats svg --out whole >out 2>err
redraw() { # every script alone in its folder, as its first lines say (elsewhere than in UTF-8 gnuplot warns of the degree sign); names those that do not draw what a report's draws
    for script in www/suites/tiny/*.gp www/schemes/*.gp; do
        name=$(basename "$script" .gp)
        (cd "${script%/*}" && LC_ALL=C.UTF-8 gnuplot "$name.gp" 2>&1 && test -s "$name.svg") || echo "$script"
        [ "${script%/*}" != www/suites/tiny ] || cmp "${script%.gp}.svg" "whole/$name.svg" 2>&1
    done
    find www -name '*.svg' -delete
}
is "$(redraw)" "" "every script draws its chart from its folder, as the complete script of a report does"
is "$(cat www/suites/tiny/*.gp | wc -l)" "$(cat www/suites/tiny/*.gp | grep -vc 'canvas(h) = ')" "what all scripts say stands in files that they load"
"$lexbench" db fingerprint --db www/data/first.sqlite.zst >out && grep -q "<td class=\"t\">$(cat out)</td>" www/index.html
result $? "beside its fingerprint"
is "$(grep -c "<td>$(number first.db "SELECT DISTINCT revision FROM host")</td>" www/index.html)" 2 "and the revision of the code"

is "$(cd www && echo schemes/*.html tasks/*.html)" "schemes/alibi.html schemes/index.html schemes/rope.html schemes/window.html tasks/copy.html tasks/index.html tasks/markov.html" \
    "a page for each scheme and task that something is stored of"
is "$(grep -c 'data-scheme="alibi+window(size=8)"' www/schemes/window.html)" "$(grep -c 'data-scheme="alibi+window(size=8)"' www/schemes/alibi.html)" \
    "an expression is on the pages of all of its schemes"
grep -q 'data-task="copy" data-scheme="rope"\|data-scheme="rope" data-task="copy"' www/schemes/rope.html && ! grep -q 'data-scheme="alibi' www/schemes/rope.html
result $? "a scheme's page has its rows and no others"
is "$(grep -o '<svg' www/schemes/rope.html | wc -l)" 1 "and its picture"
is "$(grep -c 'rope-wins' www/schemes/rope.html)" 1 "and the claims about it"
contains www/schemes/rope.html 'It acts on: rotation. Shifting all positions changes nothing. It uses positions.' "what it does to attention"
contains www/schemes/rope.html 'R(j w) k_j' "and its formula"
is "$(grep -c '<td>loss</td><td class="b">1\.[0-9]* (\|<td>loss</td><td>1\.' www/schemes/rope.html)" 1 "a loss has its row, too"
grep -q '>markov(symbols=4,order=1) in' www/tasks/markov.html && [ "$(grep -c 'data-scheme="rope"\|data-scheme="alibi' www/tasks/markov.html)" -eq 2 ]
result $? "and a task's page the schemes, in its measure"
grep -q '>0 of 2</td><td[^>]*>no scheme fits</td>' www/index.html && grep -q 'No scheme fits, so that nothing is known of longer sequences, on: copy. Fit no task: rope, alibi' www/index.html
result $? "the index begins with which schemes carry farthest, and says what is not known"
tr -d '\n' <www/index.html >out
grep -q '>undecided (1)</h3>.*claims/rope-wins.html.*<details><summary>not judged yet (1)</summary>.*claims/not-judged.html.*</details>' out
result $? "the index has judged claims first, by verdict"
is "$(grep -c 'rope-wins' www/tasks/copy.html)" 1 "a task's page too"

# ---- many schemes ----

# Charts of more schemes than can be told apart, or than have room for a panel each, draw the best and leave the others grey or out.
bases=$(seq 101 125 | sed 's/.*/rope(base=&)/' | tr '\n' ',')
sed "s/^name: .*/name: crowd/; s/steps: 20/steps: 120/; s/fit_every: 10/fit_every: 60/; s/^schemes: .*/schemes: [alibi, '$(echo "${bases%,}" | sed "s/,/', '/g")']/; s/^seeds: .*/seeds: [1]/" tiny.yaml >crowd.yaml
"$lexbench" run crowd.yaml --db crowd.db -q >out 2>err
expect 0 "a site of many schemes" site many --db crowd.db
grep -q '^others = 2[01]$' many/suites/crowd/accuracy-copy.gp
result $? "lengths: a few in colour, the others grey"
grep -q ": [56] of 26 schemes" many/suites/crowd/training-copy.gp && [ "$(cut -f 1 many/suites/crowd/training-copy.tsv | sed 1d | sort -u | wc -l)" -le 6 ]
result $? "training: a few alone, as the title says"
is "$(sed -n '/<h2[^>]*>How far each scheme carries/,/<.table>/p' many/suites/crowd/index.html | grep -c '<tr data-scheme')" 26 "the table has all of them"
grep -q '<div class="wide tall"><table>' many/suites/crowd/index.html
result $? "and scrolls below its header"
zstd -dqf many/data/crowd.sqlite.zst -o record.db && [ "$(number record.db "SELECT max(n) FROM (SELECT sum(fit IS NULL) AS n FROM curve GROUP BY run)")" -le 52 ]
result $? "the record's training curves are thinned"
extremes="SELECT run, min(loss), max(loss) FROM curve WHERE step > 20 GROUP BY run ORDER BY run"
[ "$(number record.db "$extremes")" = "$(number crowd.db "$extremes")" ]
result $? "and keep how rough they were"
[ "$(number crowd.db "SELECT min(n) FROM (SELECT sum(fit IS NULL) AS n FROM curve GROUP BY run)")" -gt 50 ]
result $? "those of the database are not"
is "$(grep -c 'stroke-linejoin="miter"\|font-family="' many/suites/crowd/index.html)" 0 "drawings do not repeat what every part of them has"

# ---- whose files they are ----

is "$(find www -name '*.svg')" "" "a page has its charts, and no file repeats them"
is "$(find www/suites/tiny -name '*.tsv' | wc -l)" "$(find www/suites/tiny -name '*.gp' | wc -l)" "their data and scripts are beside it"

cp -r www first
expect 0 "again" site www --db first.db --db second.sqlite.zst
diff -r first www >err 2>&1
result $? "is the same bytes"
echo mine >www/mine.txt && mkdir www/suites/own && echo mine >www/suites/own/mine.html && echo mine >www/.hidden
expect 0 "without the second database" site www --db first.db
is "$(find www/suites -mindepth 1 -maxdepth 1 | sed 's|.*/||' | sort | tr '\n' ' ')" "own tiny " "what is no part of it now is removed"
is "$(cat www/mine.txt www/suites/own/mine.html www/.hidden)" "mine
mine
mine" "files of others stay"
rm claims/not-judged.yaml www/claims/not-judged.html
expect 0 "a page that is gone already" site www --db first.db
mkdir other && echo text >other/text
expect 2 "a folder with files and without a manifest is refused" site other --db first.db
says "other has files and no lexbench-site.txt" "says why"
says "name an empty folder" "and the remedy"
is "$(ls -A other)" text "and stays as it is"
mkdir checkout checkout/.git
expect 0 "an empty checkout is none of those" site checkout --db first.db
site taken --db first.db >out && sed -i '\|^claims/rope-wins|d' taken/lexbench-site.txt && echo mine >taken/claims/rope-wins.html
expect 2 "a file of others where a page belongs" site taken --db first.db
says "taken/claims/rope-wins.html is there and not of an earlier call" "is named"
is "$(cat taken/claims/rope-wins.html)" mine "and stays"
site linked --db first.db >out && rm -r linked/suites && ln -s "$dir/other" linked/suites && mkdir other/tiny && echo mine >other/tiny/index.html
expect 2 "a link where a folder belongs" site linked --db first.db
says "linked/suites is no folder" "is named"
is "$(cat other/tiny/index.html)" mine "and not followed"
site outside --db first.db >out && echo ../other/text >>outside/lexbench-site.txt
expect 2 "a manifest that names files outside" site outside --db first.db
says "'../other/text', which is outside" "is refused"
is "$(cat other/text)" text "and they stay"

# ---- what cannot be drawn ----

mkdir bin
cat >bin/gnuplot <<'END'
#!/bin/sh
case "$*" in *accuracy-* | *rope.gp*) echo "line 7: no such thing" >&2; exit 1 ;; esac
exec "$(PATH=${PATH#*:} command -v gnuplot)" "$@"
END
chmod +x bin/gnuplot
cat >lose.py <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("DELETE FROM suite_arm WHERE suite = 'tiny'")
db.commit()
END
python3 lose.py second.db
expect 4 "a chart that gnuplot refuses, and a suite that cannot be read" with_bin "$lexbench" site part --db first.db --db second.db --claims claims
says "accuracy-copy could not be drawn: gnuplot failed on accuracy-copy.gp: line 7: no such thing" "says why"
says "suite 'tiny' of second.db" "names the suite"
is "$(grep -l 'This chart could not be drawn: gnuplot failed' part/suites/*/index.html | wc -l)" 2 "its page says so"
grep -q 'Its picture could not be drawn' part/schemes/rope.html
result $? "a scheme's page too"
is "$(grep -l 'The report of this suite could not be made' part/suites/*/index.html | wc -l)" 1 "and the suite's"
grep -q 'id="training-copy"' part/suites/tiny/index.html && grep -q '<svg' part/schemes/alibi.html
result $? "the rest is drawn"
expect 0 "no link is dead" python3 links.py part
expect 4 "a report of which gnuplot refuses a chart" with_bin "$lexbench" report tiny --db first.db --formats svg --out partly
says "accuracy-copy could not be drawn: gnuplot failed on accuracy-copy.gp: line 7: no such thing" "says why"
grep -q 'This chart could not be drawn' partly/report.html && grep -q 'This chart could not be drawn' partly/report.md && [ -s partly/training-copy.svg ]
result $? "so do its pages, which have the others"
expect 4 "a report without gnuplot" env PATH="$dir/empty" "$lexbench" report tiny --db first.db --formats svg --out without
is "$(grep -c 'others could not be drawn: gnuplot is not installed' err)" 1 "says once what is missing, for all charts"
grep -q 'This chart could not be drawn' without/report.html && [ -z "$(find without -name '*.svg')" ]
result $? "and has a page all the same"

# ---- killed anywhere ----

site once --db first.db >out
mkdir again && echo mine >again/.mine
for after in 0.02 0.05 0.1 0.2 0.3 0.4 0.6 0.8; do
    timeout -s KILL "$after" "$lexbench" site again --db first.db --claims claims -q >out 2>err
    touch named
    [ ! -f again/lexbench-site.txt ] || cp again/lexbench-site.txt named
    left=$(find again -type f ! -path '*/.*' ! -name 'lexbench-site.txt*' | sed 's|^again/||' | grep -vxFf named)
    [ -z "$left" ] || break
done
is "$left" "" "killed anywhere, the folder has no file that its manifest lacks"
expect 0 "a call after that" site again --db first.db
rm again/.mine
diff -r once again >err 2>&1
result $? "makes the whole site, and leaves nothing else"

# ---- seven seeds of which too few fit for an interval ----

sed 's/^name: .*/name: seven/; s/^seeds: .*/seeds: 1..7/; s/^schemes: .*/schemes: [rope]/' tiny.yaml >seven.yaml
"$lexbench" run seven.yaml -q --db seven.db
sqlite3 seven.db "UPDATE run SET fitted = seed <= 5;
    UPDATE run_task SET fitted = (SELECT fitted FROM run WHERE id = run_task.run); UPDATE evaluation SET exact = examples WHERE run IN (SELECT id FROM run WHERE seed <= 3)
    OR length = 4; UPDATE evaluation SET exact = 0 WHERE length > 4 AND run IN (SELECT id FROM run WHERE seed > 3)"
expect 0 "a site of seven seeds" site seven --db seven.db -q
grep -q 'rope at least 2x (1x to 2x)' seven/index.html && grep -q 'or, of fewer than 7 runs that fitted, the least and the greatest of them' seven/index.html
result $? "the index calls the least and the greatest of five no interval"

# ---- a task none of whose schemes is among those in colour ----

cat >grey.yaml <<'END'
name: grey
model: {layers: 1, width: 16, heads: 1}
train: {steps: 1, longest: 4, batch: 2}
evaluate: {multiples: [1, 2], examples: 5}
tasks:
  - {task: copy, schemes: [rope, alibi, nope, t5, shaw, fire, learned, cope]}
  - {task: sort, schemes: [kerple-log, xpos]}
seeds: 1
END
"$lexbench" run grey.yaml -q --db grey.db
expect 0 "the overview" "$lexbench" plot grey --figure overview --highlight rope --format svg --out grey --db grey.db
grep -q "^drawn\[2\] = ''" grey/overview.gp
result $? "has a panel without a line in colour, and is drawn"

expect 3 "no database" site new --db missing.db
# shellcheck disable=SC2046 # each is an option
expect 2 "too many databases" site new $(seq -f '--db=%g.db' 65)
says "more than 64 options that repeat" "says so"
exit $bad
