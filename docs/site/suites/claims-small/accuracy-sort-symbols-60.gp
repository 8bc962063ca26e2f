# The numbers are in accuracy-sort-symbols-60.tsv.
#   gnuplot accuracy-sort-symbols-60.gp                      draws accuracy-sort-symbols-60.svg
#   gnuplot -e "format='pdf'" accuracy-sort-symbols-60.gp   draws accuracy-sort-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-sort-symbols-60'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 20
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
seeds = 8
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'place'
guess[3] = 'majority'
guess[4] = 'copy'
guesses_words = 'grey, from the top: chance (dotted), the most frequent token of each position; at 0: the most frequent token, the input copied'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 8; fitted[1] = 8
label[2] = 'sinusoidal'; tic[2] = 'sinusoidal'
style[2] = 9; runs[2] = 8; fitted[2] = 8
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 8; fitted[3] = 8
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 4; runs[4] = 8; fitted[4] = 8
array line_first[13]
array line_last[13]
line_first[1] = 288; line_last[1] = 288
line_first[2] = 288; line_last[2] = 288
line_first[3] = 0; line_last[3] = 7
line_first[4] = 24; line_last[4] = 31
line_first[5] = 288; line_last[5] = 288
line_first[6] = 288; line_last[6] = 288
line_first[7] = 288; line_last[7] = 288
line_first[8] = 16; line_last[8] = 23
line_first[9] = 8; line_last[9] = 15
line_first[10] = 288; line_last[10] = 288
line_first[11] = 288; line_last[11] = 288
line_first[12] = 288; line_last[12] = 288
line_first[13] = 288; line_last[13] = 288
array dot_first[13]
array dot_last[13]
dot_first[1] = 288; dot_last[1] = 288
dot_first[2] = 288; dot_last[2] = 288
dot_first[3] = 32; dot_last[3] = 95
dot_first[4] = 224; dot_last[4] = 287
dot_first[5] = 288; dot_last[5] = 288
dot_first[6] = 288; dot_last[6] = 288
dot_first[7] = 288; dot_last[7] = 288
dot_first[8] = 160; dot_last[8] = 223
dot_first[9] = 96; dot_last[9] = 159
dot_first[10] = 288; dot_last[10] = 288
dot_first[11] = 288; dot_last[11] = 288
dot_first[12] = 288; dot_last[12] = 288
dot_first[13] = 288; dot_last[13] = 288
array last_y[series]
last_y[1] = 0.788
last_y[2] = 0.14900000000000002
last_y[3] = 0.889
last_y[4] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
