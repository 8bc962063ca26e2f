# The numbers are in accuracy-flip-flop.tsv.
#   gnuplot accuracy-flip-flop.gp                      draws accuracy-flip-flop.svg
#   gnuplot -e "format='pdf'" accuracy-flip-flop.gp   draws accuracy-flip-flop.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Read the bit written last, past distractors, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-flip-flop'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'token accuracy'
bottom = 0.0
top = 1.0
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[8]
trained[1] = 0
trained[2] = 32
trained[3] = 32
trained[4] = 32
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 32
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
ties_words = 'under one line: fox, heads=4, layers=2, path, heads=2, layers=1'
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'cope, heads=4, layers=2'; tic[1] = 'cope, heads=4, layers=2'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'fox, heads=4, layers=2'; tic[2] = 'fox, heads=4, layers=2'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = 'path, heads=2, layers=1'; tic[3] = 'path, heads=2, layers=1'
style[3] = 4; runs[3] = 1; fitted[3] = 1
label[4] = 'rope, heads=4, layers=2'; tic[4] = 'rope, heads=4, layers=2'
style[4] = 8; runs[4] = 1; fitted[4] = 1
array line_first[8]
array line_last[8]
line_first[1] = 32; line_last[1] = 32
line_first[2] = 0; line_last[2] = 3
line_first[3] = 4; line_last[3] = 7
line_first[4] = 8; line_last[4] = 11
line_first[5] = 32; line_last[5] = 32
line_first[6] = 32; line_last[6] = 32
line_first[7] = 32; line_last[7] = 32
line_first[8] = 12; line_last[8] = 15
array dot_first[8]
array dot_last[8]
dot_first[1] = 32; dot_last[1] = 32
dot_first[2] = 16; dot_last[2] = 19
dot_first[3] = 20; dot_last[3] = 23
dot_first[4] = 24; dot_last[4] = 27
dot_first[5] = 32; dot_last[5] = 32
dot_first[6] = 32; dot_last[6] = 32
dot_first[7] = 32; dot_last[7] = 32
dot_first[8] = 28; dot_last[8] = 31
array last_y[series]
last_y[1] = 0.8299749963229887
last_y[2] = 0.9991175172819532
last_y[3] = 1
last_y[4] = 0.9483747609942639

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
