# The share of attention by distance, a panel for each layer: the median of the seeds that fitted, a dot for each seed.
# Distances are in doubling groups, with equal steps between them. Beyond eight series those chosen are coloured, the
# others grey.
left = 1.6 * fs + 4.0 * char + 0.6 * fs
gap = 1.0 * fs
across = int(most(1, least(layers, floor((W - left - fs + gap) / (9 * fs + gap)))))
down = int(ceil(1.0 * layers / across))
panel_width = (W - left - 1.4 * fs - gap * (across - 1)) / across
over = line + 0.3 * fs
under = 1.7 * fs
if (notes_shown) {
    eval say("sprintf('%g: distances %g to %g', distance[distances], distance[distances], most(0, 2 * distance[distances] - 1))")
    if (seeds > 1) { eval say("'dots: seeds'") }
    if (part_fit && legend_brief) { eval say(brief_note) }
    if (part_fit) { eval say("unfit ? 'hollow, dashed: not fitted' : 'hollow: not fitted'") }
    if (bands) { eval say("'band: ' . interval_words") }
    if (others) { eval say("sprintf('grey: %d others', others)") }
    if (strlen(missing_words)) { eval say("missing_words") }
}
said = wrapped(said)
foot = 1.6 * fs + line * legend_rows + 0.3 * fs + line * lines_of(said) + 0.6 * fs
panel_height = height > 0 ? (72.0 * height - head - foot) / down - over - under : least(0.78 * panel_width, 17 * fs)
panel_height = most(panel_height, 4 * fs)
eval canvas(head + (panel_height + over + under) * down + foot)

place_of(d) = d < 1 ? 0 : 1 + log(d) / log(2)
from = place_of(distance[1]) - 0.3
to = place_of(distance[distances]) + 0.3
set xrange [from : to]
set yrange [0 : 1.05 * most(top, 0.01)]
set ytics autofreq
set xtics ()
taken = -1e9
do for [k=1:distances] {
    at_ = panel_width * (place_of(distance[k]) - from) / (to - from)
    if (at_ - tic_width(distance[k]) / 2 >= taken) { set xtics add (sprintf('%g', distance[k]) place_of(distance[k])); taken = at_ + tic_width(distance[k]) / 2 }
}
# The first row of a file is a line's, and there gnuplot finds a column only if `using` itself has its name.
at_layer(l) = column('layer') == layer[l] ? place_of(column('distance')) : NaN
dot(l, f) = column('seed_fitted') == f ? at_layer(l) : NaN
dotted = seeds > 1
grey_first(k) = others ? row_first[grey_style[k]] : 0 # gnuplot looks at it even where there are none
grey_last(k) = others ? row_last[grey_style[k]] : 0
set multiplot
do for [l=1:layers] {
    column_ = (l - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over + under) * ((l - 1) / across)
    eval clear_all
    if (l == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9200 'share of attention' at screen X(1.0 * fs), screen Y(head + over + ((panel_height + over + under) * down - over - under) / 2) center rotate by 90 textcolor rgb dark_ink
        set label 9201 'distance (tokens)' at screen X(left + (W - left) / 2), screen Y(H - foot + 0.5 * fs) center textcolor rgb dark_ink
        eval legend_at(H - foot + 2.3 * fs)
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    if (column_ == 0) { set format y '%g' } else { set format y '' }
    set label 9300 sprintf('layer %g', layer[l]) at screen X(x0), screen Y(y0 - 0.6 * line) left textcolor rgb dark_ink
    plot for [k=1:others] table every ::grey_first(k)::grey_last(k) using (column('seed') == column('seed') ? NaN : at_layer(l)):'median' with lines linecolor rgb '#d4d4d4' linewidth 0.7 * lw notitle, \
         for [i=1:bands * series] table every ::row_first[style[i]]::row_last[style[i]] using (column('seed') == column('seed') ? NaN : at_layer(l)):(end_of('low', 'median')):(end_of('high', 'median')) with filledcurves fillcolor rgb colour(hue(i)) notitle, \
         for [i=1:dotted * series] table every ::row_first[style[i]]::row_last[style[i]] using (dot(l, 1)):'value' with points linecolor rgb colour(hue(i)) pointtype 7 pointsize 0.4 * ps notitle, \
         for [i=1:part_fit * dotted * series] table every ::row_first[style[i]]::row_last[style[i]] using (dot(l, 0)):'value' with points linecolor rgb colour(hue(i)) pointtype 6 pointsize 0.5 * ps linewidth 0.6 notitle, \
         for [i=1:series] table every ::row_first[style[i]]::row_last[style[i]] using (column('seed') == column('seed') ? NaN : at_layer(l)):'median' with linespoints linecolor rgb colour(hue(i)) dashtype dash(i) linewidth lw pointtype marker(hue(i), fits(i)) pointsize 0.9 * ps notitle
}
unset multiplot
