# The numbers are in accuracy-modular-arithmetic-brackets.tsv.
#   gnuplot accuracy-modular-arithmetic-brackets.gp                      draws accuracy-modular-arithmetic-brackets.svg
#   gnuplot -e "format='pdf'" accuracy-modular-arithmetic-brackets.gp   draws accuracy-modular-arithmetic-brackets.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'An expression in brackets modulo 5 (deterministic context-free), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-modular-arithmetic-brackets'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [20.0, 40.0, 64.0, 96.0, 128.0, 192.0, 256.0]
borders = '40'
borders_words = ''
array trained[10]
trained[1] = 40
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 40
trained[10] = 0
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
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'deltanet 2'; tic[1] = 'deltanet 2'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 0
array line_first[10]
array line_last[10]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 28; line_last[2] = 28
line_first[3] = 28; line_last[3] = 28
line_first[4] = 28; line_last[4] = 28
line_first[5] = 28; line_last[5] = 28
line_first[6] = 28; line_last[6] = 28
line_first[7] = 28; line_last[7] = 28
line_first[8] = 28; line_last[8] = 28
line_first[9] = 7; line_last[9] = 13
line_first[10] = 28; line_last[10] = 28
array dot_first[10]
array dot_last[10]
dot_first[1] = 14; dot_last[1] = 20
dot_first[2] = 28; dot_last[2] = 28
dot_first[3] = 28; dot_last[3] = 28
dot_first[4] = 28; dot_last[4] = 28
dot_first[5] = 28; dot_last[5] = 28
dot_first[6] = 28; dot_last[6] = 28
dot_first[7] = 28; dot_last[7] = 28
dot_first[8] = 28; dot_last[8] = 28
dot_first[9] = 21; dot_last[9] = 27
dot_first[10] = 28; dot_last[10] = 28
array last_y[series]
last_y[1] = 0.644
last_y[2] = 0.644

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
