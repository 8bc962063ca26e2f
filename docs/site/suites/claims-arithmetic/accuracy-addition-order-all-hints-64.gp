# The numbers are in accuracy-addition-order-all-hints-64.tsv.
#   gnuplot accuracy-addition-order-all-hints-64.gp                      draws accuracy-addition-order-all-hints-64.svg
#   gnuplot -e "format='pdf'" accuracy-addition-order-all-hints-64.gp   draws accuracy-addition-order-all-hints-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order all, hints 64), trained to 10'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-addition-order-all-hints-64'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [5.0, 10.0, 13.0, 15.0, 20.0, 30.0]
borders = '10'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 10
trained[3] = 0
trained[4] = 0
trained[5] = 10
trained[6] = 0
trained[7] = 0
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
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'fire'; tic[1] = 'fire'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 5; runs[2] = 1; fitted[2] = 1
array line_first[7]
array line_last[7]
line_first[1] = 24; line_last[1] = 24
line_first[2] = 0; line_last[2] = 5
line_first[3] = 24; line_last[3] = 24
line_first[4] = 24; line_last[4] = 24
line_first[5] = 6; line_last[5] = 11
line_first[6] = 24; line_last[6] = 24
line_first[7] = 24; line_last[7] = 24
array dot_first[7]
array dot_last[7]
dot_first[1] = 24; dot_last[1] = 24
dot_first[2] = 12; dot_last[2] = 17
dot_first[3] = 24; dot_last[3] = 24
dot_first[4] = 24; dot_last[4] = 24
dot_first[5] = 18; dot_last[5] = 23
dot_first[6] = 24; dot_last[6] = 24
dot_first[7] = 24; dot_last[7] = 24
array last_y[series]
last_y[1] = 0
last_y[2] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
