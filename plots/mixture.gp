# The share of every scheme of a mixture (rows) in every head (columns), printed in the cell.
cell_width = 46
cell_height = 26
left_width = 7.2 * longest_share + 24
width = left_width + cell_width * heads + 40
width = with_title(width > 480 ? width : 480, left_width)
head_room = 46.0
height = head_room + cell_height * shares + 58
eval terminal(width, height)
set output name . '.' . format

eval title_at(0.8)
set lmargin at screen left_width / width
set rmargin at screen (left_width + cell_width * heads) / width
set tmargin at screen 1 - head_room / height
set bmargin at screen 58.0 / height
set border 0
unset grid
unset colorbox
set tics scale 0
set xrange [0.5 : heads + 0.5]
set yrange [shares + 0.5 : 0.5]
set xtics ()
set ytics ()
do for [i=1:heads] { set xtics add (sprintf('%g', head[i]) head[i]) }
do for [i=1:shares] { set ytics add (share[i] i) }
set xlabel 'head'
set cbrange [0 : 1]
set palette defined (0 '#f5f5f0', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
ink(v) = v > 0.55 ? 0xffffff : 0x202020
plot table using 'head':'row':(column('head') - 0.5):(column('head') + 0.5):(column('row') - 0.5):(column('row') + 0.5):'share' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle, \
     table using 'head':'row':(sprintf('%.2f', column('share'))):(ink(column('share'))) with labels textcolor rgbcolor variable notitle
