# Attention weight of the last token over distance, relative to equal shares: a line per head. Earlier heads
# have broader lines, so that equal ones are seen.
left = 1.6 * fs + 6 * char
heads = head_numbers
head_entry = 11 * char + 3.4 * fs
per_row = int(most(1, least(heads, floor((W - fs) / head_entry))))
foot = 3.3 * fs + line * ceil(1.0 * heads / per_row) + 0.9 * fs
over = line
plot_width = W - left - 1.6 * fs
panel_height = height > 0 ? 72.0 * height - head - over - foot : 0.6 * plot_width
panel_height = most(panel_height, 6 * fs)
eval canvas(head + over + panel_height + foot)

eval title_place
set lmargin at screen X(left)
set rmargin at screen X(left + plot_width)
set tmargin at screen Y(head + over)
set bmargin at screen Y(head + over + panel_height)

# Distance 0 has a place on a logarithmic axis one below 1.
place(d) = d + 1
stats table using (column('weight') > 0 ? column('weight') : NaN) name 'weight' nooutput
stats table using 'distance' name 'distance' nooutput
set yrange [least(0.5, most(1e-3, 0.8 * weight_min)) : most(2, 1.25 * weight_max)]
set logscale x 2
set xrange [1 : place(distance_max)]
set xtics ()
set xtics add ('0' 1)
taken = 1.5 * char
do for [i=0:20] {
    at_ = log_place(2.0**i + 1, 1, place(distance_max), plot_width)
    if (at_ - tic_width(2.0**i) / 2 >= taken && at_ <= plot_width) { set xtics add (sprintf('%d', 2**i) 2**i + 1); taken = at_ + tic_width(2.0**i) / 2 }
}
set logscale y
set format y '%g'
set label 9200 'attention over an equal share' at screen X(1.0 * fs), screen Y(head + over + panel_height / 2) center rotate by 90 textcolor rgb dark_ink
set label 9201 'distance (tokens)' at screen X(left + plot_width / 2), screen Y(H - foot + 2.4 * fs) center textcolor rgb dark_ink
trained = train_length + 1
set arrow 1 from first trained, graph 0 to first trained, graph 1 nohead back linecolor rgb '#606060' dashtype 3
set label 1 'trained' at screen X(least(left + log_place(trained, 1, place(distance_max), plot_width), W - 4.5 * char)), screen Y(head + 0.5 * line) center textcolor rgb dark_ink

dash_of(i) = i > 8 ? 2 : 1
do for [i=1:heads] {
    key_x = 0.6 * fs + (W - fs) / per_row * ((i - 1) % per_row)
    key_y = H - foot + 4.1 * fs + line * ((i - 1) / per_row)
    set arrow 100 + i from screen X(key_x), screen Y(key_y) to screen X(key_x + 2.4 * fs), screen Y(key_y) nohead linecolor rgb colour(i) dashtype dash_of(i) linewidth lw
    set label 100 + i sprintf('head %d', head_number[i] + 1) at screen X(key_x + 3 * fs), screen Y(key_y) left textcolor rgb dark_ink
}
at_head(h) = column('head') == h && column('weight') > 0 ? column('weight') : NaN
plot for [i=1:heads] table using (place(column('distance'))):(at_head(head_number[i])) with lines linecolor rgb colour(i) dashtype dash_of(i) linewidth lw + 0.6 * (heads - i) notitle
