# The numbers are in accuracy-addition.tsv.
#   gnuplot accuracy-addition.gp                      draws accuracy-addition.svg
#   gnuplot -e "format='pdf'" accuracy-addition.gp   draws accuracy-addition.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-addition'
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
trained[4] = 0
trained[5] = 20
trained[6] = 0
trained[7] = 20
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
ties_words = 'under one line: learned + offset, alibi'
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 5; runs[2] = 1; fitted[2] = 0
label[3] = 'alibi'; tic[3] = 'alibi'
style[3] = 7; runs[3] = 1; fitted[3] = 0
array line_first[7]
array line_last[7]
line_first[1] = 36; line_last[1] = 36
line_first[2] = 36; line_last[2] = 36
line_first[3] = 0; line_last[3] = 5
line_first[4] = 36; line_last[4] = 36
line_first[5] = 6; line_last[5] = 11
line_first[6] = 36; line_last[6] = 36
line_first[7] = 12; line_last[7] = 17
array dot_first[7]
array dot_last[7]
dot_first[1] = 36; dot_last[1] = 36
dot_first[2] = 36; dot_last[2] = 36
dot_first[3] = 18; dot_last[3] = 23
dot_first[4] = 36; dot_last[4] = 36
dot_first[5] = 24; dot_last[5] = 29
dot_first[6] = 36; dot_last[6] = 36
dot_first[7] = 30; dot_last[7] = 35
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
