# The numbers are in accuracy-addition-order-answer-pad-true.tsv.
#   gnuplot accuracy-addition-order-answer-pad-true.gp                      draws accuracy-addition-order-answer-pad-true.svg
#   gnuplot -e "format='pdf'" accuracy-addition-order-answer-pad-true.gp   draws accuracy-addition-order-answer-pad-true.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order answer, pad true), trained to 10'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-addition-order-answer-pad-true'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 6
array length[6] = [5.0, 10.0, 13.0, 15.0, 20.0, 30.0]
borders = '10'
borders_words = ''
array trained[7]
trained[1] = 10
trained[2] = 0
trained[3] = 10
trained[4] = 0
trained[5] = 0
trained[6] = 10
trained[7] = 0
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
ties_words = 'under one line: coupling(max=128), learned + offset, abacus'
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'coupling(max=128)'; tic[1] = 'coupling(max=128)'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 3; runs[2] = 1; fitted[2] = 0
label[3] = 'abacus'; tic[3] = 'abacus'
style[3] = 6; runs[3] = 1; fitted[3] = 0
array line_first[7]
array line_last[7]
line_first[1] = 0; line_last[1] = 5
line_first[2] = 36; line_last[2] = 36
line_first[3] = 6; line_last[3] = 11
line_first[4] = 36; line_last[4] = 36
line_first[5] = 36; line_last[5] = 36
line_first[6] = 12; line_last[6] = 17
line_first[7] = 36; line_last[7] = 36
array dot_first[7]
array dot_last[7]
dot_first[1] = 18; dot_last[1] = 23
dot_first[2] = 36; dot_last[2] = 36
dot_first[3] = 24; dot_last[3] = 29
dot_first[4] = 36; dot_last[4] = 36
dot_first[5] = 36; dot_last[5] = 36
dot_first[6] = 30; dot_last[6] = 35
dot_first[7] = 36; dot_last[7] = 36
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
