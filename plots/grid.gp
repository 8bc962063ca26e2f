# A task's metric over two settings, a panel for each scheme and task: the value in the cell where there is room, and
# below it how many of its runs fitted where that are not all. Below the line: what --outline says is possible.
stats table using (column('fitted_runs') < column('runs') ? 1 : 0) name 'part' nooutput
part_fit = part_max > 0
longest_y = strlen(y_words) > 0
do for [i=1:ys] { longest_y = most(longest_y, strlen(y_name[i])) }
left = 1.6 * fs + longest_y * char + 0.6 * fs
gap = 1.2 * fs
cell_least = 2.7 * fs
across = int(most(1, least(panels, floor((W - left - fs + gap) / (cell_least * xs + gap)))))
down = int(ceil(1.0 * panels / across))
cell_width = least(11 * fs, (W - left - 1.2 * fs - gap * (across - 1)) / across / xs)
panel_width = cell_width * xs
name_room = int(panel_width / char)
name_lines = 0
do for [p=1:panels] { name_lines = most(name_lines, lines_of(wrap(panel_title[p], name_room))) }
over = line * name_lines + 0.3 * fs
under = 1.8 * fs
if (notes_shown) {
    if (part_fit) { eval say("'2/3: of 3 seeds 2 fitted; dashed frame: none did'") }
    if (crossed) { eval say("'x: models were not finite there (0.50x: some)'") }
    if (outlined) { eval say("'line: ' . y_words . ' up to ' . outline_words . ', x ' . x_words") }
}
said = wrapped(said)
foot = 4.8 * fs + line * lines_of(said)
cell_height = height > 0 ? ((72.0 * height - head - foot) / down - over - under) / ys : part_fit ? 3.2 * fs : 1.9 * fs
cell_height = most(cell_height, (part_fit ? 2 * line : line) + 0.1 * fs)
cell_height = most(cell_height, (strlen(y_words) * char - line) / (ys * down)) # the axis is as long as its name
panel_height = cell_height * ys
eval canvas(head + (panel_height + over + under) * down + foot)

set border 0
set style fill solid noborder
unset grid
set tics scale 0
set xrange [0.5 : xs + 0.5]
set yrange [0.5 : ys + 0.5]
if (is_loss) {
    stats table using 'median' name 'value' nooutput
    low_ = value_min
    high_ = value_max - low_ > 0.1 ? value_max : low_ + 0.1
    set palette negative
    dark(v) = v < low_ + 0.45 * (high_ - low_)
} else {
    low_ = 0.0
    high_ = 1.0
    dark(v) = v > 0.55
}
set cbrange [low_ : high_]
here(p) = column('panel') == p ? column('x') : NaN
ink(v) = dark(v) ? 0xffffff : 0x202020
number(v) = (v == v ? sprintf('%.2f', abs(v) < 0.005 ? 0 : v) : '') . (column('not_finite') > 0 ? 'x' : '')
share(f, n) = f < n ? sprintf('%.0f/%.0f', f, n) : ''
whole(p) = column('fitted_runs') == column('runs') ? here(p) : NaN
partly(p) = column('fitted_runs') < column('runs') ? here(p) : NaN
unfitted(p) = column('fitted_runs') == 0 ? here(p) : NaN
shift_ = 0.62 * fs / cell_height
set multiplot
do for [p=1:panels] {
    column_ = (p - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over + under) * ((p - 1) / across)
    eval clear_all
    unset colorbox
    set xtics ()
    set ytics ()
    taken = -1e9
    do for [i=1:xs] {
        half_ = char * (strlen(x_name[i]) + 0.6) / 2
        if (cell_width * (i - 0.5) - half_ >= taken) { set xtics add (x_tic[i] i); taken = cell_width * (i - 0.5) + half_ }
    }
    if (column_ == 0) { do for [i=1:ys] { set ytics add (y_tic[i] i) } } else { unset ytics }
    if (p == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9200 y_words at screen X(1.0 * fs), screen Y(head + over + ((panel_height + over + under) * down - over - under) / 2) center rotate by 90 textcolor rgb dark_ink
        set label 9201 x_words at screen X(left + (panel_width * across + gap * (across - 1)) / 2), screen Y(H - foot + 0.4 * fs) center textcolor rgb dark_ink
        set label 9202 measure at screen X(0.6 * fs), screen Y(H - 2.6 * fs - line * lines_of(said)) left textcolor rgb dark_ink
        set colorbox horizontal user origin X(0.6 * fs + char * (strlen(measure) + 2)), Y(H - 2.3 * fs - line * lines_of(said)) size least(10 * fs, W - 3 * fs - char * (strlen(measure) + 2)) / W, 0.7 * fs / H
        set cbtics (sprintf('%.3g', tidy(low_)) low_, sprintf('%.3g', (low_ + high_) / 2) (low_ + high_) / 2, sprintf('%.3g', high_) high_) offset 0, 0.5
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    panel_name = wrap(panel_title[p], name_room)
    eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    # The outline: over each value of x as high as its limit, and up or down between them.
    if (outlined) {
        do for [i=1:xs] {
            if (limit[i] > 0 && limit[i] < ys) { set arrow 10 + i from i - 0.5, limit[i] + 0.5 to i + 0.5, limit[i] + 0.5 nohead front linecolor rgb accent linewidth 1.6 }
            if (i > 1) { set arrow 200 + i from i - 0.5, limit[i - 1] + 0.5 to i - 0.5, limit[i] + 0.5 nohead front linecolor rgb accent linewidth 1.6 }
        }
    }
    plot table using (here(p)):'y':(here(p) - 0.5):(here(p) + 0.5):(column('y') - 0.5):(column('y') + 0.5):'median' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle, \
         table using (unfitted(p)):'y':(here(p) - 0.44):(here(p) + 0.44):(column('y') - 0.42):(column('y') + 0.42):(ink(column('median'))) with boxxyerror fillstyle empty linecolor rgbcolor variable dashtype 3 linewidth 0.8 notitle, \
         table using (whole(p)):'y':(number(column('median'))):(ink(column('median'))) with labels textcolor rgbcolor variable notitle, \
         table using (partly(p)):(column('y') + shift_):(number(column('median'))):(ink(column('median'))) with labels textcolor rgbcolor variable notitle, \
         table using (partly(p)):(column('y') - shift_):(share(column('fitted_runs'), column('runs'))):(ink(column('median'))) with labels textcolor rgbcolor variable notitle
}
unset multiplot
