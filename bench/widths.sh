#!/bin/sh
# The share of the processor's multiply-add peak that a training step has, over the width of the model, at each level of x86-64 that the
# program is built for and the processor has: bench/widths.sh LEXBENCH FOLDER writes widths.tsv and speed.svg there. LEXBENCH is the program
# for any level (`make bench-widths`); SECONDS_EACH of each figure.
set -eu
lexbench=$1 folder=$2
table=$folder/widths.tsv
unset OPENBLAS_CORETYPE
mkdir -p "$folder"
printf 'level\twidth\tstep ms\tof peak\tpeak\n' >"$table.new"
for level in x86-64-v3 x86-64-v4; do
    LEXBENCH_LEVEL=$level "$lexbench" version >/dev/null 2>&1 || continue
    for width in 32 48 64 96 128 192 256 384 512; do
        LEXBENCH_LEVEL=$level "$lexbench" bench nope --shape $width,2,4,64,32 -s "${SECONDS_EACH:-1}" --format tsv 2>/dev/null |
            awk -F '\t' -v OFS='\t' -v level=$level '
                NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
                { print level, $(at["width"]), sprintf("%.2f", $(at["step ms"])), sprintf("%.3f", $(at["of peak"])), sprintf("%.0f", $(at["peak"])) }' >>"$table.new"
    done
done
mv "$table.new" "$table"
gnuplot <<G
set terminal svg noenhanced font 'Helvetica,DejaVu Sans,Arial,sans-serif,13' size 560,340 background '#ffffff'
set output '$folder/speed.svg'
set encoding utf8
set datafile separator tab
set logscale x 2
set xrange [28:580]
set xtics (32, 48, 64, 96, 128, 192, 256, 384, 512)
set yrange [0:1]
set xlabel 'width of the model'
set ylabel 'share of the multiply-add peak'
set grid ytics lc '#dddddd'
set border 3
set tics nomirror
set key bottom right
level(name) = sprintf("< awk -F '\\\\t' -v OFS='\\\\t' '\$1 == \"%s\"' $table", name)
plot level('x86-64-v4') using 2:4 with linespoints lw 2 pt 7 lc '#0072B2' title 'AVX-512 (x86-64-v4)', \
     level('x86-64-v3') using 2:4 with linespoints lw 2 pt 5 lc '#D55E00' title 'AVX2 (x86-64-v3)'
G
