# Attention weight of the last token over distance, relative to equal shares: a line per head. Earlier heads
# have broader lines, so that equal ones are seen.
width = with_title(640, 72)
height = 360
eval terminal(width, height)
set output name . '.' . format

eval title_at(1)
set lmargin at screen 72.0 / width
set rmargin at screen 1 - 120.0 / width
set tmargin at screen 1 - 44.0 / height
set bmargin at screen 52.0 / height
set key at screen 1 - 112.0 / width, screen 1 - 40.0 / height left top Left reverse samplen 2.5 spacing 1.1

# Distance 0 has a place on a logarithmic axis one below 1.
place(d) = d + 1
stats table using (column('weight') > 0 ? column('weight') : NaN) name 'weight' nooutput
least(a, b) = a < b ? a : b
most(a, b) = a > b ? a : b
set yrange [least(0.5, most(1e-3, 0.8 * weight_min)) : most(2, 1.25 * weight_max)]
set logscale x 2
set xrange [1 : *]
set xtics ()
set xtics add ('0' 1)
do for [i=0:20] { set xtics add (sprintf('%d', 2**i) 2**i + 1) }
set xlabel 'distance (tokens)'
set logscale y
set format y '%g'
set ylabel 'attention over an equal share'
set grid xtics ytics
trained = train_length + 1
set arrow 1 from first trained, graph 0 to first trained, graph 1 nohead back linecolor rgb '#606060' dashtype 3
set label 1 'trained' at first trained, graph 1.03 center textcolor rgb '#606060'

dash(i) = i > 6 ? 2 : 1
at_head(h) = column('head') == h && column('weight') > 0 ? column('weight') : NaN
plot for [i=1:heads] table using (place(column('distance'))):(at_head(head[i])) with lines linecolor rgb colour(i) dashtype dash(i) linewidth 2 + 1.2 * (heads - i) title sprintf('head %d', head[i] + 1)
