# Exact match by length (columns) and by where in the context the needle stood (rows, 0 = at its start), a panel per series.
left = 1.6 * fs + 4.0 * char
gap = 1.2 * fs
across = int(most(1, least(series, floor((W - left - fs + gap) / (9 * fs + gap)))))
down = int(ceil(1.0 * series / across))
panel_width = least(18 * fs, (W - left - 1.4 * fs - gap * (across - 1)) / across)
name_room = int(panel_width / char)
name_lines = 1
do for [i=1:series] { name_lines = most(name_lines, lines_of(wrap(brief_name(i), name_room))) }
over = line * name_lines + 0.3 * fs
under = 1.7 * fs
if (notes_shown && part_fit) { eval say(brief_note) }
said = wrapped(said)
foot = 5.2 * fs + line * lines_of(said)
panel_height = height > 0 ? (72.0 * height - head - foot) / down - over - under : 7 * fs
panel_height = most(panel_height, 4 * fs)
eval canvas(head + (panel_height + over + under) * down + foot)

set border 0
set style fill solid noborder
unset grid
set tics scale 0
set xrange [0.5 : lengths + 0.5]
set yrange [9.5 : -0.5]
set cbrange [0 : 1]
set multiplot
do for [i=1:series] {
    column_ = (i - 1) % across
    x0 = left + (panel_width + gap) * column_
    y0 = head + over + (panel_height + over + under) * ((i - 1) / across)
    eval clear_all
    unset colorbox
    inside = 0
    do for [k=1:lengths] { if (length[k] <= trained[style[i]]) { inside = k } }
    set arrow 1 from inside + 0.5, graph 0 to inside + 0.5, graph 1 nohead front linecolor rgb accent linewidth 1.4
    if (i == 1) {
        eval title_place
        eval text_at(9100, 'said', 0.6 * fs, H - 0.9 * fs - line * (lines_of(said) - 1))
        set label 9201 'length' at screen X(left + (W - left) / 2), screen Y(H - foot + 0.6 * fs) center textcolor rgb dark_ink
        set label 9202 'exact match' at screen X(left), screen Y(H - 2.6 * fs - line * lines_of(said)) left textcolor rgb dark_ink
        set colorbox horizontal user origin X(left + 13 * char), Y(H - 2.3 * fs - line * lines_of(said)) size 9 * fs / W, 0.7 * fs / H
        set cbtics ('0' 0, '0.5' 0.5, '1' 1) offset 0, 0.5
    }
    set lmargin at screen X(x0)
    set rmargin at screen X(x0 + panel_width)
    set tmargin at screen Y(y0)
    set bmargin at screen Y(y0 + panel_height)
    panel_name = wrap(brief_name(i), name_room)
    eval text_at(9300, 'panel_name', x0, y0 - line * (lines_of(panel_name) - 0.4))
    set xtics ()
    free = 1e9
    do for [k=lengths:1:-1] {
        at_ = panel_width / lengths * (k - 0.5)
        if (at_ + tic_width(length[k]) / 2 <= free) { set xtics add (sprintf('%g', length[k]) k); free = at_ - tic_width(length[k]) / 2 }
    }
    if (column_ == 0) {
        set ytics ('0' 0, '0.5' 5, '0.9' 9)
        set label 9200 'depth' at screen X(1.0 * fs), screen Y(y0 + panel_height / 2) center rotate by 90 textcolor rgb dark_ink
    } else {
        unset ytics
    }
    plot table every ::row_first[style[i]]::row_last[style[i]] using 'place':'depth':(column('place') - 0.5):(column('place') + 0.5):(column('depth') - 0.5):(column('depth') + 0.5):'accuracy' with boxxyerror fillstyle solid border linecolor rgb '#ffffff' fillcolor palette notitle
}
unset multiplot
