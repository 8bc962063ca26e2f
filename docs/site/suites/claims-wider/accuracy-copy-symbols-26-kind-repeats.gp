# The numbers are in accuracy-copy-symbols-26-kind-repeats.tsv.
#   gnuplot accuracy-copy-symbols-26-kind-repeats.gp                      draws accuracy-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" accuracy-copy-symbols-26-kind-repeats.gp   draws accuracy-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy-symbols-26-kind-repeats'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [8.0, 16.0, 18.0, 20.0, 24.0, 32.0, 48.0]
borders = '16'
borders_words = ''
array trained[12]
trained[1] = 0
trained[2] = 16
trained[3] = 16
trained[4] = 16
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 16
trained[10] = 0
trained[11] = 0
trained[12] = 0
seeds = 1
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
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1
array line_first[12]
array line_last[12]
line_first[1] = 56; line_last[1] = 56
line_first[2] = 0; line_last[2] = 6
line_first[3] = 14; line_last[3] = 20
line_first[4] = 7; line_last[4] = 13
line_first[5] = 56; line_last[5] = 56
line_first[6] = 56; line_last[6] = 56
line_first[7] = 56; line_last[7] = 56
line_first[8] = 56; line_last[8] = 56
line_first[9] = 21; line_last[9] = 27
line_first[10] = 56; line_last[10] = 56
line_first[11] = 56; line_last[11] = 56
line_first[12] = 56; line_last[12] = 56
array dot_first[12]
array dot_last[12]
dot_first[1] = 56; dot_last[1] = 56
dot_first[2] = 28; dot_last[2] = 34
dot_first[3] = 42; dot_last[3] = 48
dot_first[4] = 35; dot_last[4] = 41
dot_first[5] = 56; dot_last[5] = 56
dot_first[6] = 56; dot_last[6] = 56
dot_first[7] = 56; dot_last[7] = 56
dot_first[8] = 56; dot_last[8] = 56
dot_first[9] = 49; dot_last[9] = 55
dot_first[10] = 56; dot_last[10] = 56
dot_first[11] = 56; dot_last[11] = 56
dot_first[12] = 56; dot_last[12] = 56
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0
last_y[4] = 0.592

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
