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
lengths = 7
array length[7] = [8.0, 16.0, 18.0, 20.0, 24.0, 32.0, 48.0]
borders = '16'
borders_words = ''
array trained[3]
trained[1] = 16
trained[2] = 16
trained[3] = 0
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
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 0
array line_first[3]
array line_last[3]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 7; line_last[2] = 13
line_first[3] = 28; line_last[3] = 28
array dot_first[3]
array dot_last[3]
dot_first[1] = 14; dot_last[1] = 20
dot_first[2] = 21; dot_last[2] = 27
dot_first[3] = 28; dot_last[3] = 28
array last_y[series]
last_y[1] = 0
last_y[2] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
