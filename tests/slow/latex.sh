#!/bin/sh
# A paper made of our figures and tables: every kind of figure at the width of a column and of a page (the commands of
# docs/figures.md), and tables of every command that has one, set by pdflatex in two columns. Nothing is wider than its
# column, figures have the size that was asked for, and every font is embedded and none is drawn as pictures (Type 3),
# as venues ask. latex.sh BINARY DIR: the pages stay in DIR, all.pdf and paper.pdf. `make test-latex`.
set -eu
lexbench=$(realpath "$1")
dir=$2
docs=$(realpath docs)
record=$docs/figures/figures.sqlite.zst
rm -rf "$dir"
mkdir -p "$dir"
cd "$dir"
bad=0
fails() { echo "not ok - $*"; bad=1; }

# Figures: NAME-paper.pdf and NAME-full.pdf.
kinds=$(sed -n 's/^    lexbench plot \(.*\)  # \([a-z]*\)$/\2 \1/p' "$docs/figures.md")
[ "$(echo "$kinds" | wc -l)" -gt 10 ] || fails "docs/figures.md has its commands"
echo "$kinds" | while read -r name arguments; do
    for width in paper full; do
        (cd "$docs" && eval "set -- $arguments" && "$lexbench" plot "$@" --width $width --format pdf --out "$OLDPWD/drawn") >/dev/null
        mv drawn/*.pdf "$name-$width.pdf"
        rm -r drawn
    done
done
"$lexbench" plot figures --db "$record" --figure lengths --tasks passkey --format cairolatex --font ,9 --out . >/dev/null

# Tables, one or more of each command.
"$lexbench" results figures --db "$record" --format latex >table-results.tex
"$lexbench" results figures --db "$record" --by task.symbols --format latex >table-by.tex
"$lexbench" versus t5 rope --suite figures --at 2x --db "$record" --format latex >table-versus.tex
(cd "$docs" && "$lexbench" claims check --claims figures/claims --db "$record" --format latex) >table-claims.tex 2>/dev/null || [ $? = 3 ] # undecided
(cd "$docs" && "$lexbench" show run figures/heads.safetensors --attention --format latex) >table-attention.tex
"$lexbench" list tasks --format latex >table-tasks.tex

begin_page() {
    cat <<'END'
\documentclass[twocolumn]{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage[margin=0.75in,columnsep=0.25in]{geometry}
\usepackage{booktabs,graphicx,color}
\extrafloats{100}
\begin{document}
END
}
{
    begin_page
    for file in *-paper.pdf; do printf '\\begin{figure}\\centering\\includegraphics{%s}\\end{figure}\n' "$file"; done
    printf '\\begin{figure}\\centering\\input{%s}\\end{figure}\\clearpage\n' accuracy-*-cairo.tex
    for file in *-full.pdf; do printf '\\begin{figure*}\\centering\\includegraphics{%s}\\end{figure*}\n' "$file"; done
    for file in table-*.tex; do printf '\\clearpage\\input{%s}\n' "$file"; done
    printf '\\end{document}\n'
} >all.tex
{
    begin_page
    cat <<'END'
Figures~\ref{fig:a} and~\ref{fig:b} are as lexbench drew them, Table~\ref{tab:t5-versus-rope} as it printed it.
\begin{figure}\centering\includegraphics{lengths-paper.pdf}\caption{Metric against length.}\label{fig:a}\end{figure}
\begin{figure}\centering\includegraphics{heatmap-paper.pdf}\caption{Scheme by length.}\label{fig:b}\end{figure}
\input{table-versus.tex}
\end{document}
END
} >paper.tex
for page in all paper; do
    for pass in 1 2; do pdflatex -interaction=nonstopmode -halt-on-error $page.tex >$page.$pass.out || fails "$page.tex compiles: $(grep -A2 '^!' $page.$pass.out | head -3)"; done
    grep 'Overfull .hbox' $page.2.out >wide && fails "$page.tex: something is too wide: $(head -3 wide)"
    pdffonts $page.pdf | tail -n +3 >fonts
    [ -s fonts ] || fails "$page.pdf has fonts"
    grep 'Type 3' fonts && fails "$page.pdf has a font of pictures"
    awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^(yes|no)$/) { if ($i == "no") print; break } }' fonts >bare
    [ ! -s bare ] || fails "$page.pdf: not embedded: $(cat bare)"
done
pdfinfo paper.pdf | grep -q '^Pages: *[12]$' || fails "paper.pdf is two pages at most" # a table over both columns goes to the next page
for file in *-paper.pdf *-full.pdf; do
    case $file in *-paper.pdf) wanted=237.6 ;; *) wanted=496.8 ;; esac
    pdfinfo "$file" | awk -v wanted=$wanted '/^Page size/ { found = $3 > wanted - 1 && $3 < wanted + 1 } END { exit !found }' || fails "$file is not $wanted points wide"
done
[ $bad = 1 ] || echo "ok: $(pdfinfo all.pdf | sed -n 's/^Pages: *//p') pages, $(pdffonts all.pdf | tail -n +3 | wc -l) fonts; $dir/paper.pdf"
exit $bad
