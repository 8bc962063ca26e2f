# Training curves, a line per run, a colour per series: loss above exact match within the lengths of training. From nine
# series on a panel each, of exact match.
small = series > 8
left = 1.6 * fs + 7 * char
gap = 1.0 * fs
across = small ? int(most(1, least(series, floor((W - left - fs + gap) / (7 * fs + gap))))) : 1
down = small ? int(ceil(1.0 * series / across)) : 2
panel_width = (W - left - 1.6 * fs - gap * (across - 1)) / across
name_room = int(panel_width / char)
name_lines = 0
if (small) { do for [i=1:series] { name_lines = most(name_lines, lines_of(wrap(brief_name(i), name_room))) } }
over = small ? line * name_lines + 0.3 * fs : 0.5 * fs
under = 0.5 * fs
diverged = 0
do for [r=1:curves] { if (curve_diverged[r]) { diverged = 1 } }
if (notes_shown && part_fit) { eval say("'dashed: not fitted'") }
if (notes_shown && diverged) { eval say("'dotted: diverged, and ended there'") }
if (notes_shown && part_fit && (small || legend_brief)) { eval say(brief_note) }
if (notes_shown && others) { eval say("sprintf('grey: %d others', others)") }
said = wrapped(said)
foot = 3.3 * fs + (small ? 0 : line * legend_rows + 0.3 * fs) + line * lines_of(said) + 0.6 * fs
panel_height = height > 0 ? (72.0 * height - head - foot) / down - over - under : small ? 0.72 * panel_width : least(0.36 * panel_width, 15 * fs)
panel_height = most(panel_height, 4 * fs)
eval canvas(head + (panel_height + over + under) * down + foot)

# The curves in the order in which they are drawn, grey ones first, and what colour each has; 0: grey.
array curve_hue[curves]
drawn = ''
do for [k=1:others] { drawn = drawn . curves_of[grey_style[k]] }
do for [w in drawn] { curve_hue[int(w)] = 0 }
do for [i=1:series] {
    drawn = drawn . curves_of[style[i]]
    do for [w in curves_of[style[i]]] { curve_hue[int(w)] = hue(i) }
}
curve_dash(r) = curve_fitted[r] ? 1 : curve_diverged[r] ? 3 : 2
curve_colour(r) = curve_hue[r] ? colour(curve_hue[r]) : 0xd4d4d4
curve_marker(r) = curve_hue[r] ? marker(curve_hue[r], curve_fitted[r]) : 0
last_step = 1.0 * last_step
set xrange [0 : 1.02 * last_step]
tic_step = 10.0**floor(log10(last_step))
if (last_step / tic_step < 2) { tic_step = tic_step / 5 } else { if (last_step / tic_step < 5) { tic_step = tic_step / 2 } }
while (panel_width * tic_step / last_step < char * (strlen(sprintf('%g', last_step)) + 1.5)) { tic_step = 2 * tic_step }
set xtics 0, tic_step
# Small panels: the lines that are grey in each, read once and not once a panel.
if (small) {
    do for [r=1:curves] {
        set table $grey_lines append separator tab
        plot table every ::curve_first[r]::curve_last[r] using 'step':'fit' with table
        eval end_line
    }
}
set multiplot
do for [p=1:down * across] {
    if (small && p > series) { break }
    column_ = (p - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over + under) * ((p - 1) / across)
    eval clear_all
    if (p == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9201 'step' at screen X(left + (W - left) / 2), screen Y(H - foot + 2.4 * fs) center textcolor rgb dark_ink
        if (!small) { eval legend_at(H - foot + 4.1 * fs) }
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    if (column_ == 0) {
        set label 9200 small ? 'exact match' : p == 1 ? 'loss (nats)' : 'exact match' at screen X(1.0 * fs), screen Y(y0 + panel_height / 2) center rotate by 90 textcolor rgb dark_ink
    }
    if (small || p == 2) {
        unset logscale y
        if (column_ == 0) { set format y '%g' } else { set format y '' }
        if (small && p + across <= series) { set format x '' } else { set format x '%g' }
        set yrange [-0.04 : 1.04]
        set ytics 0, 0.5, 1
    } else {
        set logscale y
        set format y '%g'
        set format x ''
        set yrange [* : *]
        set ytics autofreq
    }
    if (small) {
        panel_name = wrap(brief_name(p), name_room)
        eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
        plot $grey_lines using 1:2 with lines linecolor rgb '#dcdcdc' linewidth 0.6 notitle, \
             for [w in curves_of[style[p]]] table every ::curve_first[int(w)]::curve_last[int(w)] using 'step':'fit' with lines linecolor rgb colour(1) dashtype curve_dash(int(w)) linewidth lw notitle
    } else {
        if (p == 1) {
            plot for [w in drawn] table every ::curve_first[int(w)]::curve_last[int(w)] using 'step':'loss' with lines linecolor rgb curve_colour(int(w)) dashtype curve_dash(int(w)) linewidth 0.8 * lw notitle
        } else {
            plot for [w in drawn] table every ::curve_first[int(w)]::curve_last[int(w)] using 'step':'fit' with linespoints linecolor rgb curve_colour(int(w)) dashtype curve_dash(int(w)) linewidth 0.8 * lw pointtype curve_marker(int(w)) pointsize 0.6 * ps notitle
        }
    }
}
unset multiplot
