# The numbers are in accuracy-even-pairs.tsv.
#   gnuplot accuracy-even-pairs.gp                      draws accuracy-even-pairs.svg
#   gnuplot -e "format='pdf'" accuracy-even-pairs.gp   draws accuracy-even-pairs.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of unequal neighbours even? (regular), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-even-pairs'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
seeds = 9
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
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 8; runs[1] = 9; fitted[1] = 0
array line_first[13]
array line_last[13]
line_first[1] = 80; line_last[1] = 80
line_first[2] = 80; line_last[2] = 80
line_first[3] = 80; line_last[3] = 80
line_first[4] = 80; line_last[4] = 80
line_first[5] = 80; line_last[5] = 80
line_first[6] = 80; line_last[6] = 80
line_first[7] = 80; line_last[7] = 80
line_first[8] = 0; line_last[8] = 7
line_first[9] = 80; line_last[9] = 80
line_first[10] = 80; line_last[10] = 80
line_first[11] = 80; line_last[11] = 80
line_first[12] = 80; line_last[12] = 80
line_first[13] = 80; line_last[13] = 80
array dot_first[13]
array dot_last[13]
dot_first[1] = 80; dot_last[1] = 80
dot_first[2] = 80; dot_last[2] = 80
dot_first[3] = 80; dot_last[3] = 80
dot_first[4] = 80; dot_last[4] = 80
dot_first[5] = 80; dot_last[5] = 80
dot_first[6] = 80; dot_last[6] = 80
dot_first[7] = 80; dot_last[7] = 80
dot_first[8] = 8; dot_last[8] = 79
dot_first[9] = 80; dot_last[9] = 80
dot_first[10] = 80; dot_last[10] = 80
dot_first[11] = 80; dot_last[11] = 80
dot_first[12] = 80; dot_last[12] = 80
dot_first[13] = 80; dot_last[13] = 80
array last_y[series]
last_y[1] = 0.744

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
