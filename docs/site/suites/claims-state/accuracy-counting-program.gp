# The numbers are in accuracy-counting-program.tsv.
#   gnuplot accuracy-counting-program.gp                      draws accuracy-counting-program.svg
#   gnuplot -e "format='pdf'" accuracy-counting-program.gp   draws accuracy-counting-program.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Run a program of counters, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-counting-program'
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
trained[5] = 0
trained[6] = 32
trained[7] = 0
trained[8] = 0
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top: the most frequent token, the most frequent token of each position, chance (dotted); at 0: the input copied'
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
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 6; runs[2] = 1; fitted[2] = 1
array line_first[8]
array line_last[8]
line_first[1] = 0; line_last[1] = 3
line_first[2] = 16; line_last[2] = 16
line_first[3] = 16; line_last[3] = 16
line_first[4] = 16; line_last[4] = 16
line_first[5] = 16; line_last[5] = 16
line_first[6] = 4; line_last[6] = 7
line_first[7] = 16; line_last[7] = 16
line_first[8] = 16; line_last[8] = 16
array dot_first[8]
array dot_last[8]
dot_first[1] = 8; dot_last[1] = 11
dot_first[2] = 16; dot_last[2] = 16
dot_first[3] = 16; dot_last[3] = 16
dot_first[4] = 16; dot_last[4] = 16
dot_first[5] = 16; dot_last[5] = 16
dot_first[6] = 12; dot_last[6] = 15
dot_first[7] = 16; dot_last[7] = 16
dot_first[8] = 16; dot_last[8] = 16
array last_y[series]
last_y[1] = 0.428
last_y[2] = 0.222

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
