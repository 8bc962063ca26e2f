# All tasks side by side: its metric against length as in the chart of each task, with one legend.
legend_width = legend_width > 165.0 ? legend_width : 165.0 # what every legend says of chance and of fits
across = tasks < 3 ? tasks : 3
gap = 40.0 # between panels, for the tics; more where a panel within a row names its metric
do for [t=2:tasks] { if (metric[t] ne metric[t - 1]) { gap = 62.0 } }
panel_width = 260 + gap
panel_height = 250
width = 66 + panel_width * across + legend_width
down = int(ceil(1.0 * tasks / across))
height = 20 + panel_height * down
height = height > legend_height(series + 2) ? height : legend_height(series + 2)
eval terminal(width, height)
set output name . '.' . format

set multiplot
set logscale x 2
set grid xtics ytics
set style fill transparent solid 0.12 noborder
unset key

# drawn[t]: the series of panel t; fits[t]: for every series how many runs fitted there.
panel_x(i, t) = column('series') == style[i] && column('panel') == t ? column('length') : NaN
panel_fits(i, t) = int(word(fits[t], i)) > 0
panel_colour(i, t) = panel_fits(i, t) ? colour(style[i]) : faint(colour(style[i]))
panel_dash(i, t) = panel_fits(i, t) ? 1 : 2
do for [t=1:tasks] {
    left = 70 + panel_width * ((t - 1) % across)
    top = 30 + panel_height * ((t - 1) / across)
    set lmargin at screen 1.0 * left / width
    set rmargin at screen (left + panel_width - gap) / width
    set tmargin at screen 1 - 1.0 * top / height
    set bmargin at screen 1 - (top + panel_height - 72.0) / height
    set title task[t] offset 0, -0.5
    set xrange [first_length[t] / 1.25 : last_length[t] * 1.25]
    set xtics ()
    do for [k=-8:8] {
        at = train_length[t] * 2.0**k
        if (at == floor(at) && at >= first_length[t] && at <= last_length[t]) { set xtics add (sprintf('%g', at) at) }
    }
    set xlabel 'length' offset 0, 0.4
    set yrange [-0.04 * highest[t] : 1.04 * highest[t]]
    if (highest[t] == 1) { set ytics 0, 0.25, 1 } else { set ytics autofreq }
    set ylabel (t - 1) % across == 0 || metric[t] ne metric[t - 1] ? metric[t] : '' offset 1, 0
    set object 1 rectangle from graph 0, graph 0 to first train_length[t], graph 1 behind fillcolor rgb '#f1f1f1' fillstyle solid noborder
    set arrow 1 from first train_length[t], graph 0 to first train_length[t], graph 1 nohead back linecolor rgb '#606060' dashtype 3
    plot for [w in drawn[t]] table using (panel_x(int(w), t)):(end_of('low', 'median')):(end_of('high', 'median')) with filledcurves fillcolor rgb colour(style[int(w)]) notitle, \
         for [w in drawn[t]] table using (panel_x(int(w), t)):'median' with linespoints linecolor rgb panel_colour(int(w), t) dashtype panel_dash(int(w), t) linewidth 1.6 pointtype marker(style[int(w)]) pointsize 0.7 notitle, \
         table using (panel_x(int(word(drawn[t], 1)), t)):'chance' with lines linecolor rgb '#000000' dashtype 3 linewidth 1.5 notitle
}
eval legend_place(26)
plot for [i=1:series] keyentry with linespoints linecolor rgb colour(style[i]) linewidth 2 pointtype marker(style[i]) pointsize 0.9 title label[i], \
     keyentry with lines linecolor rgb '#808080' dashtype 2 linewidth 2 title 'no run fitted', \
     keyentry with lines linecolor rgb '#000000' dashtype 3 linewidth 1.5 title 'chance', \
     2 notitle
unset multiplot
