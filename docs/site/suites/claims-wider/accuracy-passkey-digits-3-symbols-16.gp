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
lengths = 9
array length[9] = [16.0, 32.0, 48.0, 64.0, 96.0, 128.0, 240.0, 256.0, 512.0]
borders = '32'
borders_words = ''
array trained[12]
trained[1] = 0
trained[2] = 0
trained[3] = 32
trained[4] = 32
trained[5] = 32
trained[6] = 32
trained[7] = 32
trained[8] = 0
trained[9] = 32
trained[10] = 0
trained[11] = 0
trained[12] = 0
seeds = 5
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
series = 6
own_colours = 1
array label[6]
array tic[6]
array style[6]
array runs[6]
array fitted[6]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 5; fitted[1] = 5
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 5; fitted[2] = 5
label[3] = (latex ? 'rope \textgreater{} +string' : 'rope > +string'); tic[3] = (latex ? 'rope \textgreater{} +string' : 'rope > +string')
style[3] = 5; runs[3] = 1; fitted[3] = 1
label[4] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[4] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[4] = 6; runs[4] = 1; fitted[4] = 1
label[5] = (latex ? 'rope \textgreater{} +yarn(scale=8)' : 'rope > +yarn(scale=8)'); tic[5] = (latex ? 'rope \textgreater{} +yarn(scale=8)' : 'rope > +yarn(scale=8)')
style[5] = 7; runs[5] = 1; fitted[5] = 1
label[6] = 'alibi'; tic[6] = 'alibi'
style[6] = 9; runs[6] = 1; fitted[6] = 1
array line_first[12]
array line_last[12]
line_first[1] = 150; line_last[1] = 150
line_first[2] = 150; line_last[2] = 150
line_first[3] = 0; line_last[3] = 6
line_first[4] = 7; line_last[4] = 15
line_first[5] = 16; line_last[5] = 23
line_first[6] = 24; line_last[6] = 31
line_first[7] = 32; line_last[7] = 39
line_first[8] = 150; line_last[8] = 150
line_first[9] = 40; line_last[9] = 46
line_first[10] = 150; line_last[10] = 150
line_first[11] = 150; line_last[11] = 150
line_first[12] = 150; line_last[12] = 150
array dot_first[12]
array dot_last[12]
dot_first[1] = 150; dot_last[1] = 150
dot_first[2] = 150; dot_last[2] = 150
dot_first[3] = 47; dot_last[3] = 81
dot_first[4] = 82; dot_last[4] = 118
dot_first[5] = 119; dot_last[5] = 126
dot_first[6] = 127; dot_last[6] = 134
dot_first[7] = 135; dot_last[7] = 142
dot_first[8] = 150; dot_last[8] = 150
dot_first[9] = 143; dot_last[9] = 149
dot_first[10] = 150; dot_last[10] = 150
dot_first[11] = 150; dot_last[11] = 150
dot_first[12] = 150; dot_last[12] = 150
array last_y[series]
last_y[1] = 0.046
last_y[2] = 0
last_y[3] = 0
last_y[4] = 0
last_y[5] = 0.044
last_y[6] = 0.09

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
