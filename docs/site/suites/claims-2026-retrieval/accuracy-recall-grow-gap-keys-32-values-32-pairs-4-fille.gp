# The numbers are in accuracy-recall-grow-gap-keys-32-values-32-pairs-4-fille.tsv.
#   gnuplot accuracy-recall-grow-gap-keys-32-values-32-pairs-4-fille.gp                      draws accuracy-recall-grow-gap-keys-32-values-32-pairs-4-fille.svg
#   gnuplot -e "format='pdf'" accuracy-recall-grow-gap-keys-32-values-32-pairs-4-fille.gp   draws accuracy-recall-grow-gap-keys-32-values-32-pairs-4-fille.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (grow gap, keys 32, values 32, pairs 4, fillers 16), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-recall-grow-gap-keys-32-values-32-pairs-4-fille'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 8
array length[8] = [12.0, 24.0, 36.0, 48.0, 96.0, 180.0, 192.0, 384.0]
borders = '24'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 24
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 24
trained[13] = 0
trained[14] = 0
trained[15] = 0
trained[16] = 0
trained[17] = 0
trained[18] = 0
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
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nape + stieltjes'; tic[1] = 'nape + stieltjes'
style[1] = 6; runs[1] = 1; fitted[1] = 1
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 12; runs[2] = 1; fitted[2] = 1
array line_first[18]
array line_last[18]
line_first[1] = 32; line_last[1] = 32
line_first[2] = 32; line_last[2] = 32
line_first[3] = 32; line_last[3] = 32
line_first[4] = 32; line_last[4] = 32
line_first[5] = 32; line_last[5] = 32
line_first[6] = 0; line_last[6] = 7
line_first[7] = 32; line_last[7] = 32
line_first[8] = 32; line_last[8] = 32
line_first[9] = 32; line_last[9] = 32
line_first[10] = 32; line_last[10] = 32
line_first[11] = 32; line_last[11] = 32
line_first[12] = 8; line_last[12] = 15
line_first[13] = 32; line_last[13] = 32
line_first[14] = 32; line_last[14] = 32
line_first[15] = 32; line_last[15] = 32
line_first[16] = 32; line_last[16] = 32
line_first[17] = 32; line_last[17] = 32
line_first[18] = 32; line_last[18] = 32
array dot_first[18]
array dot_last[18]
dot_first[1] = 32; dot_last[1] = 32
dot_first[2] = 32; dot_last[2] = 32
dot_first[3] = 32; dot_last[3] = 32
dot_first[4] = 32; dot_last[4] = 32
dot_first[5] = 32; dot_last[5] = 32
dot_first[6] = 16; dot_last[6] = 23
dot_first[7] = 32; dot_last[7] = 32
dot_first[8] = 32; dot_last[8] = 32
dot_first[9] = 32; dot_last[9] = 32
dot_first[10] = 32; dot_last[10] = 32
dot_first[11] = 32; dot_last[11] = 32
dot_first[12] = 24; dot_last[12] = 31
dot_first[13] = 32; dot_last[13] = 32
dot_first[14] = 32; dot_last[14] = 32
dot_first[15] = 32; dot_last[15] = 32
dot_first[16] = 32; dot_last[16] = 32
dot_first[17] = 32; dot_last[17] = 32
dot_first[18] = 32; dot_last[18] = 32
array last_y[series]
last_y[1] = 0.9165
last_y[2] = 0.969

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
