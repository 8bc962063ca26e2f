# The numbers are in accuracy-recall-grow-gap-keys-16-values-16-pairs-4.tsv.
#   gnuplot accuracy-recall-grow-gap-keys-16-values-16-pairs-4.gp                      draws accuracy-recall-grow-gap-keys-16-values-16-pairs-4.svg
#   gnuplot -e "format='pdf'" accuracy-recall-grow-gap-keys-16-values-16-pairs-4.gp   draws accuracy-recall-grow-gap-keys-16-values-16-pairs-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 16, values 16, pairs 4), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-recall-grow-gap-keys-16-values-16-pairs-4'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 24
trained[3] = 24
trained[4] = 24
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 24
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'copy'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, from the top at the left: chance (dotted), the input copied, the most frequent token, the most frequent token of each position'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = ''
series = 5
own_colours = 1
array label[5]
array tic[5]
array style[5]
array runs[5]
array fitted[5]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'nope + ssmax'; tic[2] = 'nope + ssmax'
style[2] = 4; runs[2] = 1; fitted[2] = 0
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 3; runs[3] = 1; fitted[3] = 0
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 6; runs[4] = 1; fitted[4] = 1
label[5] = 'rope + ssmax'; tic[5] = 'rope + ssmax'
style[5] = 10; runs[5] = 1; fitted[5] = 1
array line_first[10]
array line_last[10]
line_first[1] = 50; line_last[1] = 50
line_first[2] = 0; line_last[2] = 4
line_first[3] = 10; line_last[3] = 14
line_first[4] = 5; line_last[4] = 9
line_first[5] = 50; line_last[5] = 50
line_first[6] = 15; line_last[6] = 19
line_first[7] = 50; line_last[7] = 50
line_first[8] = 50; line_last[8] = 50
line_first[9] = 50; line_last[9] = 50
line_first[10] = 20; line_last[10] = 24
array dot_first[10]
array dot_last[10]
dot_first[1] = 50; dot_last[1] = 50
dot_first[2] = 25; dot_last[2] = 29
dot_first[3] = 35; dot_last[3] = 39
dot_first[4] = 30; dot_last[4] = 34
dot_first[5] = 50; dot_last[5] = 50
dot_first[6] = 40; dot_last[6] = 44
dot_first[7] = 50; dot_last[7] = 50
dot_first[8] = 50; dot_last[8] = 50
dot_first[9] = 50; dot_last[9] = 50
dot_first[10] = 45; dot_last[10] = 49
array last_y[series]
last_y[1] = 1
last_y[2] = 0.9435
last_y[3] = 0.8015
last_y[4] = 0.267
last_y[5] = 0.3195

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
