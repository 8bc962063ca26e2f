# Training curves: loss above exact match within the lengths of training, a line per run, a colour per series.
width = 580 + legend_width > 960 ? 580 + legend_width : 960
height = legend_height(series + 2) > 620 ? legend_height(series + 2) : 620
eval terminal(width, height)
set output name . '.' . format

set multiplot
set lmargin at screen 72.0 / width
set rmargin at screen 1 - (legend_width + 20.0) / width
set xrange [0 : *]
set grid xtics ytics

step_of(r) = column('curve') == r ? column('step') : NaN
curve_colour(r) = curve_fitted[r] ? colour(curve_style[r]) : faint(colour(curve_style[r]))
curve_dash(r) = curve_fitted[r] ? 1 : 2
eval title_at(1)
set tmargin at screen 1 - 40.0 / height
set bmargin at screen 0.5 + 20.0 / height
set ylabel 'training loss (nats)'
set logscale y
set format x ''
set format y '%g'
unset key
plot for [r=1:curves] table using (step_of(r)):'loss' with lines linecolor rgb curve_colour(r) dashtype curve_dash(r) linewidth 1.3 notitle

unset label 99
unset logscale y
set tmargin at screen 0.5
set bmargin at screen 52.0 / height
set format x '%g'
set xlabel 'step'
set ylabel 'exact match, lengths of training'
set yrange [-0.04 : 1.04]
set ytics 0, 0.2, 1
plot for [r=1:curves] table using (step_of(r)):'fit' with linespoints linecolor rgb curve_colour(r) dashtype curve_dash(r) linewidth 1.3 pointtype marker(curve_style[r]) pointsize 0.6 notitle

eval legend_place(36)
plot for [i=1:series] keyentry with linespoints linecolor rgb line_colour(i) dashtype line_dash(i) linewidth 2 pointtype marker(style[i]) pointsize 0.9 title line_name(i), \
     2 notitle
unset multiplot
