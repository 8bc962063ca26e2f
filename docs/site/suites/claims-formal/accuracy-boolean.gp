# The numbers are in accuracy-boolean.tsv.
#   gnuplot accuracy-boolean.gp                      draws accuracy-boolean.svg
#   gnuplot -e "format='pdf'" accuracy-boolean.gp   draws accuracy-boolean.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell when an expression is complete, trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-boolean'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 9
array length[9] = [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[2]
trained[1] = 40
trained[2] = 40
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'place'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'copy'
guesses_words = 'grey, the most frequent token of each position; at 0: chance (dotted), the most frequent token, the input copied'
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
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 1; runs[2] = 1; fitted[2] = 1
array line_first[2]
array line_last[2]
line_first[1] = 9; line_last[1] = 17
line_first[2] = 0; line_last[2] = 8
array dot_first[2]
array dot_last[2]
dot_first[1] = 27; dot_last[1] = 35
dot_first[2] = 18; dot_last[2] = 26
array last_y[series]
last_y[1] = 0.854
last_y[2] = 0.642

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
