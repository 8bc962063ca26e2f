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
trained[6] = 20
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
seeds = 10
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, from the top at the left: the input copied, chance (dotted), the most frequent token, the most frequent token of each position'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 10; fitted[1] = 10
label[2] = 'gdn 2 + nope'; tic[2] = 'gdn 2 + nope'
style[2] = 6; runs[2] = 10; fitted[2] = 10
array line_first[10]
array line_last[10]
line_first[1] = 154; line_last[1] = 154
line_first[2] = 154; line_last[2] = 154
line_first[3] = 0; line_last[3] = 6
line_first[4] = 154; line_last[4] = 154
line_first[5] = 154; line_last[5] = 154
line_first[6] = 7; line_last[6] = 13
line_first[7] = 154; line_last[7] = 154
line_first[8] = 154; line_last[8] = 154
line_first[9] = 154; line_last[9] = 154
line_first[10] = 154; line_last[10] = 154
array dot_first[10]
array dot_last[10]
dot_first[1] = 154; dot_last[1] = 154
dot_first[2] = 154; dot_last[2] = 154
dot_first[3] = 14; dot_last[3] = 83
dot_first[4] = 154; dot_last[4] = 154
dot_first[5] = 154; dot_last[5] = 154
dot_first[6] = 84; dot_last[6] = 153
dot_first[7] = 154; dot_last[7] = 154
dot_first[8] = 154; dot_last[8] = 154
dot_first[9] = 154; dot_last[9] = 154
dot_first[10] = 154; dot_last[10] = 154
array last_y[series]
last_y[1] = 0.879
last_y[2] = 0.906

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
