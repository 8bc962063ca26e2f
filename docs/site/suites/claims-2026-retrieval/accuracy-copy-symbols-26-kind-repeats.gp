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
lengths = 10
array length[10] = [8.0, 16.0, 18.0, 20.0, 24.0, 32.0, 48.0, 64.0, 120.0, 128.0]
borders = '16'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 16
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 16
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
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
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 5; runs[1] = 1; fitted[1] = 1
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 12; runs[2] = 1; fitted[2] = 1
array line_first[18]
array line_last[18]
line_first[1] = 40; line_last[1] = 40
line_first[2] = 40; line_last[2] = 40
line_first[3] = 40; line_last[3] = 40
line_first[4] = 40; line_last[4] = 40
line_first[5] = 0; line_last[5] = 9
line_first[6] = 40; line_last[6] = 40
line_first[7] = 40; line_last[7] = 40
line_first[8] = 40; line_last[8] = 40
line_first[9] = 40; line_last[9] = 40
line_first[10] = 40; line_last[10] = 40
line_first[11] = 40; line_last[11] = 40
line_first[12] = 10; line_last[12] = 19
line_first[13] = 40; line_last[13] = 40
line_first[14] = 40; line_last[14] = 40
line_first[15] = 40; line_last[15] = 40
line_first[16] = 40; line_last[16] = 40
line_first[17] = 40; line_last[17] = 40
line_first[18] = 40; line_last[18] = 40
array dot_first[18]
array dot_last[18]
dot_first[1] = 40; dot_last[1] = 40
dot_first[2] = 40; dot_last[2] = 40
dot_first[3] = 40; dot_last[3] = 40
dot_first[4] = 40; dot_last[4] = 40
dot_first[5] = 20; dot_last[5] = 29
dot_first[6] = 40; dot_last[6] = 40
dot_first[7] = 40; dot_last[7] = 40
dot_first[8] = 40; dot_last[8] = 40
dot_first[9] = 40; dot_last[9] = 40
dot_first[10] = 40; dot_last[10] = 40
dot_first[11] = 40; dot_last[11] = 40
dot_first[12] = 30; dot_last[12] = 39
dot_first[13] = 40; dot_last[13] = 40
dot_first[14] = 40; dot_last[14] = 40
dot_first[15] = 40; dot_last[15] = 40
dot_first[16] = 40; dot_last[16] = 40
dot_first[17] = 40; dot_last[17] = 40
dot_first[18] = 40; dot_last[18] = 40
array last_y[series]
last_y[1] = 0
last_y[2] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
