# The numbers are in accuracy-kth-pointers-16-from-end-queries-4.tsv.
#   gnuplot accuracy-kth-pointers-16-from-end-queries-4.gp                      draws accuracy-kth-pointers-16-from-end-queries-4.svg
#   gnuplot -e "format='pdf'" accuracy-kth-pointers-16-from-end-queries-4.gp   draws accuracy-kth-pointers-16-from-end-queries-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (pointers 16, from end, queries 4), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-kth-pointers-16-from-end-queries-4'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [8.0, 16.0, 32.0, 64.0, 128.0, 256.0]
borders = '16'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 16
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 16
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 16
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
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 8; runs[1] = 1; fitted[1] = 0
label[2] = 'rope(angles=bf16)'; tic[2] = 'rope(angles=bf16)'
style[2] = 13; runs[2] = 1; fitted[2] = 0
label[3] = 'rope(angles=tables)'; tic[3] = 'rope(angles=tables)'
style[3] = 18; runs[3] = 1; fitted[3] = 0
array line_first[18]
array line_last[18]
line_first[1] = 36; line_last[1] = 36
line_first[2] = 36; line_last[2] = 36
line_first[3] = 36; line_last[3] = 36
line_first[4] = 36; line_last[4] = 36
line_first[5] = 36; line_last[5] = 36
line_first[6] = 36; line_last[6] = 36
line_first[7] = 36; line_last[7] = 36
line_first[8] = 0; line_last[8] = 5
line_first[9] = 36; line_last[9] = 36
line_first[10] = 36; line_last[10] = 36
line_first[11] = 36; line_last[11] = 36
line_first[12] = 36; line_last[12] = 36
line_first[13] = 6; line_last[13] = 11
line_first[14] = 36; line_last[14] = 36
line_first[15] = 36; line_last[15] = 36
line_first[16] = 36; line_last[16] = 36
line_first[17] = 36; line_last[17] = 36
line_first[18] = 12; line_last[18] = 17
array dot_first[18]
array dot_last[18]
dot_first[1] = 36; dot_last[1] = 36
dot_first[2] = 36; dot_last[2] = 36
dot_first[3] = 36; dot_last[3] = 36
dot_first[4] = 36; dot_last[4] = 36
dot_first[5] = 36; dot_last[5] = 36
dot_first[6] = 36; dot_last[6] = 36
dot_first[7] = 36; dot_last[7] = 36
dot_first[8] = 18; dot_last[8] = 23
dot_first[9] = 36; dot_last[9] = 36
dot_first[10] = 36; dot_last[10] = 36
dot_first[11] = 36; dot_last[11] = 36
dot_first[12] = 36; dot_last[12] = 36
dot_first[13] = 24; dot_last[13] = 29
dot_first[14] = 36; dot_last[14] = 36
dot_first[15] = 36; dot_last[15] = 36
dot_first[16] = 36; dot_last[16] = 36
dot_first[17] = 36; dot_last[17] = 36
dot_first[18] = 30; dot_last[18] = 35
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
