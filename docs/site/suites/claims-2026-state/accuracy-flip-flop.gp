# The numbers are in accuracy-flip-flop.tsv.
#   gnuplot accuracy-flip-flop.gp                      draws accuracy-flip-flop.svg
#   gnuplot -e "format='pdf'" accuracy-flip-flop.gp   draws accuracy-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-flip-flop'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[3]
trained[1] = 32
trained[2] = 32
trained[3] = 32
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top at the left: the most frequent token, the most frequent token of each position, chance (dotted), the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: tra, fox'
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'fox'; tic[3] = 'fox'
style[3] = 3; runs[3] = 1; fitted[3] = 1
array line_first[3]
array line_last[3]
line_first[1] = 0; line_last[1] = 3
line_first[2] = 4; line_last[2] = 7
line_first[3] = 8; line_last[3] = 11
array dot_first[3]
array dot_last[3]
dot_first[1] = 12; dot_last[1] = 15
dot_first[2] = 16; dot_last[2] = 19
dot_first[3] = 20; dot_last[3] = 23
array last_y[series]
last_y[1] = 1
last_y[2] = 0.94396234740403
last_y[3] = 0.9989704368289455

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
