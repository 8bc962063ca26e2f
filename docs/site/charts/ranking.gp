# Mean rank over tasks in the median seed, the best at the top, with 95 % intervals where there are any; the score behind
# the rank at the right. Hollow: no run fitted.
score_width = 6 * char
name_width = least(longest_brief * char, 0.42 * W)
name_room = int(name_width / char + 0.01)
name_lines = 1
do for [i=1:series] { name_lines = most(name_lines, lines_of(wrap(brief_name(i), name_room))) }
left = name_width + 1.6 * fs
over = line + 0.6 * fs
if (notes_shown) {
    eval say("ranked_over")
    eval say("'right: accuracy beyond the training lengths'")
    if (part_fit) { eval say("'2/3 behind a name: of 3 trainings 2 fitted'") }
    if (unfit) { eval say("'hollow: none fitted'") }
    if (bands) { eval say("'bar: 95' . percent . ' interval'") }
}
said = wrapped(said)
foot = 3.4 * fs + line * lines_of(said) + 0.5 * fs
row_height = height > 0 ? (72.0 * height - head - over - foot) / series : 1.7 * fs
row_height = most(row_height, line * name_lines)
top_y = head + over
eval canvas(top_y + row_height * series + foot)

eval title_place
eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
plot_width = W - left - score_width - fs
set lmargin at screen X(left)
set rmargin at screen X(left + plot_width)
set tmargin at screen Y(top_y)
set bmargin at screen Y(top_y + row_height * series)
set xrange [0.5 : series + 0.5]
set yrange [series + 0.5 : 0.5]
set ytics 1, 1, series scale 0
set format y ''
step = 1
while (plot_width / series * step < 2.6 * char) { step = step + 1 }
set xtics 1, step
set label 9201 'rank, median of seeds (1 = best)' at screen X(least(left + plot_width / 2, W - 17 * char)), screen Y(H - foot + 2.4 * fs) center textcolor rgb dark_ink
set label 9202 'score' at screen X(W - 0.8 * fs), screen Y(top_y - 0.7 * line) right textcolor rgb dark_ink
do for [i=1:series] {
    row_name = wrap(brief_name(i), name_room)
    row_y = top_y + row_height * (i - 0.5)
    do for [k=1:lines_of(row_name)] { set label 100 * i + k line_at(row_name, k) at screen X(left - 0.6 * fs), screen Y(row_y + line * (k - 1 - (lines_of(row_name) - 1) / 2.0)) right textcolor rgb dark_ink }
    set label 7000 + i sprintf('%.3f', score[i]) at screen X(W - 0.8 * fs), screen Y(row_y) right textcolor rgb dark_ink
}
value_of(i, column_name) = column('series') == style[i] ? column(column_name) : NaN
barred(i) = column('low') == column('low') ? value_of(i, 'rank') : NaN
if (bands) {
    plot for [i=1:bands * series] table using (barred(i)):(i):'low':'high' with xerrorbars linecolor rgb colour(style[i]) linewidth lw pointtype 0 notitle, \
         for [i=1:series] table using (value_of(i, 'rank')):(i) with points linecolor rgb colour(style[i]) linewidth lw pointtype marker(style[i], fits(i)) pointsize 1.2 * ps notitle
} else {
    plot for [i=1:series] table using (value_of(i, 'rank')):(i) with points linecolor rgb colour(style[i]) linewidth lw pointtype marker(style[i], fits(i)) pointsize 1.2 * ps notitle
}
