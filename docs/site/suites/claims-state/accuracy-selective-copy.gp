# The numbers are in accuracy-selective-copy.tsv.
#   gnuplot accuracy-selective-copy.gp                      draws accuracy-selective-copy.svg
#   gnuplot -e "format='pdf'" accuracy-selective-copy.gp   draws accuracy-selective-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy what is not blank, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-selective-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[8]
trained[1] = 32
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 32
trained[6] = 0
trained[7] = 32
trained[8] = 0
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
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'stick-breaking'; tic[2] = 'stick-breaking'
style[2] = 5; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 7; runs[3] = 1; fitted[3] = 1
array line_first[8]
array line_last[8]
line_first[1] = 0; line_last[1] = 3
line_first[2] = 24; line_last[2] = 24
line_first[3] = 24; line_last[3] = 24
line_first[4] = 24; line_last[4] = 24
line_first[5] = 4; line_last[5] = 7
line_first[6] = 24; line_last[6] = 24
line_first[7] = 8; line_last[7] = 11
line_first[8] = 24; line_last[8] = 24
array dot_first[8]
array dot_last[8]
dot_first[1] = 12; dot_last[1] = 15
dot_first[2] = 24; dot_last[2] = 24
dot_first[3] = 24; dot_last[3] = 24
dot_first[4] = 24; dot_last[4] = 24
dot_first[5] = 16; dot_last[5] = 19
dot_first[6] = 24; dot_last[6] = 24
dot_first[7] = 20; dot_last[7] = 23
dot_first[8] = 24; dot_last[8] = 24
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
