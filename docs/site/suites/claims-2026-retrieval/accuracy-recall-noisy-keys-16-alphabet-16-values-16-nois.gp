# The numbers are in accuracy-recall-noisy-keys-16-alphabet-16-values-16-nois.tsv.
#   gnuplot accuracy-recall-noisy-keys-16-alphabet-16-values-16-nois.gp                      draws accuracy-recall-noisy-keys-16-alphabet-16-values-16-nois.svg
#   gnuplot -e "format='pdf'" accuracy-recall-noisy-keys-16-alphabet-16-values-16-nois.gp   draws accuracy-recall-noisy-keys-16-alphabet-16-values-16-nois.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Recall while pairs come in, noise between them (keys 16, alphabet 16, values 16, noise 0.8), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-recall-noisy-keys-16-alphabet-16-values-16-nois'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [20.0, 30.0, 40.0, 80.0, 160.0]
borders = '40'
borders_words = ''
array trained[18]
trained[1] = 0
trained[2] = 40
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 40
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
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
guess[1] = 'majority'
guess[2] = 'copy'
guess[3] = 'place'
guess[4] = 'chance_value'
guesses_words = 'grey, from the top at the left: the most frequent token, the input copied, the most frequent token of each position, chance (dotted)'
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
label[1] = 'differential'; tic[1] = 'differential'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 8; runs[2] = 1; fitted[2] = 0
array line_first[18]
array line_last[18]
line_first[1] = 20; line_last[1] = 20
line_first[2] = 0; line_last[2] = 4
line_first[3] = 20; line_last[3] = 20
line_first[4] = 20; line_last[4] = 20
line_first[5] = 20; line_last[5] = 20
line_first[6] = 20; line_last[6] = 20
line_first[7] = 20; line_last[7] = 20
line_first[8] = 5; line_last[8] = 9
line_first[9] = 20; line_last[9] = 20
line_first[10] = 20; line_last[10] = 20
line_first[11] = 20; line_last[11] = 20
line_first[12] = 20; line_last[12] = 20
line_first[13] = 20; line_last[13] = 20
line_first[14] = 20; line_last[14] = 20
line_first[15] = 20; line_last[15] = 20
line_first[16] = 20; line_last[16] = 20
line_first[17] = 20; line_last[17] = 20
line_first[18] = 20; line_last[18] = 20
array dot_first[18]
array dot_last[18]
dot_first[1] = 20; dot_last[1] = 20
dot_first[2] = 10; dot_last[2] = 14
dot_first[3] = 20; dot_last[3] = 20
dot_first[4] = 20; dot_last[4] = 20
dot_first[5] = 20; dot_last[5] = 20
dot_first[6] = 20; dot_last[6] = 20
dot_first[7] = 20; dot_last[7] = 20
dot_first[8] = 15; dot_last[8] = 19
dot_first[9] = 20; dot_last[9] = 20
dot_first[10] = 20; dot_last[10] = 20
dot_first[11] = 20; dot_last[11] = 20
dot_first[12] = 20; dot_last[12] = 20
dot_first[13] = 20; dot_last[13] = 20
dot_first[14] = 20; dot_last[14] = 20
dot_first[15] = 20; dot_last[15] = 20
dot_first[16] = 20; dot_last[16] = 20
dot_first[17] = 20; dot_last[17] = 20
dot_first[18] = 20; dot_last[18] = 20
array last_y[series]
last_y[1] = 0.20495100567302732
last_y[2] = 0.18989169675090253

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
