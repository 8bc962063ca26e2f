# A task's metric against length: a line per series with markers, the median of the seeds, and a band, its interval. Between the
# plot and the legend: what the thin grey lines are.
notes_width = 12.0
do for [i=1:notes] { if (5.6 * strlen(note[i]) + 16 > notes_width) { notes_width = 5.6 * strlen(note[i]) + 16 } }
is_loss = metric eq 'loss (nats)'
if (is_loss) { notes_width = notes_width + 44 }
right_width = notes_width + legend_width
width = 590 + right_width > 960 ? 590 + right_width : 960
height = 116 + legend_height(series) > 460 ? 116 + legend_height(series) : 460
eval terminal(width, height)
set output name . '.' . format

eval title_at(2.4)
set lmargin at screen 76.0 / width
set rmargin at screen 1 - (right_width + 20.0) / width
set tmargin at screen 1 - 64.0 / height
set bmargin at screen 52.0 / height
set key at screen 1 - (legend_width + 4.0) / width, screen 1 - 60.0 / height left top Left reverse samplen 3 spacing 1.1 width 0

# Below: the lengths that were evaluated. Above: multiples of the training length.
left = length[1] / 1.15
right = length[lengths] * 1.15
set logscale x 2
set logscale x2 2
set xrange [left : right]
set x2range [left : right]
set xtics ()
last = 0
do for [i=1:lengths] {
    if (length[i] >= 1.25 * last) { set xtics add (sprintf('%g', length[i]) length[i]); last = length[i] }
}
set x2tics () scale 0.5
do for [i=0:10] {
    if (train_length * 2.0**i <= right) { set x2tics add (sprintf('%gx%s', 2.0**i, i == 0 ? ' (trained)' : '') train_length * 2.0**i) }
}
set xlabel 'length'
set yrange [-0.04 * top : 1.04 * top]
set ylabel metric
if (is_loss) {
    # Perplexities of a power of two at the right of the plot.
    set y2range [-0.04 * top : 1.04 * top]
    set ytics autofreq
    set y2tics () scale 0.5
    do for [k=0:30] { if (k * log(2) <= 1.04 * top) { set y2tics add (sprintf('%g', 2.0**k) k * log(2)) } }
    set label 97 'perplexity' at graph 1, graph 1 left offset 0.5, 0.7 textcolor rgb '#202020'
} else {
    set ytics 0, 0.2, 1
}
do for [i=1:notes] { set label 10 + i note[i] at graph 1, first note_at[i] left offset is_loss ? 5.5 : 0.8, 0 font 'DejaVu Sans,10' textcolor rgb '#606060' }
set grid xtics ytics

# The lengths of training, shaded.
set object 1 rectangle from graph 0, graph 0 to first train_length, graph 1 behind fillcolor rgb '#f1f1f1' fillstyle solid noborder
set arrow 1 from first train_length, graph 0 to first train_length, graph 1 nohead back linecolor rgb '#606060' dashtype 3

set style fill transparent solid 0.12 noborder
plot for [i=1:series] table using (x_of(i, 'length')):(end_of('low', 'median')):(end_of('high', 'median')) with filledcurves fillcolor rgb colour(style[i]) notitle, \
     for [i=1:series] table using (x_of(i, 'length')):'median' with linespoints linecolor rgb line_colour(i) dashtype line_dash(i) linewidth 2 pointtype marker(style[i]) pointsize 0.9 title line_name(i), \
     for [i=1:guesses] table using (x_of(1, 'length')):(column(guess[i])) with lines linecolor rgb '#909090' dashtype guess[i] eq 'chance_value' ? 3 : 1 linewidth 1 notitle
