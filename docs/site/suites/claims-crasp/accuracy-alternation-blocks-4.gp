# The numbers are in accuracy-alternation-blocks-4.tsv.
#   gnuplot accuracy-alternation-blocks-4.gp                      draws accuracy-alternation-blocks-4.svg
#   gnuplot -e "format='pdf'" accuracy-alternation-blocks-4.gp   draws accuracy-alternation-blocks-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it (blocks 4), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-alternation-blocks-4'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [20.0, 40.0, 50.0, 60.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[4]
trained[1] = 0
trained[2] = 40
trained[3] = 40
trained[4] = 0
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
label[1] = 'nope one layer'; tic[1] = 'nope one layer'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'nope two layers'; tic[2] = 'nope two layers'
style[2] = 3; runs[2] = 1; fitted[2] = 1
array line_first[4]
array line_last[4]
line_first[1] = 28; line_last[1] = 28
line_first[2] = 0; line_last[2] = 6
line_first[3] = 7; line_last[3] = 13
line_first[4] = 28; line_last[4] = 28
array dot_first[4]
array dot_last[4]
dot_first[1] = 28; dot_last[1] = 28
dot_first[2] = 14; dot_last[2] = 20
dot_first[3] = 21; dot_last[3] = 27
dot_first[4] = 28; dot_last[4] = 28
array last_y[series]
last_y[1] = 0.05
last_y[2] = 0.994

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
