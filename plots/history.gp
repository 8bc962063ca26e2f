# A task from night to night: a panel per multiple of the training length, one above the other over the same nights.
panel_height = 150
plot_width = 40 * nights > 480 ? (40 * nights < 1100 ? 40 * nights : 1100) : 480
height = 110 + panel_height * panels + 96
height = height > legend_height(series + 3) + 40 ? height : legend_height(series + 3) + 40
width = 76 + plot_width + legend_width + 16
eval terminal(width, height)
set output name . '.' . format

set multiplot
set lmargin at screen 76.0 / width
set rmargin at screen (76.0 + plot_width) / width
set xrange [0.5 : nights + 0.5]
set yrange [-0.04 : 1.04]
set ytics 0, 0.25, 1
set style fill transparent solid 0.12 noborder
unset key

falls = '#D55E00'
rises = '#009E73'
do for [k=1:nights] {
    if (down[k] || up[k]) {
        set arrow k from first k, graph 0 to first k, graph 1 nohead back linecolor rgb (down[k] ? falls : rises) dashtype 3 linewidth 1.5
    }
}
panel_x(i, t) = column('series') == style[i] && column('panel') == t ? column('night') : NaN
tic_at(t, k) = t == panels ? tic[k] : ''
stride = int(ceil(1.0 * nights / floor(plot_width / 26.0)))
do for [t=1:panels] {
    top = 110 + panel_height * (t - 1)
    set tmargin at screen 1 - 1.0 * top / height
    set bmargin at screen 1 - (top + panel_height - 18.0) / height
    set ylabel sprintf('at %gx', multiple[t])
    set xtics ()
    do for [k=1:nights:stride] {
        set xtics add (tic_at(t, k) k)
    }
    set xtics rotate by -55 left
    unset label
    if (t == 1) {
        set label 99 title at screen 76.0 / width, screen 1 - 24.0 / height left font 'DejaVu Sans,14'
        do for [k=1:nights] {
            if (down[k] || up[k]) {
                set label k revision[k] at first k, graph 1.05 left rotate by 55 textcolor rgb (down[k] ? falls : rises)
            }
        }
    }
    plot for [i=1:series] table using (panel_x(i, t)):'low':'high' with filledcurves fillcolor rgb colour(style[i]) notitle, \
         for [i=1:series] table using (panel_x(i, t)):'mean' with linespoints linecolor rgb colour(style[i]) linewidth 1.6 pointtype marker(style[i]) pointsize 0.7 notitle
}
eval legend_place(110)
plot for [i=1:series] keyentry with linespoints linecolor rgb colour(style[i]) linewidth 2 pointtype marker(style[i]) pointsize 0.9 title label[i], \
     keyentry with lines linecolor rgb falls dashtype 3 linewidth 2 title 'step down', \
     keyentry with lines linecolor rgb rises dashtype 3 linewidth 2 title 'step up', \
     2 notitle
unset multiplot
