# The numbers are in accuracy-passkey-digits-1-symbols-16.tsv.
#   gnuplot accuracy-passkey-digits-1-symbols-16.gp                      draws accuracy-passkey-digits-1-symbols-16.svg
#   gnuplot -e "format='pdf'" accuracy-passkey-digits-1-symbols-16.gp   draws accuracy-passkey-digits-1-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 1, symbols 16), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-passkey-digits-1-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 72.0, 96.0]
borders = '24'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 24
trained[5] = 0
trained[6] = 0
trained[7] = 24
trained[8] = 24
trained[9] = 0
trained[10] = 24
trained[11] = 0
trained[12] = 0
trained[13] = 0
seeds = 9
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'majority'
guess[2] = 'place'
guess[3] = 'chance_value'
guess[4] = 'copy'
guesses_words = 'grey, from the top at the left: the most frequent token, the most frequent token of each position, chance (dotted); at 0: the input copied'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: rope, alibi, nope, t5'
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 9; fitted[1] = 9
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 10; runs[2] = 9; fitted[2] = 9
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 9; fitted[3] = 9
label[4] = 't5'; tic[4] = 't5'
style[4] = 7; runs[4] = 9; fitted[4] = 9
array line_first[13]
array line_last[13]
line_first[1] = 200; line_last[1] = 200
line_first[2] = 200; line_last[2] = 200
line_first[3] = 200; line_last[3] = 200
line_first[4] = 0; line_last[4] = 4
line_first[5] = 200; line_last[5] = 200
line_first[6] = 200; line_last[6] = 200
line_first[7] = 15; line_last[7] = 19
line_first[8] = 10; line_last[8] = 14
line_first[9] = 200; line_last[9] = 200
line_first[10] = 5; line_last[10] = 9
line_first[11] = 200; line_last[11] = 200
line_first[12] = 200; line_last[12] = 200
line_first[13] = 200; line_last[13] = 200
array dot_first[13]
array dot_last[13]
dot_first[1] = 200; dot_last[1] = 200
dot_first[2] = 200; dot_last[2] = 200
dot_first[3] = 200; dot_last[3] = 200
dot_first[4] = 20; dot_last[4] = 64
dot_first[5] = 200; dot_last[5] = 200
dot_first[6] = 200; dot_last[6] = 200
dot_first[7] = 155; dot_last[7] = 199
dot_first[8] = 110; dot_last[8] = 154
dot_first[9] = 200; dot_last[9] = 200
dot_first[10] = 65; dot_last[10] = 109
dot_first[11] = 200; dot_last[11] = 200
dot_first[12] = 200; dot_last[12] = 200
dot_first[13] = 200; dot_last[13] = 200
array last_y[series]
last_y[1] = 1
last_y[2] = 1
last_y[3] = 1
last_y[4] = 1

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
