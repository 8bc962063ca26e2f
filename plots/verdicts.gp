# Verdicts on claims: a row each, the median (or mean) of the check that decided with its 95 % interval, its bound as a tick.
# Effects are differences, levels and ratios: up to 1 the axis is linear, beyond it logarithmic.
row_height = 20
left_width = 6.6 * longest_name + 24
right_width = 6.2 * longest_words + 30
width = left_width + 420 + right_width
head = 60.0
height = head + row_height * rows + 124
eval terminal(width, height)
set output name . '.' . format

eval title_at(1.6)
set lmargin at screen 1.0 * left_width / width
set rmargin at screen 1 - 1.0 * right_width / width
set tmargin at screen 1 - head / height
set bmargin at screen 124.0 / height
bend(x) = abs(x) <= 1 ? x : sgn(x) * (1 + log(abs(x)) / log(2) / 2)
set xrange [bend(least) - 0.08 : bend(most) + 0.08]
set yrange [rows + 0.6 : 0.4]
set ytics () scale 0
do for [i=1:rows] { set ytics add (claim[i] i) }
set xtics ()
do for [x in '-16 -8 -4 -2 -1 -0.5 0 0.5 1 2 4 8 16'] { if (x >= least - 0.5 && x <= most + 0.5) { set xtics add (x bend(real(x))) } }
set xlabel 'median over seeds of what the deciding check compares'
set grid xtics
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead back linecolor rgb '#606060'
set key at graph 0, screen 70.0 / height left top Left reverse samplen 2 spacing 1.1 maxrows 3
do for [i=1:families] { if (family_row[i] > 1) { set arrow 10 + i from screen 0, first family_row[i] - 0.5 to graph 1, first family_row[i] - 0.5 nohead back linecolor rgb '#d0d0d0' } }

# 1 reproduced, 2 contradicted, 3 smaller than claimed, 4 nothing to see, 5 depends on the seed, 6 undecided, 7 not fitted
ink = '0x009E73 0xD55E00 0xE69F00 0x7F7F7F 0xCC79A7 0x56708A 0xB0B0B0'
shape = '7 9 11 12 13 6 4'
word_of = 'reproduced contradicted smaller_than_claimed nothing_to_see depends_on_the_seed undecided not_fitted'
plain(word) = strstrt(word, '_') ? plain(word[1:strstrt(word, '_') - 1] . ' ' . word[strstrt(word, '_') + 1:*]) : word
verdict_is(v, column_name) = column('verdict') == v ? bend(column(column_name)) : NaN
with_interval(v) = strlen(strcol('low')) && strlen(strcol('high')) ? verdict_is(v, 'estimate') : NaN
plot for [v=1:7] table using (with_interval(v)):'row':(bend(column('low'))):(bend(column('high'))) with xerrorbars linecolor rgb int(word(ink, v)) linewidth 2 pointtype int(word(shape, v)) pointsize 1.1 notitle, \
     for [v=1:7] table using (verdict_is(v, 'estimate')):'row' with points linecolor rgb int(word(ink, v)) pointtype int(word(shape, v)) pointsize 1.1 notitle, \
     for [v=1:7] keyentry with points linecolor rgb int(word(ink, v)) pointtype int(word(shape, v)) pointsize 1.1 title plain(word(word_of, v)), \
     table using (bend(column('bound'))):(column('verdict') < 7 ? column('row') : NaN):(0):(0.36) with vectors nohead linecolor rgb '#000000' linewidth 1.5 notitle, \
     table using (bend(column('bound'))):(column('verdict') < 7 ? column('row') : NaN):(0):(-0.36) with vectors nohead linecolor rgb '#000000' linewidth 1.5 title 'bound', \
     for [i=1:rows] table using (column('row') == i ? bend(most) + 0.08 : NaN):(i):(words[i]) with labels left offset 1, 0 font 'DejaVu Sans,10' textcolor rgb int(word(ink, kind[i])) notitle
