# Mean rank over tasks in the median seed, the best at the top, with 95 % intervals; the score behind the rank at the right.
left_width = 7.5 * longest + 24
row_height = 24
width = left_width + 420 + 130
height = 118 + row_height * series
height = height > 188 ? height : 188
eval terminal(width, height)
set output name . '.' . format

eval title_at(1.2)
set lmargin at screen left_width / width
set rmargin at screen 1 - 130.0 / width
set tmargin at screen 1 - 44.0 / height
set bmargin at screen 72.0 / height
set xrange [0.5 : series + 0.5]
set yrange [series + 0.5 : 0.5]
set ytics () scale 0
do for [i=1:series] { set ytics add (tic[i] i) }
set xtics 1, series > 12 ? 2 : 1
set xlabel 'rank over tasks, median of seeds (1 = best)' . "\n" . over
set grid xtics ytics
unset key
set label 1 'accuracy' at graph 1, graph 1 left offset 2, 1.8 textcolor rgb '#505050'
set label 2 'beyond training' at graph 1, graph 1 left offset 2, 0.7 textcolor rgb '#505050'
value_of(i, column_name) = column('series') == style[i] ? column(column_name) : NaN
plot for [i=1:series] table using (value_of(i, 'rank')):(i):(end_of('low', 'rank')):(end_of('high', 'rank')) with xerrorbars linecolor rgb colour(style[i]) linewidth 2 pointtype marker(style[i]) pointsize 1.1 notitle, \
     for [i=1:series] table using (series + 0.5):(i):(column('series') == style[i] ? sprintf('%.3f', column('score')) : '') with labels left offset 2, 0 textcolor rgb '#202020' notitle
