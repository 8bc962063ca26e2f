# The numbers are in accuracy-induction.tsv.
#   gnuplot accuracy-induction.gp                      draws accuracy-induction.svg
#   gnuplot -e "format='pdf'" accuracy-induction.gp   draws accuracy-induction.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What followed this symbol last time?, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-induction'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 24
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 24
trained[9] = 0
trained[10] = 0
seeds = 8
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, from the top at the left: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'cpe one layer'; tic[1] = 'cpe one layer'
style[1] = 1; runs[1] = 8; fitted[1] = 8
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 8; fitted[2] = 0
label[3] = 'rope one layer'; tic[3] = 'rope one layer'
style[3] = 8; runs[3] = 8; fitted[3] = 0
array line_first[10]
array line_last[10]
line_first[1] = 0; line_last[1] = 4
line_first[2] = 135; line_last[2] = 135
line_first[3] = 135; line_last[3] = 135
line_first[4] = 135; line_last[4] = 135
line_first[5] = 135; line_last[5] = 135
line_first[6] = 5; line_last[6] = 9
line_first[7] = 135; line_last[7] = 135
line_first[8] = 10; line_last[8] = 14
line_first[9] = 135; line_last[9] = 135
line_first[10] = 135; line_last[10] = 135
array dot_first[10]
array dot_last[10]
dot_first[1] = 15; dot_last[1] = 54
dot_first[2] = 135; dot_last[2] = 135
dot_first[3] = 135; dot_last[3] = 135
dot_first[4] = 135; dot_last[4] = 135
dot_first[5] = 135; dot_last[5] = 135
dot_first[6] = 55; dot_last[6] = 94
dot_first[7] = 135; dot_last[7] = 135
dot_first[8] = 95; dot_last[8] = 134
dot_first[9] = 135; dot_last[9] = 135
dot_first[10] = 135; dot_last[10] = 135
array last_y[series]
last_y[1] = 1
last_y[2] = 0.03
last_y[3] = 0.032

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
