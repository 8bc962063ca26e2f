# The numbers are in accuracy-ngram-lookup.tsv.
#   gnuplot accuracy-ngram-lookup.gp                      draws accuracy-ngram-lookup.svg
#   gnuplot -e "format='pdf'" accuracy-ngram-lookup.gp   draws accuracy-ngram-lookup.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What follows the n-gram?, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-ngram-lookup'
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
trained[1] = 0
trained[2] = 0
trained[3] = 24
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 24
trained[10] = 0
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
ties_words = ''
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 9; runs[2] = 1; fitted[2] = 0
array line_first[10]
array line_last[10]
line_first[1] = 20; line_last[1] = 20
line_first[2] = 20; line_last[2] = 20
line_first[3] = 0; line_last[3] = 4
line_first[4] = 20; line_last[4] = 20
line_first[5] = 20; line_last[5] = 20
line_first[6] = 20; line_last[6] = 20
line_first[7] = 20; line_last[7] = 20
line_first[8] = 20; line_last[8] = 20
line_first[9] = 5; line_last[9] = 9
line_first[10] = 20; line_last[10] = 20
array dot_first[10]
array dot_last[10]
dot_first[1] = 20; dot_last[1] = 20
dot_first[2] = 20; dot_last[2] = 20
dot_first[3] = 10; dot_last[3] = 14
dot_first[4] = 20; dot_last[4] = 20
dot_first[5] = 20; dot_last[5] = 20
dot_first[6] = 20; dot_last[6] = 20
dot_first[7] = 20; dot_last[7] = 20
dot_first[8] = 20; dot_last[8] = 20
dot_first[9] = 15; dot_last[9] = 19
dot_first[10] = 20; dot_last[10] = 20
array last_y[series]
last_y[1] = 0
last_y[2] = 0.052

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
