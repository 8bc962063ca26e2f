# The numbers are in accuracy-sort-symbols-128.tsv.
#   gnuplot accuracy-sort-symbols-128.gp                      draws accuracy-sort-symbols-128.svg
#   gnuplot -e "format='pdf'" accuracy-sort-symbols-128.gp   draws accuracy-sort-symbols-128.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 128)'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-sort-symbols-128'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 8
array length[8] = [2.0, 4.0, 6.0, 17.0, 20.0, 24.0, 28.0, 32.0]
borders = '4 6'
borders_words = 'trained to 4: nope one layer 4 and nope two layers 4; to 6: nope one layer 6 and nope two layers 6'
array trained[7]
trained[1] = 0
trained[2] = 4
trained[3] = 0
trained[4] = 4
trained[5] = 0
trained[6] = 6
trained[7] = 6
seeds = 2
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, the input copied; at 0: chance (dotted), the most frequent token, the most frequent token of each position'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'nope one layer 4'; tic[1] = 'nope one layer 4'
style[1] = 2; runs[1] = 2; fitted[1] = 2
label[2] = 'nope two layers 4'; tic[2] = 'nope two layers 4'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope one layer 6'; tic[3] = 'nope one layer 6'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'nope two layers 6'; tic[4] = 'nope two layers 6'
style[4] = 7; runs[4] = 1; fitted[4] = 1
array line_first[7]
array line_last[7]
line_first[1] = 72; line_last[1] = 72
line_first[2] = 0; line_last[2] = 7
line_first[3] = 72; line_last[3] = 72
line_first[4] = 8; line_last[4] = 15
line_first[5] = 72; line_last[5] = 72
line_first[6] = 16; line_last[6] = 23
line_first[7] = 24; line_last[7] = 31
array dot_first[7]
array dot_last[7]
dot_first[1] = 72; dot_last[1] = 72
dot_first[2] = 32; dot_last[2] = 47
dot_first[3] = 72; dot_last[3] = 72
dot_first[4] = 48; dot_last[4] = 55
dot_first[5] = 72; dot_last[5] = 72
dot_first[6] = 56; dot_last[6] = 63
dot_first[7] = 64; dot_last[7] = 71
array last_y[series]
last_y[1] = 0.001
last_y[2] = 0
last_y[3] = 0.214
last_y[4] = 0.018

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
