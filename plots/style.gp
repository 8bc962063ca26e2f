# Shared by all charts: terminals, colours, markers, the place of the legend. Everything is drawn without markup
# (noenhanced), so that a name is printed as it is spelled. The variables above are this figure's.
if (!exists('format')) format = 'svg'
set encoding utf8
set datafile separator tab
set datafile missing ''
set datafile commentschars ''
table = name . '.tsv'

# w and h are pixels of 1/96 inch; a PNG has two dots for each.
svg_terminal(w, h) = sprintf("set terminal svg noenhanced font 'DejaVu Sans,Arial,sans-serif,12' size %d,%d background '#ffffff'", w, h)
png_terminal(w, h) = sprintf("set terminal pngcairo noenhanced font 'DejaVu Sans,12' fontscale 1.5 linewidth 2 pointscale 1.9 size %d,%d background '#ffffff'", 2 * w, 2 * h)
pdf_terminal(w, h) = sprintf("set terminal pdfcairo noenhanced font 'DejaVu Sans,12' fontscale 0.55 linewidth 0.8 pointscale 0.7 size %.2f,%.2f background '#ffffff'", w / 96.0, h / 96.0)
terminal(w, h) = format eq 'png' ? png_terminal(w, h) : format eq 'pdf' ? pdf_terminal(w, h) : svg_terminal(w, h)

# Twelve colours that the colour-blind can tell apart, thirteen markers: 156 pairs before one comes again.
colours = '0x0072B2 0xD55E00 0x009E73 0xCC79A7 0xE69F00 0x56B4E9 0x332288 0x882255 0x999933 0x117733 0x666666 0xAA4499'
markers = '7 5 9 11 13 15 6 4 8 10 12 14 3'
colour(s) = int(word(colours, (s - 1) % 12 + 1))
marker(s) = int(word(markers, (s - 1) % 13 + 1))
faint(c) = c + 0x70000000 # more transparent

# Series i of this figure. One that no run fitted is faint and dashed, and the legend says so.
line_colour(i) = fitted[i] > 0 ? colour(style[i]) : faint(colour(style[i]))
line_dash(i) = fitted[i] > 0 ? 1 : 2
fit_note(i) = fitted[i] == runs[i] ? '' : fitted[i] == 0 ? ' (not fitted)' : sprintf(' (%d/%d fitted)', fitted[i], runs[i])
line_name(i) = label[i] . fit_note(i)
tic_name(i) = tic[i] . fit_note(i)
x_of(i, column_name) = column('series') == style[i] ? column(column_name) : NaN
# An end of an interval; where there is none (NaN is not itself), what it would be around, so that it has no width.
end_of(column_name, around) = column(column_name) == column(column_name) ? column(column_name) : column(around)

# Pixels that the longest name needs, and the legend with its line and marker.
longest = 0
do for [i=1:series] { if (strlen(line_name(i)) > longest) { longest = strlen(line_name(i)) } }
names_width = 7.5 * longest + 10
legend_width = names_width + 60
legend_height(rows) = 20.0 * rows + 36

# In a multiplot the legend is a plot of its own, without axes, from `top` pixels below the upper edge: gnuplot breaks a
# legend into columns where it is higher than its plot. Follow it by a plot of keyentries.
legend_place(top) = sprintf("unset title; unset label; unset arrow; unset object; unset border; unset tics; unset xlabel; unset ylabel; unset grid; unset logscale; set xrange [0:1]; set yrange [0:1]; set lmargin at screen %g; set rmargin at screen 1; set tmargin at screen %g; set bmargin at screen 0; set key at screen %g, screen %g left top Left reverse samplen 3 spacing 1.1", 1 - legend_width / width, 1 - 1.0 * top / height, 1 - (legend_width + 4.0) / width, 1 - 1.0 * top / height)

# The title stands above the left end of the plot, `up` lines of text above it.
title_at(up) = sprintf("set label 99 title at graph 0, graph 1 left offset 0, %g font 'DejaVu Sans,14'", up)
# The width of a figure of w pixels that must hold the title from `left` on.
with_title(w, left) = w > left + 8.6 * strlen(title) + 12 ? w : left + 8.6 * strlen(title) + 12

set dashtype 2 (12, 7)
set border 3 linecolor rgb '#606060'
set tics nomirror textcolor rgb '#202020'
set grid linecolor rgb '#e4e4e4' linetype 1 linewidth 1
