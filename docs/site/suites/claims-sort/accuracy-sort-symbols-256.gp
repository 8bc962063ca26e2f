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
lengths = 7
array length[7] = [8.0, 16.0, 24.0, 32.0, 48.0, 64.0, 128.0]
borders = '16'
borders_words = ''
array trained[7]
trained[1] = 16
trained[2] = 0
trained[3] = 16
trained[4] = 0
trained[5] = 16
trained[6] = 0
trained[7] = 0
seeds = 2
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
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 3; runs[2] = 2; fitted[2] = 2
label[3] = 'nape + entmax'; tic[3] = 'nape + entmax'
style[3] = 5; runs[3] = 2; fitted[3] = 2
array line_first[7]
array line_last[7]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 63; line_last[2] = 63
line_first[3] = 7; line_last[3] = 13
line_first[4] = 63; line_last[4] = 63
line_first[5] = 14; line_last[5] = 20
line_first[6] = 63; line_last[6] = 63
line_first[7] = 63; line_last[7] = 63
array dot_first[7]
array dot_last[7]
dot_first[1] = 21; dot_last[1] = 34
dot_first[2] = 63; dot_last[2] = 63
dot_first[3] = 35; dot_last[3] = 48
dot_first[4] = 63; dot_last[4] = 63
dot_first[5] = 49; dot_last[5] = 62
dot_first[6] = 63; dot_last[6] = 63
dot_first[7] = 63; dot_last[7] = 63
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
