# The numbers are in accuracy-parity.tsv.
#   gnuplot accuracy-parity.gp                      draws accuracy-parity.svg
#   gnuplot -e "format='pdf'" accuracy-parity.gp   draws accuracy-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-parity'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [10.0, 20.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 20
trained[5] = 20
trained[6] = 0
trained[7] = 20
seeds = 10
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top at the left: the most frequent token, the most frequent token of each position, chance (dotted); at 0: the input copied'
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
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 10; fitted[1] = 3
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'rope'; tic[3] = 'rope'
style[3] = 5; runs[3] = 1; fitted[3] = 0
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 7; runs[4] = 1; fitted[4] = 0
array line_first[7]
array line_last[7]
line_first[1] = 102; line_last[1] = 102
line_first[2] = 102; line_last[2] = 102
line_first[3] = 0; line_last[3] = 5
line_first[4] = 6; line_last[4] = 11
line_first[5] = 12; line_last[5] = 17
line_first[6] = 102; line_last[6] = 102
line_first[7] = 18; line_last[7] = 23
array dot_first[7]
array dot_last[7]
dot_first[1] = 102; dot_last[1] = 102
dot_first[2] = 102; dot_last[2] = 102
dot_first[3] = 24; dot_last[3] = 83
dot_first[4] = 84; dot_last[4] = 89
dot_first[5] = 90; dot_last[5] = 95
dot_first[6] = 102; dot_last[6] = 102
dot_first[7] = 96; dot_last[7] = 101
array last_y[series]
last_y[1] = 0.514
last_y[2] = 0.508
last_y[3] = 0.468
last_y[4] = 0.538

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
