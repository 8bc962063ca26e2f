# Shared by all charts: terminals, colours, markers, the title, the legend. Lengths are points, 1/72 inch, from the upper
# left corner. Everything is drawn without markup (noenhanced), so that a name is printed as it is spelled.
set encoding utf8
set datafile separator tab
set datafile missing ''
set datafile commentschars ''
table = name . '.tsv'
fs = 1.0 * fontsize * fontscale
char = 0.61 * fs # of an average character
line = 1.4 * fs
W = 72.0 * width
least(a, b) = a < b ? a : b
most(a, b) = a > b ? a : b
tidy(v) = abs(v) < 0.0005 ? 0 : v # no -0

# 4 / 3: an SVG's pixels are 1/96 inch. A PNG has 300 dots to the inch.
svg_terminal(h) = sprintf("set terminal svg noenhanced font '%s,DejaVu Sans,Arial,sans-serif,%.2f' size %d,%d background '#ffffff'", font, ceil(fs * 400 / 3 - 1e-6) / 100.0, ceil(W * 4 / 3 - 0.01), ceil(h * 4 / 3 - 0.01))
png_terminal(h) = sprintf("set terminal pngcairo noenhanced font '%s,%.2f' fontscale 3.125 linewidth 2.6 pointscale 2.6 size %d,%d background '#ffffff'", font, fs, ceil(W * 300 / 72), ceil(h * 300 / 72))
cairo_terminal(kind, h) = sprintf("set terminal %s noenhanced font '%s,%.2f' fontscale 0.75 linewidth 1.25 pointscale 0.8 size %.3fin,%.3fin background '#ffffff'", kind, font, fs, W / 72, h / 72)
latex_terminal(h) = sprintf("set terminal cairolatex pdf font ',%.2f' fontscale 0.75 linewidth 1.25 pointscale 0.8 size %.3fin,%.3fin", fs, W / 72, h / 72)
tikz_terminal(h) = sprintf("set terminal tikz font '\\fontsize{%.2f}{%.2f}\\selectfont' size %.3fin,%.3fin", fs, 1.2 * fs, W / 72, h / 72)
terminal_of(h) = format eq 'svg' ? svg_terminal(h) : format eq 'png' ? png_terminal(h) : format eq 'pdf' ? cairo_terminal('pdfcairo', h) : format eq 'eps' ? cairo_terminal('epscairo', h) : format eq 'tikz' ? tikz_terminal(h) : latex_terminal(h)
output_name = name . (format eq 'cairolatex' ? '-cairo.tex' : format eq 'tikz' ? '-tikz.tex' : '.' . format)
# Begin a picture of h points: eval canvas(h), where H = h is what X and Y count by.
canvas(h) = sprintf("H = %.2f; %s; set output output_name", h, terminal_of(h))
X(p) = p / W
Y(p) = 1 - p / H

# Eight colours that the colour-blind can tell apart (tests/test_palette.c), eight markers. More schemes than that are
# drawn in a panel each, or chosen from.
colours = '0x0072B2 0xD55E00 0xDDAA33 0x332288 0x33BBEE 0x663333 0x666666 0x000000'
greys = '0x000000 0x808080 0x3B3B3B 0xAEAEAE 0x222222 0x979797 0x525252 0x696969'
markers = '7 5 9 11 13 15 3 2'
hollow = '6 4 8 10 12 14 3 2'
colour(s) = int(word(grey ? greys : colours, (s - 1) % 8 + 1))
marker(s, fits) = int(word(fits ? markers : hollow, (s - 1) % 8 + 1))
if (!exists('own_colours')) own_colours = 0
hue(i) = own_colours ? i : style[i]
ps = fs / 16.0
lw = fs / 6.5
set dashtype 2 (9, 5)
set dashtype 3 (2, 3)
dark_ink = '#202020'
if (grey) {
    set palette defined (0 '#f7f7f7', 0.5 '#a8a8a8', 1 '#202020')
} else {
    set palette defined (0 '#f5f5f0', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
}
accent = grey ? '#000000' : '#D55E00'

# Series i of this figure. One that no run fitted is dashed, its markers are hollow, and its name says so.
fits(i) = fitted[i] > 0
dash(i) = fits(i) ? 1 : 2
fit_note(i) = fitted[i] == runs[i] ? '' : fitted[i] == 0 ? ' (not fitted)' : sprintf(' (%d/%d fitted)', fitted[i], runs[i])
line_name(i) = label[i] . fit_note(i)
# Where room is scarce: "rope 2/3", which a note explains.
brief_name(i) = label[i] . (fitted[i] == runs[i] ? '' : sprintf(' %d/%d', fitted[i], runs[i]))
brief_note = "'2/3 behind a name: of 3 seeds 2 fitted'"
x_of(i, column_name) = column('series') == style[i] ? column(column_name) : NaN
# An end of an interval; where there is none (NaN is not itself), what it would be around, so that it has no width.
end_of(column_name, around) = column(column_name) == column(column_name) ? column(column_name) : column(around)
longest = 0
longest_brief = 0
unfit = 0
part_fit = 0
do for [i=1:series] {
    if (strlen(line_name(i)) > longest) { longest = strlen(line_name(i)) }
    if (strlen(brief_name(i)) > longest_brief) { longest_brief = strlen(brief_name(i)) }
    if (!fits(i)) { unfit = 1 }
    if (fitted[i] < runs[i]) { part_fit = 1 }
}

# Text in lines of at most n characters: broken at spaces, else behind what joins names, before options, at hyphens, and
# within a word at last. Not so for LaTeX, where it could be within a command: there a line is as long as its word.
last_of(s, n, any) = n < 2 ? 0 : strstrt(any, s[n:n]) ? n : last_of(s, n - 1, any)
first_of(s, n, any) = n >= strlen(s) ? n : strstrt(any, s[n:n]) ? n : first_of(s, n + 1, any)
within(s, n) = latex ? first_of(s, n, ' ,+(-') : n
cut_in(s, n) = last_of(s, n, ',+') ? last_of(s, n, ',+') : last_of(s, n, '(') ? last_of(s, n, '(') : last_of(s, n, '-') ? last_of(s, n, '-') : within(s, n)
head_of(s, n) = last_of(s, n + 1, ' ') ? s[1 : last_of(s, n + 1, ' ') - 1] : s[1 : cut_in(s, n)]
tail_of(s, n) = last_of(s, n + 1, ' ') ? s[last_of(s, n + 1, ' ') + 1 : *] : s[cut_in(s, n) + 1 : *]
wrap(s, n) = strlen(s) <= n ? s : head_of(s, n) . (tail_of(s, n) eq '' ? '' : "\n" . wrap(tail_of(s, n), n))
lines_of(s) = strstrt(s, "\n") ? 1 + lines_of(s[strstrt(s, "\n") + 1 : *]) : strlen(s) > 0
line_at(s, k) = k > 1 ? line_at(strstrt(s, "\n") ? s[strstrt(s, "\n") + 1 : *] : '', k - 1) : strstrt(s, "\n") ? s[1 : strstrt(s, "\n") - 1] : s
# A text in lines with its first line at (x, y): eval text_at(tag, 'text', x, y), the text by its variable's name.
text_at(tag, text, x, y) = sprintf("do for [k_=1:lines_of(%s)] { set label %d + k_ line_at(%s, k_) at screen X(%.2f), screen Y(%.2f + (k_ - 1) * line) left textcolor rgb '#202020' front }", text, tag, text, x, y)

titled = wrap(title, int((W - 1.2 * fs) / (0.64 * fs)))
head = 0.7 * fs + line * lines_of(titled)
title_place = text_at(9000, 'titled', 0.6 * fs, 0.9 * fs)

# The legend, `legend_rows` lines of type from y points down, and below it what else the drawing means.
# Where that saves rows, shares of fitted seeds are brief there, and the note explains them. A name that is longer than
# the picture is wide goes on in the next line; not for LaTeX, where a name has more characters than it shows.
columns_for(n) = series == 0 ? 1 : int(most(1, least(series, floor((W - fs) / (n * char + 4.2 * fs)))))
rows_for(n) = int(ceil(1.0 * series / columns_for(n)))
legend_brief = rows_for(longest_brief) + 1 < rows_for(longest)
legend_columns = columns_for(legend_brief ? longest_brief : longest)
legend_room = int(most(2, (W - 4.0 * fs) / (0.68 * fs))) # of capitals
legend_whole(i) = legend_brief ? brief_name(i) : line_name(i)
legend_name(i) = latex ? legend_whole(i) : wrap(legend_whole(i), legend_room)
array legend_line[most(1, series)] # above an entry's first line
legend_rows = 0
legend_deep = 0
do for [i=1:series] {
    if ((i - 1) % legend_columns == 0) { legend_rows = legend_rows + legend_deep; legend_deep = 0 }
    legend_line[i] = legend_rows
    legend_deep = int(most(legend_deep, lines_of(legend_name(i))))
}
legend_rows = legend_rows + legend_deep
entry_x(i) = 0.6 * fs + (W - fs) / legend_columns * ((i - 1) % legend_columns)
entry_y(i, y) = y + line * legend_line[i]
legend_at(y) = sprintf("do for [i=1:series] { legend_y = entry_y(i, %.2f); set arrow 5000 + i from screen X(entry_x(i)), screen Y(legend_y) to screen X(entry_x(i) + 2.6 * fs), screen Y(legend_y) nohead front linecolor rgb colour(hue(i)) dashtype dash(i) linewidth lw; do for [k=1:lines_of(legend_name(i))] { set label 5000 + 100 * i + k line_at(legend_name(i), k) at screen X(entry_x(i) + 3.2 * fs), screen Y(legend_y + (k - 1) * line) left front textcolor rgb '#202020' }; set label 5000 + 100 * i '' at screen X(entry_x(i) + 1.3 * fs), screen Y(legend_y) point pointtype marker(hue(i), fits(i)) pointsize ps linecolor rgb colour(hue(i)) front }", y)
if (!exists('lost_words')) { lost_words = '' }
said = notes_shown ? lost_words : '' # trainings that no line shows
say(words) = sprintf("said = said . (said eq '' ? '' : '; ') . (%s)", words)
wrapped(s) = wrap(s, int((W - 1.2 * fs) / char))
end_line = "unset table; set print $grey_lines append; print ''; set print" # a break in a line of the block
clear_all = "unset label; unset arrow; unset object; unset title"

# The ends of training, a list of lengths in words: grey up to each, and a line there. eval draw_borders(list).
draw_borders(list) = sprintf("do for [k_=1:words('%s')] { border_ = real(word('%s', k_)); set object 1 + words('%s') - k_ rectangle from graph 0, graph 0 to first border_, graph 1 behind fillcolor rgb k_ == 1 ? '#efefef' : '#f6f6f6' fillstyle solid noborder; set arrow k_ from first border_, graph 0 to first border_, graph 1 nohead back linecolor rgb '#909090' dashtype 3 linewidth 0.7 }", list, list, list)

# Which of n lengths have a tic on an axis of w points from a to b, logarithmic: the last one, and those before it that
# have room. tics_for sets them; text: whether they say what they are.
log_place(v, a, b, w) = w * log(v / a) / log(b / a)
tic_width(v) = char * (strlen(sprintf('%g', v)) + 0.8)
tics_for(a, b, w, text) = sprintf("set xtics (); taken = 1e9; do for [k=lengths:1:-1] { at_ = log_place(length[k], %.4f, %.4f, %.2f); if (length[k] >= %.4f && length[k] <= %.4f && at_ + tic_width(length[k]) / 2 <= taken) { set xtics add (%d ? sprintf('%%g', length[k]) : '' length[k]); taken = at_ - tic_width(length[k]) / 2 } }", a, b, w, a, b, text)

set border 3 linecolor rgb '#606060' linewidth 0.6
set tics nomirror textcolor rgb dark_ink scale 0.4
set xtics offset 0, 0.3
set ytics offset 0.5, 0
set grid linecolor rgb '#e4e4e4' linetype 1 linewidth 0.5
unset key
set style fill transparent solid 0.15 noborder
