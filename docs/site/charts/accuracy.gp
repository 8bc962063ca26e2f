# A task's metric against length: the median of the seeds that fitted, a dot for each seed. From nine series on a panel
# each, the others grey behind it; where some were highlighted, one panel, and the others grey in it.
is_loss = metric eq 'loss (nats)'
small = series > 8
left = 1.6 * fs + 4.4 * char + 0.6 * fs
direct = !small && series <= 6 && longest * char + 2.2 * fs <= 0.36 * W
right = small ? 1.2 * fs : direct ? longest * char + 2.2 * fs : 1.8 * fs
gap = most(1.0 * fs, tic_width(length[lengths]) / 2 + 0.5 * fs) # the last tic of a panel, the first of the next
across = small ? int(most(1, least(series, floor((W - left - right + gap) / (7 * fs + gap))))) : 1
down = small ? int(ceil(1.0 * series / across)) : 1
panel_width = (W - left - right - gap * (across - 1)) / across
name_room = int(panel_width / char)
name_lines = 0
if (small) { do for [i=1:series] { name_lines = most(name_lines, lines_of(wrap(brief_name(i), name_room))) } }
over = small ? line * name_lines + 0.3 * fs : 1.5 * line
under = small ? 0.4 * fs : 0

if (notes_shown) {
    eval say("small || borders_words eq '' ? 'shaded: lengths of training' : 'shaded: ' . borders_words")
    if (seeds > 1) { eval say("'dots: seeds'") }
    if (part_fit && (small || (legend_brief && !direct))) { eval say(brief_note) }
    if (part_fit) { eval say("unfit ? 'hollow, dashed: not fitted' : 'hollow: not fitted'") }
    if (bands) { eval say("'band: ' . interval_words") }
    if (crossed) { eval say("'cross: the model was not finite, and nothing was measured'") }
    if (strlen(ties_words) && !small) { eval say("ties_words") }
    if (guesses) { eval say("guesses_words") }
    if (others) { eval say("sprintf('grey: %d others', others)") }
}
said = wrapped(said)
legend_h = small || direct ? 0 : line * legend_rows + 0.3 * fs
foot = 3.3 * fs + legend_h + line * lines_of(said) + 0.6 * fs
panel_height = height > 0 ? (72.0 * height - head - foot) / down - over - under : small ? 0.72 * panel_width : least(0.68 * panel_width, 0.45 * W)
panel_height = most(panel_height, small ? 3 * fs : 6 * fs)
eval canvas(head + (panel_height + over + under) * down + foot)

from = length[1] / 1.12
to = length[lengths] * 1.12
set logscale x 2
set logscale x2 2
set xrange [from : to]
set x2range [from : to]
set yrange [bottom - 0.04 * (top - bottom) : top + 0.04 * (top - bottom)]
if (is_loss) { set ytics autofreq } else { set ytics 0, small ? 0.5 : 0.25, 1 }
set format y '%g'

# Where the lines end, and names that do not meet.
array at[series]
array order[series]
do for [i=1:series] { order[i] = i; at[i] = panel_height * (last_y[i] - bottom + 0.04 * (top - bottom)) / (1.08 * (top - bottom)) }
do for [r=1:series] { do for [k=1:series-1] { if (at[order[k]] < at[order[k + 1]] || (at[order[k]] == at[order[k + 1]] && order[k] < order[k + 1])) { other = order[k]; order[k] = order[k + 1]; order[k + 1] = other } } }
free = 0
do for [k=series:1:-1] { if (at[order[k]] < free + line / 2) { at[order[k]] = free + line / 2 }; free = at[order[k]] + line / 2 }
free = panel_height
do for [k=1:series] { if (at[order[k]] > free - line / 2) { at[order[k]] = free - line / 2 }; free = at[order[k]] - line / 2 }

# A series has rows of its own, whose numbers are taken as they are where that is possible: gnuplot is slow to compute.
seed_x(f) = column('seed_fitted') == f ? column('length') : NaN
cross_y(f) = column('seed_not_finite') == f ? (is_loss ? top : bottom) : NaN
grey_first(k) = others ? line_first[grey_style[k]] : 0 # gnuplot looks at it even where there are none
grey_last(k) = others ? line_last[grey_style[k]] : 0
dotted = seeds > 1
# Small panels: the lines that are grey in each, read once and not once a panel. The block has to exist in any case; one
# point is no line.
set print $grey_lines
print sprintf("%g\t0\n", length[1])
set print
if (small) {
    do for [i=1:series] {
        set table $grey_lines append separator tab
        plot table every ::line_first[style[i]]::line_last[style[i]] using 'length':'median' with table
        eval end_line
    }
}
set multiplot
do for [p=1:down * across] {
    if (small && p > series) { break }
    first_ = small ? p : 1
    last_ = small ? p : series
    column_ = (p - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over + under) * ((p - 1) / across)
    eval clear_all
    if (p == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9200 metric at screen X(1.0 * fs), screen Y(head + over + (panel_height * down + (over + under) * (down - 1)) / 2) center rotate by 90 textcolor rgb dark_ink
        set label 9201 'length' at screen X(left + (W - left - right) / 2), screen Y(H - foot + 2.5 * fs) center textcolor rgb dark_ink
        if (!small && !direct) { eval legend_at(H - foot + 4.1 * fs) }
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    eval tics_for(from, to, panel_width, p + across > series || !small)
    if (column_ == 0) { set format y '%g' } else { set format y '' }
    eval draw_borders(small ? sprintf('%g', trained[style[p]]) : borders)
    if (small) {
        panel_name = wrap(brief_name(p), name_room)
        eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    } else {
        # Above: multiples of the training length or, where there are several, these.
        several = words(borders) > 1
        set x2tics () scale 0.3 offset 0, -0.4
        taken = -1e9
        do for [k=1:several ? words(borders) : 11] {
            mark_ = several ? real(word(borders, k)) : real(borders) * 2.0**(k - 1)
            if (mark_ <= to && mark_ >= from) {
                mark_at = log_place(mark_, from, to, panel_width)
                if (mark_at - 2 * char >= taken) { set x2tics add (several ? sprintf('%g', mark_) : sprintf('%gx', 2.0**(k - 1)) mark_); taken = mark_at + 2 * char }
            }
        }
    }
    if (direct) {
        do for [i=1:series] {
            label_y = y0 + panel_height - at[i]
            set arrow 100 + i from first length[lengths], first last_y[i] to screen X(x0 + panel_width + 1.2 * fs), screen Y(label_y) nohead front linecolor rgb colour(hue(i)) linewidth 0.4
            set label 100 + i line_name(i) at screen X(x0 + panel_width + 1.5 * fs), screen Y(label_y) left front textcolor rgb colour(hue(i))
        }
    }
    plot for [i=1:small] $grey_lines using 1:2 with lines linecolor rgb '#d4d4d4' linewidth 0.7 * lw notitle, \
         for [k=1:others] table every ::grey_first(k)::grey_last(k) using 'length':'median' with lines linecolor rgb '#d4d4d4' linewidth 0.7 * lw notitle, \
         for [i=1:guesses] table every ::line_first[style[1]]::line_last[style[1]] using 'length':guess[i] with lines linecolor rgb '#8a8a8a' dashtype guess[i] eq 'chance_value' ? 3 : 1 linewidth 0.7 notitle, \
         for [i=first_:bands * last_] table every ::line_first[style[i]]::line_last[style[i]] using 'length':(end_of('low', 'median')):(end_of('high', 'median')) with filledcurves fillcolor rgb colour(small ? 1 : hue(i)) notitle, \
         for [i=first_:dotted * last_] table every ::dot_first[style[i]]::dot_last[style[i]] using (seed_x(1)):'value' with points linecolor rgb colour(small ? 1 : hue(i)) pointtype 7 pointsize 0.45 * ps notitle, \
         for [i=first_:part_fit * dotted * last_] table every ::dot_first[style[i]]::dot_last[style[i]] using (seed_x(0)):'value' with points linecolor rgb colour(small ? 1 : hue(i)) pointtype 6 pointsize 0.55 * ps linewidth 0.6 notitle, \
         for [i=first_:last_] table every ::line_first[style[i]]::line_last[style[i]] using 'length':'median' with linespoints linecolor rgb colour(small ? 1 : hue(i)) dashtype dash(i) linewidth lw pointtype marker(small ? 1 : hue(i), fits(i)) pointsize ps notitle, \
         for [i=first_:crossed * last_] table every ::dot_first[style[i]]::dot_last[style[i]] using 'length':(cross_y(1)) with points linecolor rgb colour(small ? 1 : hue(i)) pointtype 2 pointsize 1.6 * ps linewidth 1.4 notitle
}
unset multiplot
