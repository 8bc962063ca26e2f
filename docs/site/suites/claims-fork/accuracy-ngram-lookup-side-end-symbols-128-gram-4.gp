# The numbers are in accuracy-ngram-lookup-side-end-symbols-128-gram-4.tsv.
#   gnuplot accuracy-ngram-lookup-side-end-symbols-128-gram-4.gp                      draws accuracy-ngram-lookup-side-end-symbols-128-gram-4.svg
#   gnuplot -e "format='pdf'" accuracy-ngram-lookup-side-end-symbols-128-gram-4.gp   draws accuracy-ngram-lookup-side-end-symbols-128-gram-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What follows the n-gram? (side end, symbols 128, gram 4), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-ngram-lookup-side-end-symbols-128-gram-4'
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
array trained[7]
trained[1] = 20
trained[2] = 20
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 20
trained[7] = 0
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
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 2; runs[2] = 1; fitted[2] = 0
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 6; runs[3] = 1; fitted[3] = 0
array line_first[7]
array line_last[7]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 7; line_last[2] = 13
line_first[3] = 42; line_last[3] = 42
line_first[4] = 42; line_last[4] = 42
line_first[5] = 42; line_last[5] = 42
line_first[6] = 14; line_last[6] = 20
line_first[7] = 42; line_last[7] = 42
array dot_first[7]
array dot_last[7]
dot_first[1] = 21; dot_last[1] = 27
dot_first[2] = 28; dot_last[2] = 34
dot_first[3] = 42; dot_last[3] = 42
dot_first[4] = 42; dot_last[4] = 42
dot_first[5] = 42; dot_last[5] = 42
dot_first[6] = 35; dot_last[6] = 41
dot_first[7] = 42; dot_last[7] = 42
array last_y[series]
last_y[1] = 0.454
last_y[2] = 0.014
last_y[3] = 0.024

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
