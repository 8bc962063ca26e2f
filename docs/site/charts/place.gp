# Loss by place of the answer, places in groups of a sixteenth of an octave. From nine series on a panel each.
small = series > 8
left = 1.6 * fs + 4.4 * char + 0.6 * fs
gap = most(1.0 * fs, tic_width(last) / 2 + 0.5 * fs) # the last tic of a panel, the first of the next
across = small ? int(most(1, least(series, floor((W - left - fs + gap) / (7 * fs + gap))))) : 1
down = small ? int(ceil(1.0 * series / across)) : 1
panel_width = (W - left - 1.6 * fs - gap * (across - 1)) / across
name_room = int(panel_width / char)
name_lines = 0
if (small) { do for [i=1:series] { name_lines = most(name_lines, lines_of(wrap(brief_name(i), name_room))) } }
over = small ? line * name_lines + 0.3 * fs : 0.3 * fs
if (notes_shown) {
    eval say("small || borders_words eq '' ? 'shaded: lengths of training' : 'shaded: ' . borders_words")
    if (others) { eval say("sprintf('grey: %d others', others)") }
}
said = wrapped(said)
foot = 3.3 * fs + (small ? 0 : line * legend_rows + 0.3 * fs) + line * lines_of(said) + 0.6 * fs
panel_height = height > 0 ? (72.0 * height - head - foot) / down - over : small ? 0.72 * panel_width : least(0.66 * panel_width, 0.45 * W)
panel_height = most(panel_height, 4 * fs)
eval canvas(head + (panel_height + over) * down + foot)
set logscale x 2
set xrange [1 : last * 1.02]
stats table using 'loss' name 'loss' nooutput
set yrange [loss_min - 0.05 * (loss_max - loss_min) - 0.01 : loss_max + 0.05 * (loss_max - loss_min) + 0.01]
grey_x(s) = column('series') == s ? column('place') : NaN
set multiplot
do for [p=1:down * across] {
    if (small && p > series) { break }
    first_ = small ? p : 1
    last_ = small ? p : series
    column_ = (p - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over) * ((p - 1) / across)
    eval clear_all
    if (p == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9200 'loss (nats)' at screen X(1.0 * fs), screen Y(head + over + (panel_height * down + over * (down - 1)) / 2) center rotate by 90 textcolor rgb dark_ink
        set label 9201 'position in the answer' at screen X(left + (W - left) / 2), screen Y(H - foot + 2.4 * fs) center textcolor rgb dark_ink
        if (!small) { eval legend_at(H - foot + 4.1 * fs) }
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    if (column_ == 0) { set format y '%g' } else { set format y '' }
    named = !small || p + across > series
    set xtics ()
    taken = 1e9
    do for [k=int(floor(log(last) / log(2))):0:-1] {
        at_ = log_place(2.0**k, 1, last, panel_width)
        if (at_ + tic_width(2.0**k) / 2 <= taken) { set xtics add (named ? sprintf('%g', 2.0**k) : '' 2.0**k); taken = at_ - tic_width(2.0**k) / 2 }
    }
    if (small) {
        panel_name = wrap(brief_name(p), name_room)
        eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    }
    eval draw_borders(small ? sprintf('%g', trained[style[p]]) : borders)
    plot for [k=1:others] table using (grey_x(grey_style[k])):'loss' with lines linecolor rgb '#d4d4d4' linewidth 0.7 * lw notitle, \
         for [i=1:small * series] table using (x_of(i, 'place')):'loss' with lines linecolor rgb '#d4d4d4' linewidth 0.7 * lw notitle, \
         for [i=first_:last_] table using (x_of(i, 'place')):'loss' with linespoints linecolor rgb colour(small ? 1 : hue(i)) dashtype dash(i) linewidth lw pointtype marker(small ? 1 : hue(i), fits(i)) pointinterval 8 pointsize small ? 0 : 0.8 * ps notitle
}
unset multiplot
