# Loss by place of the answer, places in groups of a sixteenth of an octave.
width = 590 + legend_width > 860 ? 590 + legend_width : 860
height = 100 + legend_height(series) > 420 ? 100 + legend_height(series) : 420
eval terminal(width, height)
set output name . '.' . format

eval title_at(1)
set lmargin at screen 76.0 / width
set rmargin at screen 1 - (legend_width + 20.0) / width
set tmargin at screen 1 - 46.0 / height
set bmargin at screen 52.0 / height
set key at screen 1 - (legend_width + 4.0) / width, screen 1 - 42.0 / height left top Left reverse samplen 3 spacing 1.1 width 0
set logscale x 2
set xrange [1 : last * 1.02]
set xlabel 'place'
set ylabel 'loss (nats)'
set yrange [0 : *]
set grid xtics ytics
set object 1 rectangle from graph 0, graph 0 to first train_length, graph 1 behind fillcolor rgb '#f1f1f1' fillstyle solid noborder
set arrow 1 from first train_length, graph 0 to first train_length, graph 1 nohead back linecolor rgb '#606060' dashtype 3
plot for [i=1:series] table using (x_of(i, 'place')):'loss' with lines linecolor rgb line_colour(i) linewidth 2 title line_name(i)
