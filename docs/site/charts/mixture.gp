# The share of every scheme of a mixture (rows) in every head (columns), printed in the cell.
heads = head_numbers
name_width = least(longest_share * char, 0.5 * W)
name_room = int(name_width / char + 0.01)
name_lines = 1
do for [i=1:shares] { name_lines = most(name_lines, lines_of(wrap(share[i], name_room))) }
left = name_width + 1.6 * fs
cell_width = least(9 * fs, (W - left - 0.8 * fs) / heads)
foot = 3.6 * fs
over = 0.5 * fs
cell_height = height > 0 ? (72.0 * height - head - over - foot) / shares : 1.8 * fs
cell_height = most(cell_height, line * name_lines + 0.1 * fs)
top_y = head + over
eval canvas(top_y + cell_height * shares + foot)

eval title_place
set lmargin at screen X(left)
set rmargin at screen X(left + cell_width * heads)
set tmargin at screen Y(top_y)
set bmargin at screen Y(top_y + cell_height * shares)
set border 0
set style fill solid noborder
unset grid
unset colorbox
set tics scale 0
set xrange [0.5 : heads + 0.5]
set yrange [shares + 0.5 : 0.5]
set xtics ()
unset ytics
do for [i=1:heads] { set xtics add (sprintf('%g', head_number[i]) head_number[i]) }
do for [i=1:shares] {
    row_name = wrap(share[i], name_room)
    row_y = top_y + cell_height * (i - 0.5)
    do for [k=1:lines_of(row_name)] { set label 100 * i + k line_at(row_name, k) at screen X(left - 0.6 * fs), screen Y(row_y + line * (k - 1 - (lines_of(row_name) - 1) / 2.0)) right textcolor rgb dark_ink }
}
set label 9201 'head' at screen X(left + cell_width * heads / 2), screen Y(H - foot + 2.4 * fs) center textcolor rgb dark_ink
set cbrange [0 : 1]
ink(v) = v > 0.55 ? 0xffffff : 0x202020
brief(s) = s eq '1.00' ? '1' : s[2:*]
number(v) = cell_width >= 4.6 * char ? sprintf('%.2f', v) : cell_width >= 3.2 * char ? brief(sprintf('%.2f', v)) : ''
plot table using 'head':'row':(column('head') - 0.5):(column('head') + 0.5):(column('row') - 0.5):(column('row') + 0.5):'share' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle, \
     table using 'head':'row':(number(column('share'))):(ink(column('share'))) with labels textcolor rgbcolor variable notitle
