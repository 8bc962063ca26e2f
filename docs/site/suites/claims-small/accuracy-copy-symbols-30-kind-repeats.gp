# The numbers are in accuracy-copy-symbols-30-kind-repeats.tsv.
#   gnuplot accuracy-copy-symbols-30-kind-repeats.gp                      draws accuracy-copy-symbols-30-kind-repeats.svg
#   gnuplot -e "format='pdf'" accuracy-copy-symbols-30-kind-repeats.gp   draws accuracy-copy-symbols-30-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 30, kind repeats), trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy-symbols-30-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 2
array length[2] = [32.0, 512.0]
borders = '32'
borders_words = ''
array trained[13]
trained[1] = 32
trained[2] = 0
trained[3] = 0
trained[4] = 32
trained[5] = 0
trained[6] = 0
trained[7] = 32
trained[8] = 0
trained[9] = 32
trained[10] = 32
trained[11] = 32
trained[12] = 0
trained[13] = 0
seeds = 15
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, the input copied; at 0: chance (dotted), the most frequent token, the most frequent token of each position'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: fope, t5, rope, sinusoidal, shaw, alibi'
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 6; fitted[1] = 0
label[2] = 't5'; tic[2] = 't5'
style[2] = 7; runs[2] = 15; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 4; runs[3] = 6; fitted[3] = 0
label[4] = 'sinusoidal'; tic[4] = 'sinusoidal'
style[4] = 9; runs[4] = 15; fitted[4] = 0
label[5] = 'shaw'; tic[5] = 'shaw'
style[5] = 11; runs[5] = 15; fitted[5] = 0
label[6] = 'alibi'; tic[6] = 'alibi'
style[6] = 10; runs[6] = 15; fitted[6] = 0
array line_first[13]
array line_last[13]
line_first[1] = 0; line_last[1] = 1
line_first[2] = 156; line_last[2] = 156
line_first[3] = 156; line_last[3] = 156
line_first[4] = 4; line_last[4] = 5
line_first[5] = 156; line_last[5] = 156
line_first[6] = 156; line_last[6] = 156
line_first[7] = 2; line_last[7] = 3
line_first[8] = 156; line_last[8] = 156
line_first[9] = 6; line_last[9] = 7
line_first[10] = 10; line_last[10] = 11
line_first[11] = 8; line_last[11] = 9
line_first[12] = 156; line_last[12] = 156
line_first[13] = 156; line_last[13] = 156
array dot_first[13]
array dot_last[13]
dot_first[1] = 12; dot_last[1] = 23
dot_first[2] = 156; dot_last[2] = 156
dot_first[3] = 156; dot_last[3] = 156
dot_first[4] = 54; dot_last[4] = 65
dot_first[5] = 156; dot_last[5] = 156
dot_first[6] = 156; dot_last[6] = 156
dot_first[7] = 24; dot_last[7] = 53
dot_first[8] = 156; dot_last[8] = 156
dot_first[9] = 66; dot_last[9] = 95
dot_first[10] = 126; dot_last[10] = 155
dot_first[11] = 96; dot_last[11] = 125
dot_first[12] = 156; dot_last[12] = 156
dot_first[13] = 156; dot_last[13] = 156
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0
last_y[4] = 0
last_y[5] = 0
last_y[6] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
