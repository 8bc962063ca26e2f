# A task's metric for every series (rows) at every length (columns), the mean over runs printed in the cell.
cell_width = 58
cell_height = 26
left_width = 7.5 * longest + 24
width = left_width + cell_width * lengths + 110
width = with_title(width > 560 ? width : 560, left_width)
head = 62.0
height = head + cell_height * series + 58
eval terminal(width, height)
set output name . '.' . format

eval title_at(2.0)
set lmargin at screen left_width / width
set rmargin at screen (left_width + cell_width * lengths) / width
set tmargin at screen 1 - head / height
set bmargin at screen 1 - (head + cell_height * series) / height
set border 0
unset grid
set tics scale 0
set xrange [0.5 : lengths + 0.5]
set yrange [series + 0.5 : 0.5]
set xtics ()
set ytics ()
do for [i=1:lengths] { set xtics add (sprintf('%g', length[i]) i) }
do for [i=1:series] { set ytics add (tic_name(i) i) }
set xlabel 'length'
is_loss = metric eq 'loss (nats)'
if (is_loss) {
    least = value[1]
    most = value[values] - least > 0.1 ? value[values] : least + 0.1 # differences in the third digit are no contrast
    set cbrange [least : most]
    set cbtics (sprintf('%.2f', least) least, sprintf('%.2f', (least + most) / 2) (least + most) / 2, sprintf('%.2f', most) most)
    set palette defined (0 '#08306b', 0.25 '#2171b5', 0.5 '#6baed6', 0.75 '#c6dbef', 1 '#f5f5f0')
    dark(v) = v < least + 0.45 * (most - least)
} else {
    set cbrange [0 : 1]
    set cbtics 0, 0.5, 1
    set palette defined (0 '#f5f5f0', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
    dark(v) = v > 0.55
}
set cblabel metric offset 1, 0
set colorbox user origin (left_width + cell_width * lengths + 16.0) / width, 1 - (head + cell_height * series) / height size 12.0 / width, 1.0 * cell_height * series / height

# Left of the line: the lengths of training.
inside = 0
do for [i=1:lengths] { if (length[i] <= train_length) { inside = i } }
set arrow 1 from inside + 0.5, graph 0 to inside + 0.5, graph 1 nohead front linecolor rgb '#D55E00' linewidth 2
set label 1 'trained' at inside + 0.5, graph 1 right offset -0.5, 0.7 textcolor rgb '#B04000'

column_of(i) = column('series') == style[i] ? column('place') : NaN
ink(v) = dark(v) ? 0xffffff : 0x202020
plot for [i=1:series] table using (column_of(i)):(i):(column_of(i) - 0.5):(column_of(i) + 0.5):(i - 0.5):(i + 0.5):'mean' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle, \
     for [i=1:series] table using (column_of(i)):(i):(sprintf('%.2f', column('mean'))):(ink(column('mean'))) with labels textcolor rgbcolor variable notitle
