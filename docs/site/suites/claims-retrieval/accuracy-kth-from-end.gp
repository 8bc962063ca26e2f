# The numbers are in accuracy-kth-from-end.tsv.
#   gnuplot accuracy-kth-from-end.gp                      draws accuracy-kth-from-end.svg
#   gnuplot -e "format='pdf'" accuracy-kth-from-end.gp   draws accuracy-kth-from-end.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Look up the k-th item (from end), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-kth-from-end'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 24
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'copy'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, from the top at the left: chance (dotted), the input copied, the most frequent token, the most frequent token of each position'
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
label[1] = 'pope'; tic[1] = 'pope'
style[1] = 5; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 1; fitted[2] = 1
array line_first[10]
array line_last[10]
line_first[1] = 20; line_last[1] = 20
line_first[2] = 20; line_last[2] = 20
line_first[3] = 20; line_last[3] = 20
line_first[4] = 20; line_last[4] = 20
line_first[5] = 0; line_last[5] = 4
line_first[6] = 5; line_last[6] = 9
line_first[7] = 20; line_last[7] = 20
line_first[8] = 20; line_last[8] = 20
line_first[9] = 20; line_last[9] = 20
line_first[10] = 20; line_last[10] = 20
array dot_first[10]
array dot_last[10]
dot_first[1] = 20; dot_last[1] = 20
dot_first[2] = 20; dot_last[2] = 20
dot_first[3] = 20; dot_last[3] = 20
dot_first[4] = 20; dot_last[4] = 20
dot_first[5] = 10; dot_last[5] = 14
dot_first[6] = 15; dot_last[6] = 19
dot_first[7] = 20; dot_last[7] = 20
dot_first[8] = 20; dot_last[8] = 20
dot_first[9] = 20; dot_last[9] = 20
dot_first[10] = 20; dot_last[10] = 20
array last_y[series]
last_y[1] = 0.068
last_y[2] = 0.998

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
