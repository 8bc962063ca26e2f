# The numbers are in accuracy-parity.tsv.
#   gnuplot accuracy-parity.gp                      draws accuracy-parity.svg
#   gnuplot -e "format='pdf'" accuracy-parity.gp   draws accuracy-parity.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Is the number of ones even?, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-parity'
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
trained[9] = 20
trained[10] = 20
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top at the left: the most frequent token, the most frequent token of each position, chance (dotted); at 0: the input copied'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 1
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 10; runs[3] = 1; fitted[3] = 1
array line_first[10]
array line_last[10]
line_first[1] = 42; line_last[1] = 42
line_first[2] = 42; line_last[2] = 42
line_first[3] = 0; line_last[3] = 6
line_first[4] = 42; line_last[4] = 42
line_first[5] = 42; line_last[5] = 42
line_first[6] = 42; line_last[6] = 42
line_first[7] = 42; line_last[7] = 42
line_first[8] = 42; line_last[8] = 42
line_first[9] = 7; line_last[9] = 13
line_first[10] = 14; line_last[10] = 20
array dot_first[10]
array dot_last[10]
dot_first[1] = 42; dot_last[1] = 42
dot_first[2] = 42; dot_last[2] = 42
dot_first[3] = 21; dot_last[3] = 27
dot_first[4] = 42; dot_last[4] = 42
dot_first[5] = 42; dot_last[5] = 42
dot_first[6] = 42; dot_last[6] = 42
dot_first[7] = 42; dot_last[7] = 42
dot_first[8] = 42; dot_last[8] = 42
dot_first[9] = 28; dot_last[9] = 34
dot_first[10] = 35; dot_last[10] = 41
array last_y[series]
last_y[1] = 0.966
last_y[2] = 0.47
last_y[3] = 0.586

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
