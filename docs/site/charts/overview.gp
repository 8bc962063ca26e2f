# All tasks side by side: its metric against length as in the chart of each task, with one legend. Beyond eight series
# those chosen are coloured, the others grey.
gap = 1.2 * fs
mixed = 0
do for [t=2:tasks] { if (metric[t] ne metric[t - 1]) { mixed = 1 } }
left = 1.6 * fs + 4.0 * char + 0.6 * fs
if (mixed) { gap = left }
across = int(most(1, least(tasks, floor((W - left - fs + gap) / (9 * fs + gap)))))
down = int(ceil(1.0 * tasks / across))
panel_width = (W - left - 1.4 * fs - gap * (across - 1)) / across
name_room = int(panel_width / char)
array over[down] # titles of a row of panels
do for [r=1:down] { over[r] = line + 0.3 * fs }
do for [t=1:tasks] { r = (t - 1) / across + 1; over[r] = most(over[r], line * lines_of(wrap(task[t], name_room)) + 0.3 * fs) }
over_sum = 0.0
do for [r=1:down] { over_sum = over_sum + over[r] }
under = 1.7 * fs

hollow_here = 0
do for [t=1:tasks] { do for [i=1:series] { if (strstrt(" " . drawn[t] . " ", sprintf(" %d ", i)) && int(word(fits_here[t], i)) == 0) { hollow_here = 1 } } }
if (notes_shown) {
    eval say("'shaded: lengths of training; dotted: chance'")
    if (part_fit && legend_brief) { eval say(brief_note) }
    if (hollow_here) { eval say("'hollow, dashed: not fitted'") }
    if (bands) { eval say("'band: ' . interval_words") }
    if (crossed) { eval say("'cross: the models were not finite, and nothing was measured'") }
    do for [t=1:tasks] { if (strlen(borders_words[t])) { eval say("borders_words[t]") } }
    do for [t=1:tasks] { if (strlen(ties_words[t])) { eval say("ties_words[t]") } }
    if (others) { eval say("sprintf('grey: %d others', others)") }
}
said = wrapped(said)
foot = 1.6 * fs + line * legend_rows + 0.3 * fs + line * lines_of(said) + 0.6 * fs
panel_height = height > 0 ? (72.0 * height - head - foot - over_sum) / down - under : least(0.78 * panel_width, 14 * fs)
panel_height = most(panel_height, 4 * fs)
eval canvas(head + over_sum + (panel_height + under) * down + foot)

# drawn[t]: the series of panel t, which may be none; fits_here[t]: for every series how many runs fitted there; chance_of[t]: whose rows give
# the line of chance.
nth(k, t) = k <= words(drawn[t]) ? int(word(drawn[t], k)) : 1 # gnuplot asks for 1 of none, too, and draws nothing
panel_x(i, t) = column('series') == style[i] && column('panel') == t ? column('length') : NaN
panel_fits(i, t) = int(word(fits_here[t], i)) > 0
other_x(t) = column('chosen') == 0 && column('panel') == t ? column('length') : NaN
cross_y(i, t) = crossed && column('crossed') == 1 && panel_x(i, t) == panel_x(i, t) ? (metric[t] eq 'loss (nats)' ? highest[t] : lowest[t]) : NaN
chance_x(t) = column('series') == chance_of[t] && column('panel') == t ? column('length') : NaN
set logscale x 2
set multiplot
do for [t=1:tasks] {
    column_ = (t - 1) % across
    x0 = left + (panel_width + gap) * column_
    if (column_ == 0) { y0 = (t == 1 ? head : y0 + panel_height + under) + over[(t - 1) / across + 1] }
    eval clear_all
    if (t == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9201 'length' at screen X(W / 2), screen Y(H - foot + 0.5 * fs) center textcolor rgb dark_ink
        eval legend_at(H - foot + 2.3 * fs)
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    if (column_ == 0 || mixed) {
        set label 9200 metric[t] at screen X(x0 - left + 1.0 * fs), screen Y(y0 + panel_height / 2) center rotate by 90 textcolor rgb dark_ink
        set format y '%g'
    } else {
        set format y ''
    }
    panel_name = wrap(task[t], name_room)
    eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    from = first_length[t] / 1.2
    to = last_length[t] * 1.2
    set xrange [from : to]
    set xtics ()
    taken = 1e9
    do for [k=8:-8:-1] {
        tic_ = train_length[t] * 2.0**k
        if (tic_ == floor(tic_) && tic_ >= first_length[t] && tic_ <= last_length[t]) {
            at_ = log_place(tic_, from, to, panel_width)
            if (at_ + tic_width(tic_) / 2 <= taken) { set xtics add (sprintf('%g', tic_) tic_); taken = at_ - tic_width(tic_) / 2 }
        }
    }
    set yrange [lowest[t] - 0.04 * (highest[t] - lowest[t]) : highest[t] + 0.04 * (highest[t] - lowest[t])]
    if (metric[t] eq 'loss (nats)') { set ytics autofreq } else { set ytics 0, 0.5, 1 }
    eval draw_borders(borders[t])
    plot table using (others ? other_x(t) : NaN):'median' with points linecolor rgb '#d0d0d0' pointtype 7 pointsize 0.4 * ps notitle, \
         table using (chance_x(t)):'chance' with lines linecolor rgb '#000000' dashtype 3 linewidth 0.8 notitle, \
         for [k=1:words(drawn[t])] table using (panel_x(nth(k, t), t)):(end_of('low', 'median')):(end_of('high', 'median')) with filledcurves fillcolor rgb colour(hue(nth(k, t))) notitle, \
         for [k=1:words(drawn[t])] table using (panel_x(nth(k, t), t)):'median' with linespoints linecolor rgb colour(hue(nth(k, t))) dashtype panel_fits(nth(k, t), t) ? 1 : 2 linewidth lw pointtype marker(hue(nth(k, t)), panel_fits(nth(k, t), t)) pointsize 0.9 * ps notitle, \
         for [k=1:words(drawn[t])] table using 'length':(cross_y(nth(k, t), t)) with points linecolor rgb colour(hue(nth(k, t))) pointtype 2 pointsize 1.5 * ps linewidth 1.4 notitle
}
unset multiplot
