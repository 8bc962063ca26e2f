# Verdicts on claims, a row each: the share of seeds in which the deciding check holds, with its 95 % interval. Shaded is
# what the claim says: more than half of them, or the share that it asks for. Beside it in words: the verdict, and the effect in numbers.
name_width = least(longest_name * char, 0.33 * W)
name_room = int(name_width / char + 0.01)
words_width = least(longest_words * char, 0.4 * W)
words_room = int(words_width / char + 0.01)
left = name_width + 1.8 * fs
plot_width = W - left - words_width - 2.2 * fs
over = 0.5 * fs
array row_y[rows]
array row_half[rows]
row_top = 0
do for [i=1:rows] {
    row_lines = most(lines_of(wrap(claim[i], name_room)), lines_of(wrap(verdict[i], words_room)) + lines_of(wrap(effect[i], words_room)) + lines_of(wrap(stale[i], words_room)))
    row_half[i] = (line * row_lines + 0.8 * fs) / 2
    row_y[i] = row_top + row_half[i]
    row_top = row_top + line * row_lines + 0.8 * fs
}
foot = 3.4 * fs
eval canvas(head + over + row_top + foot)
top_y = head + over

eval title_place
set lmargin at screen X(left)
set rmargin at screen X(left + plot_width)
set tmargin at screen Y(top_y)
set bmargin at screen Y(top_y + row_top)
set xrange [-0.04 : 1.04]
set yrange [row_top : 0]
unset ytics
set xtics ('0' 0, '0.5' 0.5, '1' 1)
set grid xtics
set label 9201 'share of seeds' at screen X(left + plot_width / 2), screen Y(H - foot + 2.4 * fs) center textcolor rgb dark_ink
set style fill solid noborder
set arrow 1 from first 0.5, graph 0 to first 0.5, graph 1 nohead front linecolor rgb '#606060' dashtype 3

# 1 reproduced, 2 contradicted, 3 smaller than claimed, 4 nothing to see, 5 depends on the seed, 6 undecided, 7 not fitted
ink = grey ? '0x000000 0x000000 0x000000 0x707070 0x707070 0x707070 0xA0A0A0' : '0x0072B2 0xD55E00 0xDDAA33 0x666666 0x332288 0x666666 0xA0A0A0'
shape = '7 9 11 12 13 6 4'
do for [i=1:rows] {
    name_ = wrap(claim[i], name_room)
    words_ = wrap(verdict[i], words_room) . (effect[i] eq '' ? '' : "\n" . wrap(effect[i], words_room)) . (stale[i] eq '' ? '' : "\n" . wrap(stale[i], words_room))
    do for [k=1:lines_of(name_)] { set label 1000 + 10 * i + k line_at(name_, k) at screen X(left - 0.8 * fs), screen Y(top_y + row_y[i] + line * (k - 1 - (lines_of(name_) - 1) / 2.0)) right textcolor rgb dark_ink }
    do for [k=1:lines_of(words_)] { set label 20000 + 20 * i + k line_at(words_, k) at screen X(W - words_width - 0.6 * fs), screen Y(top_y + row_y[i] + line * (k - 1 - (lines_of(words_) - 1) / 2.0)) left textcolor rgb dark_ink }
}
height_of(r) = row_y[int(r)]
share_of(v) = column('verdict') == v && column('counted') > 0 ? 1.0 * column('held') / column('counted') : NaN
half_of(r) = row_half[int(r)]
plot table using (1):(height_of(column('row'))):'share':(1.04):(height_of(column('row')) - half_of(column('row'))):(height_of(column('row')) + half_of(column('row'))) with boxxyerror fillcolor rgb '#ececec' notitle, \
     for [v=1:7] table using (share_of(v)):(height_of(column('row'))):'share_low':'share_high' with xerrorbars linecolor rgb int(word(ink, v)) linewidth lw pointtype 0 notitle, \
     for [v=1:7] table using (share_of(v)):(height_of(column('row'))) with points linecolor rgb int(word(ink, v)) pointtype int(word(shape, v)) pointsize 1.2 * ps notitle
