# What each head looks at: above, the weights of one example, queries down and keys across; below, the share of all
# attention by distance. The line is where answers begin.
tokens = sqrt(map_each)
left = 1.6 * fs + 3.4 * char
gap = 0.8 * fs
# As many layers beside each other as have room; the heads of one in several rows where they have not.
fit(least_) = int(floor((W - left - 0.8 * fs + gap) / (least_ * fs + gap)))
across = fit(9) >= heads ? least(panels, heads * int(fit(9) / heads)) : int(most(1, least(heads, fit(4.6))))
flows = across >= heads
per_layer = flows ? 1 : int(ceil(1.0 * heads / across))
down = flows ? int(ceil(1.0 * panels / across)) : per_layer * int(panels / heads)
panel_width = least(17 * fs, (W - left - 0.8 * fs - gap * (across - 1)) / across)
words_of(p) = sprintf('layer %d, head %d', layer[p], head_of[p])
spare_of(p) = sprintf('%d.%d', layer[p], head_of[p])
spelled = strlen(words_of(1)) * char <= panel_width
name_lines = spelled || strlen('1.1, 0.00 bits') * char > panel_width ? 2 : 1
over = line * name_lines + 0.3 * fs
between = 0.7 * fs
bars = most(3 * fs, least(0.5 * panel_width, 6 * fs))
under = 2.2 * fs
if (notes_shown) {
    eval say("(spelled ? '' : '1.2: head 2 of layer 1; ') . sprintf('bits: entropy, %.2f if shared equally', even)")
    eval say("'above: one example, queries down, keys across, darker for more'")
    if (answers_from > first_token) { eval say("'line: first answer'") }
}
said = wrapped(said)
foot = 1.9 * fs + line * lines_of(said) + 0.6 * fs
row_height = over + panel_width + between + bars + under
eval canvas(head + row_height * down + foot)

set border 0
unset grid
set cbrange [0 : 1]
set style fill solid noborder
row_of(p) = flows ? (p - 1) / across : (layer[p] - 1) * per_layer + (head_of[p] - 1) / across
set multiplot
do for [p=1:panels] {
    column_ = flows ? (p - 1) % across : int(head_of[p] - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + row_height * row_of(p)
    eval clear_all
    unset colorbox
    unset logscale
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_width)
    set xrange [first_token - 0.5 : first_token + tokens - 0.5]
    set yrange [first_token + tokens - 0.5 : first_token - 0.5]
    unset xtics
    unset ytics
    set object 1 rectangle from graph 0, graph 0 to graph 1, graph 1 front fillstyle empty border linecolor rgb '#909090' linewidth 0.5
    if (answers_from > first_token) { set arrow 1 from first first_token - 0.5, first answers_from - 0.5 to first first_token + tokens - 0.5, first answers_from - 0.5 nohead front linecolor rgb accent linewidth 0.7 }
    if (p == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9201 'distance (tokens)' at screen X(left + (panel_width * across + gap * (across - 1)) / 2), screen Y(H - foot + 0.6 * fs) center textcolor rgb dark_ink
    }
    panel_name = (spelled ? words_of(p) : spare_of(p)) . (name_lines == 2 ? "\n" : ', ') . sprintf('%.2f bits', entropy[p])
    eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    from_ = panels * shares_each + (p - 1) * map_each
    # What has next to no weight is the ground, and no pixel of its own.
    set object 2 rectangle from graph 0, graph 0 to graph 1, graph 1 behind fillcolor rgb grey ? '#f7f7f7' : '#f5f5f0' fillstyle solid noborder
    plot table every ::from_::from_ + map_each - 1 using 'y':'x':(column('value') < 0.005 ? NaN : column('value')) with image pixels notitle
    # Equal steps for the doubling groups of distances.
    eval clear_all
    set tmargin at screen Y(y0 + panel_width + between)
    set bmargin at screen Y(y0 + panel_width + between + bars)
    set xrange [0.4 : distances + 0.6]
    set yrange [0 : 1]
    set xtics () scale 0
    taken = -1e9
    do for [i=1:distances] {
        at_ = panel_width * (i - 0.4) / (distances + 0.2)
        if (at_ - tic_width(distance[i]) / 2 >= taken) { set xtics add (sprintf('%g', distance[i]) i); taken = at_ + tic_width(distance[i]) / 2 }
    }
    if (column_ == 0) {
        set ytics ('0' 0, '1' 1) scale 0
        set label 9200 'share' at screen X(1.0 * fs), screen Y(y0 + panel_width + between + bars / 2) center rotate by 90 textcolor rgb dark_ink
    }
    set object 1 rectangle from graph 0, graph 0 to graph 1, graph 1 behind fillcolor rgb '#f4f4f4' fillstyle solid noborder
    first_row = (p - 1) * shares_each
    plot table every ::first_row::first_row + shares_each - 1 using ($0 + 1):'value' with boxes fillcolor rgb colour(1) notitle
}
unset multiplot
