# The numbers are in accuracy-copy-symbols-2-kind-repeats.tsv.
#   gnuplot accuracy-copy-symbols-2-kind-repeats.gp                      draws accuracy-copy-symbols-2-kind-repeats.svg
#   gnuplot -e "format='pdf'" accuracy-copy-symbols-2-kind-repeats.gp   draws accuracy-copy-symbols-2-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 2, kind repeats), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy-symbols-2-kind-repeats'
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
trained[9] = 0
trained[10] = 20
trained[11] = 0
trained[12] = 0
trained[13] = 0
seeds = 13
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
ties_words = 'under one line: nope, alibi'
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 13; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 13; fitted[2] = 10
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 13; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 10; runs[4] = 13; fitted[4] = 0
array line_first[13]
array line_last[13]
line_first[1] = 448; line_last[1] = 448
line_first[2] = 448; line_last[2] = 448
line_first[3] = 0; line_last[3] = 7
line_first[4] = 8; line_last[4] = 15
line_first[5] = 448; line_last[5] = 448
line_first[6] = 448; line_last[6] = 448
line_first[7] = 448; line_last[7] = 448
line_first[8] = 16; line_last[8] = 23
line_first[9] = 448; line_last[9] = 448
line_first[10] = 24; line_last[10] = 31
line_first[11] = 448; line_last[11] = 448
line_first[12] = 448; line_last[12] = 448
line_first[13] = 448; line_last[13] = 448
array dot_first[13]
array dot_last[13]
dot_first[1] = 448; dot_last[1] = 448
dot_first[2] = 448; dot_last[2] = 448
dot_first[3] = 32; dot_last[3] = 135
dot_first[4] = 136; dot_last[4] = 239
dot_first[5] = 448; dot_last[5] = 448
dot_first[6] = 448; dot_last[6] = 448
dot_first[7] = 448; dot_last[7] = 448
dot_first[8] = 240; dot_last[8] = 343
dot_first[9] = 448; dot_last[9] = 448
dot_first[10] = 344; dot_last[10] = 447
dot_first[11] = 448; dot_last[11] = 448
dot_first[12] = 448; dot_last[12] = 448
dot_first[13] = 448; dot_last[13] = 448
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0
last_y[4] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
