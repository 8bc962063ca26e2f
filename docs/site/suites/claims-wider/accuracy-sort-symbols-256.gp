# The numbers are in accuracy-sort-symbols-256.tsv.
#   gnuplot accuracy-sort-symbols-256.gp                      draws accuracy-sort-symbols-256.svg
#   gnuplot -e "format='pdf'" accuracy-sort-symbols-256.gp   draws accuracy-sort-symbols-256.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 256), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-sort-symbols-256'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [8.0, 16.0, 24.0, 32.0, 40.0, 48.0]
borders = '16'
borders_words = ''
array trained[12]
trained[1] = 0
trained[2] = 16
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
array line_first[12]
array line_last[12]
line_first[1] = 12; line_last[1] = 12
line_first[2] = 0; line_last[2] = 5
line_first[3] = 12; line_last[3] = 12
line_first[4] = 12; line_last[4] = 12
line_first[5] = 12; line_last[5] = 12
line_first[6] = 12; line_last[6] = 12
line_first[7] = 12; line_last[7] = 12
line_first[8] = 12; line_last[8] = 12
line_first[9] = 12; line_last[9] = 12
line_first[10] = 12; line_last[10] = 12
line_first[11] = 12; line_last[11] = 12
line_first[12] = 12; line_last[12] = 12
array dot_first[12]
array dot_last[12]
dot_first[1] = 12; dot_last[1] = 12
dot_first[2] = 6; dot_last[2] = 11
dot_first[3] = 12; dot_last[3] = 12
dot_first[4] = 12; dot_last[4] = 12
dot_first[5] = 12; dot_last[5] = 12
dot_first[6] = 12; dot_last[6] = 12
dot_first[7] = 12; dot_last[7] = 12
dot_first[8] = 12; dot_last[8] = 12
dot_first[9] = 12; dot_last[9] = 12
dot_first[10] = 12; dot_last[10] = 12
dot_first[11] = 12; dot_last[11] = 12
dot_first[12] = 12; dot_last[12] = 12
array last_y[series]
last_y[1] = 0.21

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
