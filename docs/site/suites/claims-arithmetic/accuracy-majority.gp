# The numbers are in accuracy-majority.tsv.
#   gnuplot accuracy-majority.gp                      draws accuracy-majority.svg
#   gnuplot -e "format='pdf'" accuracy-majority.gp   draws accuracy-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent symbol, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-majority'
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
trained[5] = 0
trained[6] = 0
trained[7] = 0
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'chance_value'
guesses_words = 'grey, from the top at the left: the input copied, the most frequent token, the most frequent token of each position, chance (dotted)'
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
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 1
array line_first[7]
array line_last[7]
line_first[1] = 24; line_last[1] = 24
line_first[2] = 24; line_last[2] = 24
line_first[3] = 0; line_last[3] = 5
line_first[4] = 6; line_last[4] = 11
line_first[5] = 24; line_last[5] = 24
line_first[6] = 24; line_last[6] = 24
line_first[7] = 24; line_last[7] = 24
array dot_first[7]
array dot_last[7]
dot_first[1] = 24; dot_last[1] = 24
dot_first[2] = 24; dot_last[2] = 24
dot_first[3] = 12; dot_last[3] = 17
dot_first[4] = 18; dot_last[4] = 23
dot_first[5] = 24; dot_last[5] = 24
dot_first[6] = 24; dot_last[6] = 24
dot_first[7] = 24; dot_last[7] = 24
array last_y[series]
last_y[1] = 0.862
last_y[2] = 0.89

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
