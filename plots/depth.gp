# Exact match by length (columns) and by where in the context the needle stood (rows, 0 = at its start), a panel per series.
panel_width = 0.78 * names_width + 30 > 210 ? 0.78 * names_width + 30 : 210
fit_across = int(floor(1080.0 / panel_width))
across = fit_across < 1 ? 1 : fit_across < series ? fit_across : series
down = int(ceil(1.0 * series / across))
panel_height = 200
width = with_title(60 + panel_width * across + 60, 60)
height = 50 + panel_height * down
eval terminal(width, height)
set output name . '.' . format

set multiplot
set label 99 title at screen 60.0 / width, screen 1 - 16.0 / height left font 'DejaVu Sans,14'
set border 0
unset grid
unset key
set tics scale 0
set xrange [0.5 : lengths + 0.5]
set yrange [9.5 : -0.5]
set cbrange [0 : 1]
set cbtics 0, 0.5, 1
set palette defined (0 '#f5f5f0', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
unset colorbox

inside = 0
do for [i=1:lengths] { if (length[i] <= train_length) { inside = i } }
set arrow 1 from inside + 0.5, graph 0 to inside + 0.5, graph 1 nohead front linecolor rgb '#D55E00' linewidth 2
place(i) = column('series') == style[i] ? column('place') : NaN
do for [i=1:series] {
    left = 60 + panel_width * ((i - 1) % across)
    top = 54 + panel_height * ((i - 1) / across)
    set lmargin at screen 1.0 * left / width
    set rmargin at screen (left + panel_width - 24.0) / width
    set tmargin at screen 1 - 1.0 * top / height
    set bmargin at screen 1 - (top + panel_height - 60.0) / height
    set title line_name(i) offset 0, -0.6 font 'DejaVu Sans,10'
    set xtics ()
    do for [k=1:lengths] { if (lengths <= 6 || k % 2 == 1) { set xtics add (sprintf('%g', length[k]) k) } }
    set ylabel (i - 1) % across == 0 ? 'depth' : ''
    if ((i - 1) % across == 0) { set ytics ('0' 0, '0.5' 5, '0.9' 9) } else { unset ytics }
    if (i == 2) { unset label 99 }
    if (i == series) { set colorbox user origin (60.0 + panel_width * across) / width, 1 - (50.0 + panel_height - 60.0) / height size 12.0 / width, (panel_height - 66.0) / height }
    plot table using (place(i)):'depth':(place(i) - 0.5):(place(i) + 0.5):(column('depth') - 0.5):(column('depth') + 0.5):'accuracy' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle
}
unset multiplot
