# A task's metric for every series (rows) at every length (columns), printed in the cell where there is room.
is_loss = metric eq 'loss (nats)'
cell_least = 2.4 * fs
name_width = most(least(longest_brief * char, 0.34 * W), least(longest_brief * char, W - 2.4 * fs - lengths * cell_least))
name_room = int(name_width / char + 0.01)
name_lines = 1
do for [i=1:series] { name_lines = most(name_lines, lines_of(wrap(brief_name(i), name_room))) }
left = name_width + 1.6 * fs
cell_width = least(9 * fs, (W - left - 0.8 * fs) / lengths)
over = 1.5 * line
if (notes_shown && part_fit) { eval say(brief_note) }
if (notes_shown && crossed) { eval say("'x: models were not finite there (.5x: some)'") }
said = wrapped(said)
foot = 6.4 * fs + line * lines_of(said)
cell_height = height > 0 ? (72.0 * height - head - over - foot) / series : 1.8 * fs
cell_height = most(cell_height, line * name_lines + 0.1 * fs)
top_y = head + over
eval canvas(top_y + cell_height * series + foot)

eval title_place
eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
set lmargin at screen X(left)
set rmargin at screen X(left + cell_width * lengths)
set tmargin at screen Y(top_y)
set bmargin at screen Y(top_y + cell_height * series)
set border 0
set style fill solid noborder
unset grid
set tics scale 0
set xrange [0.5 : lengths + 0.5]
set yrange [series + 0.5 : 0.5]
set xtics ()
unset ytics
free = 1e9
do for [i=lengths:1:-1] {
    if (cell_width * (i - 0.5) + tic_width(length[i]) / 2 <= free) {
        set xtics add (sprintf('%g', length[i]) i)
        free = cell_width * (i - 0.5) - tic_width(length[i]) / 2
    }
}
do for [i=1:series] {
    row_name = wrap(brief_name(i), name_room)
    row_y = top_y + cell_height * (i - 0.5)
    do for [k=1:lines_of(row_name)] { set label 100 * i + k line_at(row_name, k) at screen X(left - 0.6 * fs), screen Y(row_y + line * (k - 1 - (lines_of(row_name) - 1) / 2.0)) right textcolor rgb dark_ink }
}
set label 9201 'length' at screen X(left + cell_width * lengths / 2), screen Y(H - foot + 2.3 * fs) center textcolor rgb dark_ink
if (is_loss) {
    low_ = values ? value[1] : 0.0
    high_ = values && value[values] - low_ > 0.1 ? value[values] : low_ + 0.1 # differences in the third digit are no contrast
    set cbrange [low_ : high_]
    set palette negative
    dark(v) = v < low_ + 0.45 * (high_ - low_)
} else {
    low_ = 0.0
    high_ = 1.0
    set cbrange [0 : 1]
    dark(v) = v > 0.55
}
unset colorbox
set colorbox horizontal user origin X(0.6 * fs + char * (strlen(metric) + 2)), Y(H - 2.3 * fs - line * lines_of(said)) size 10 * fs / W, 0.7 * fs / H
set cbtics (sprintf('%.3g', tidy(low_)) low_, sprintf('%.3g', (low_ + high_) / 2) (low_ + high_) / 2, sprintf('%.3g', high_) high_) offset 0, 0.5
set label 9202 metric at screen X(0.6 * fs), screen Y(H - 2.6 * fs - line * lines_of(said)) left textcolor rgb dark_ink

# Left of the line: the lengths of training, of each row its own.
array inside[series]
do for [i=1:series] {
    inside[i] = 0
    do for [k=1:lengths] { if (length[k] <= trained[style[i]]) { inside[i] = k } }
    set arrow 2 * i from inside[i] + 0.5, i - 0.5 to inside[i] + 0.5, i + 0.5 nohead front linecolor rgb accent linewidth 1.4
    if (i > 1) { set arrow 2 * i + 1 from inside[i - 1] + 0.5, i - 0.5 to inside[i] + 0.5, i - 0.5 nohead front linecolor rgb accent linewidth 1.4 }
}
set label 1 'trained' at screen X(most(left + cell_width * inside[1], 7.5 * char)), screen Y(top_y - 0.7 * line) right textcolor rgb dark_ink

column_of(i) = column('series') == style[i] ? column('place') : NaN
ink(v) = dark(v) ? 0xffffff : 0x202020
brief(s) = s eq '1.00' ? '1' : s[1:1] eq '0' ? s[2:*] : s
number(v) = cell_width >= 4.6 * char ? sprintf('%.2f', abs(v) < 0.005 ? 0 : v) : cell_width >= 3.2 * char ? brief(sprintf('%.2f', abs(v) < 0.005 ? 0 : v)) : ''
cell_words(v) = (v == v ? number(v) : '') . (column('not_finite') > 0 ? 'x' : '')
plot for [i=1:series] table using (column_of(i)):(i):(column_of(i) - 0.5):(column_of(i) + 0.5):(i - 0.5):(i + 0.5):'mean' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle, \
     for [i=1:series] table using (column_of(i)):(i):(cell_words(column('mean'))):(ink(column('mean'))) with labels textcolor rgbcolor variable notitle
