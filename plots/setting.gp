# A task's metric at one length against a setting: the median of the seeds that fitted, a dot for each seed, a panel for
# each task. Lines that were not chosen are grey.
left = 1.6 * fs + 4.4 * char + 0.6 * fs
gap = 1.2 * fs
across = int(most(1, least(panels, floor((W - left - fs + gap) / (12 * fs + gap)))))
down = int(ceil(1.0 * panels / across))
panel_width = (W - left - 1.4 * fs - gap * (across - 1)) / across
name_room = int(panel_width / char)
name_lines = 0
do for [p=1:panels] { name_lines = most(name_lines, lines_of(wrap(panel_title[p], name_room))) }
over = line * name_lines + 0.3 * fs
under = 1.7 * fs
if (notes_shown) {
    if (seeds > 1) { eval say("'dots: seeds'") }
    if (part_fit && legend_brief) { eval say(brief_note) }
    if (part_fit) { eval say("unfit ? 'hollow, dashed: not fitted' : 'hollow: not fitted'") }
    if (bands) { eval say("'band: ' . interval_words") }
    if (crossed) { eval say("'cross: the model was not finite, and nothing was measured'") }
    if (others) { eval say("sprintf('grey: %d others', others)") }
}
said = wrapped(said)
foot = 1.6 * fs + line * legend_rows + 0.3 * fs + line * lines_of(said) + 0.6 * fs
panel_height = height > 0 ? (72.0 * height - head - foot) / down - over - under : least(0.66 * panel_width, 0.45 * W)
panel_height = most(panel_height, 5 * fs)
eval canvas(head + (panel_height + over + under) * down + foot)

# Values at the ends of the axis have some room beside them.
from = x_log ? x_at[1] / 1.15 : x_at[1] - 0.06 * most(1e-9, x_at[xs] - x_at[1])
to = x_log ? x_at[xs] * 1.15 : x_at[xs] + 0.06 * most(1e-9, x_at[xs] - x_at[1])
if (xs == 1) { from = x_at[1] - 0.5; to = x_at[1] + 0.5 }
if (x_log) { set logscale x 2 }
set xrange [from : to]
set yrange [bottom - 0.04 * (top - bottom) : top + 0.04 * (top - bottom)]
if (is_loss) { set ytics autofreq } else { set ytics 0, 0.25, 1 }
place(v) = panel_width * (x_log ? log(v / from) / log(to / from) : (v - from) / (to - from))
set xtics ()
taken = 1e9
do for [k=xs:1:-1] {
    half_ = char * (strlen(x_name[k]) + 0.8) / 2
    if (place(x_at[k]) + half_ <= taken) { set xtics add (x_tic[k] x_at[k]); taken = place(x_at[k]) - half_ }
}
middle(s, p) = column('series') == s && column('panel') == p && column('seed') != column('seed') ? column('x') : NaN
cross(s, p) = column('series') == s && column('panel') == p && column('seed_not_finite') == 1 ? (is_loss ? top : bottom) : NaN
dot(s, p, f) = column('series') == s && column('panel') == p && column('seed_fitted') == f && seeds > 1 ? column('x') : NaN
set multiplot
do for [p=1:panels] {
    column_ = (p - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over + under) * ((p - 1) / across)
    eval clear_all
    if (p == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9200 measure at screen X(1.0 * fs), screen Y(head + over + ((panel_height + over + under) * down - over - under) / 2) center rotate by 90 textcolor rgb dark_ink
        set label 9201 x_words at screen X(left + (W - left) / 2), screen Y(H - foot + 0.5 * fs) center textcolor rgb dark_ink
        eval legend_at(H - foot + 2.3 * fs)
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    if (column_ == 0) { set format y '%g' } else { set format y '' }
    panel_name = wrap(panel_title[p], name_room)
    eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    plot for [k=1:others] table using (middle(grey_style[k], p)):'median' with lines linecolor rgb '#d4d4d4' linewidth 0.7 * lw notitle, \
         for [i=1:series] table using (middle(style[i], p)):(end_of('low', 'median')):(end_of('high', 'median')) with filledcurves fillcolor rgb colour(i) notitle, \
         for [i=1:series] table using (dot(style[i], p, 1)):'value' with points linecolor rgb colour(i) pointtype 7 pointsize 0.45 * ps notitle, \
         for [i=1:series] table using (dot(style[i], p, 0)):'value' with points linecolor rgb colour(i) pointtype 6 pointsize 0.55 * ps linewidth 0.6 notitle, \
         for [i=1:series] table using (middle(style[i], p)):'median' with linespoints linecolor rgb colour(i) dashtype dash(i) linewidth lw pointtype marker(i, fits(i)) pointsize ps notitle, \
         for [i=1:series * crossed] table using 'x':(cross(style[i], p)) with points linecolor rgb colour(i) pointtype 2 pointsize 1.6 * ps linewidth 1.4 notitle
}
unset multiplot
