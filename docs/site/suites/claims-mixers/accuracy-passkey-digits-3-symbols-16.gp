# The numbers are in accuracy-passkey-digits-3-symbols-16.tsv.
#   gnuplot accuracy-passkey-digits-3-symbols-16.gp                      draws accuracy-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" accuracy-passkey-digits-3-symbols-16.gp   draws accuracy-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16), trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [16.0, 32.0, 64.0, 128.0, 240.0, 256.0, 512.0]
borders = '32'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 32
trained[3] = 0
trained[4] = 0
trained[5] = 32
trained[6] = 0
trained[7] = 0
trained[8] = 32
trained[9] = 0
trained[10] = 0
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'chance_value'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'copy'
guesses_words = 'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'
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
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'mamba2'; tic[2] = 'mamba2'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'deltanet 1'; tic[3] = 'deltanet 1'
style[3] = 5; runs[3] = 1; fitted[3] = 1
array line_first[10]
array line_last[10]
line_first[1] = 42; line_last[1] = 42
line_first[2] = 0; line_last[2] = 6
line_first[3] = 42; line_last[3] = 42
line_first[4] = 42; line_last[4] = 42
line_first[5] = 14; line_last[5] = 20
line_first[6] = 42; line_last[6] = 42
line_first[7] = 42; line_last[7] = 42
line_first[8] = 7; line_last[8] = 13
line_first[9] = 42; line_last[9] = 42
line_first[10] = 42; line_last[10] = 42
array dot_first[10]
array dot_last[10]
dot_first[1] = 42; dot_last[1] = 42
dot_first[2] = 21; dot_last[2] = 27
dot_first[3] = 42; dot_last[3] = 42
dot_first[4] = 42; dot_last[4] = 42
dot_first[5] = 35; dot_last[5] = 41
dot_first[6] = 42; dot_last[6] = 42
dot_first[7] = 42; dot_last[7] = 42
dot_first[8] = 28; dot_last[8] = 34
dot_first[9] = 42; dot_last[9] = 42
dot_first[10] = 42; dot_last[10] = 42
array last_y[series]
last_y[1] = 0.398
last_y[2] = 0.104
last_y[3] = 1

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
