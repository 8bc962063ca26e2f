# A task from night to night: a panel per multiple of the training length, one above the other over the same nights.
falls = grey ? '#000000' : '#D55E00'
rises = grey ? '#707070' : '#0072B2'
revision_width = 0
do for [k=1:nights] { if (strlen(revision[k]) > revision_width) { revision_width = strlen(revision[k]) } }
slant = 0.82 * revision_width * char
steps = 0
do for [k=1:nights] { if (down[k] || up[k]) { steps = 1 } }
stride = int(most(1, ceil(1.9 * fs * nights / (W - 12 * char))))
left = 1.6 * fs + 5 * char
right = most(1.6 * fs, 0.6 * slant)
over = 0.5 * fs + (steps ? slant : 0)
gap = 0.8 * fs
foot = 1.0 * fs + slant + line * (legend_rows + steps) + 0.9 * fs
panel_height = height > 0 ? (72.0 * height - head - over - foot) / panels - gap : 7.5 * fs
panel_height = most(panel_height, 4 * fs)
eval canvas(head + over + (panel_height + gap) * panels + foot)
plot_width = W - left - right

set multiplot
set lmargin at screen X(left)
set rmargin at screen X(left + plot_width)
set xrange [0.5 : nights + 0.5]
set yrange [-0.04 : 1.04]
set ytics 0, 0.5, 1
panel_x(i, t) = column('series') == style[i] && column('panel') == t ? column('night') : NaN
do for [t=1:panels] {
    y0 = head + over + (panel_height + gap) * (t - 1)
    eval clear_all
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    do for [k=1:nights] {
        if (down[k] || up[k]) { set arrow k from first k, graph 0 to first k, graph 1 nohead back linecolor rgb (down[k] ? falls : rises) dashtype 3 linewidth 1.2 }
    }
    set label 9200 sprintf('at %gx', multiple[t]) at screen X(1.0 * fs), screen Y(y0 + panel_height / 2) center rotate by 90 textcolor rgb dark_ink
    set xtics ()
    do for [k=1:nights:stride] { set xtics add (t == panels ? tic[k] : '' k) }
    set xtics rotate by -55 left
    if (t == 1) {
        eval title_place
        free = -1e9
        do for [k=1:nights] {
            if ((down[k] || up[k]) && plot_width * k / nights >= free) {
                free = plot_width * k / nights + 1.6 * fs
                set label k revision[k] at first k, graph 1.05 left rotate by 55 textcolor rgb (down[k] ? falls : rises)
            }
        }
        eval legend_at(H - 0.9 * fs - line * (legend_rows - 1 + steps))
        step_y = H - 0.9 * fs
        if (steps) {
            set arrow 9401 from screen X(0.6 * fs), screen Y(step_y) to screen X(3.2 * fs), screen Y(step_y) nohead linecolor rgb falls dashtype 3 linewidth 1.2
            set label 9401 'step down' at screen X(3.8 * fs), screen Y(step_y) left textcolor rgb dark_ink
            set arrow 9402 from screen X(0.6 * fs + W / 2), screen Y(step_y) to screen X(3.2 * fs + W / 2), screen Y(step_y) nohead linecolor rgb rises dashtype 3 linewidth 1.2
            set label 9402 'step up' at screen X(3.8 * fs + W / 2), screen Y(step_y) left textcolor rgb dark_ink
        }
    }
    plot for [i=1:series] table using (panel_x(i, t)):'low':'high' with filledcurves fillcolor rgb colour(style[i]) notitle, \
         for [i=1:series] table using (panel_x(i, t)):'mean' with linespoints linecolor rgb colour(style[i]) linewidth lw pointtype marker(style[i], 1) pointsize 0.8 * ps notitle
}
unset multiplot
