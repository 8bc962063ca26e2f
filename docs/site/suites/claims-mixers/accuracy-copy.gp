# The numbers are in accuracy-copy.tsv.
#   gnuplot accuracy-copy.gp                      draws accuracy-copy.svg
#   gnuplot -e "format='pdf'" accuracy-copy.gp   draws accuracy-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
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
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 1; fitted[1] = 0
array line_first[10]
array line_last[10]
line_first[1] = 14; line_last[1] = 14
line_first[2] = 14; line_last[2] = 14
line_first[3] = 0; line_last[3] = 6
line_first[4] = 14; line_last[4] = 14
line_first[5] = 14; line_last[5] = 14
line_first[6] = 14; line_last[6] = 14
line_first[7] = 14; line_last[7] = 14
line_first[8] = 14; line_last[8] = 14
line_first[9] = 14; line_last[9] = 14
line_first[10] = 14; line_last[10] = 14
array dot_first[10]
array dot_last[10]
dot_first[1] = 14; dot_last[1] = 14
dot_first[2] = 14; dot_last[2] = 14
dot_first[3] = 7; dot_last[3] = 13
dot_first[4] = 14; dot_last[4] = 14
dot_first[5] = 14; dot_last[5] = 14
dot_first[6] = 14; dot_last[6] = 14
dot_first[7] = 14; dot_last[7] = 14
dot_first[8] = 14; dot_last[8] = 14
dot_first[9] = 14; dot_last[9] = 14
dot_first[10] = 14; dot_last[10] = 14
array last_y[series]
last_y[1] = 0

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
