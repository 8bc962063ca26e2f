# The numbers are in accuracy-copy-symbols-60.tsv.
#   gnuplot accuracy-copy-symbols-60.gp                      draws accuracy-copy-symbols-60.svg
#   gnuplot -e "format='pdf'" accuracy-copy-symbols-60.gp   draws accuracy-copy-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy-symbols-60'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 20
trained[2] = 20
trained[3] = 20
trained[4] = 20
trained[5] = 0
trained[6] = 20
trained[7] = 20
trained[8] = 20
trained[9] = 20
trained[10] = 20
trained[11] = 20
trained[12] = 20
trained[13] = 20
seeds = 15
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, the input copied; at 0: chance (dotted), the most frequent token, the most frequent token of each position'
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: sinusoidal+alibi, sinusoidal; shaw, cpe'
series = 12
own_colours = 0
array label[12]
array tic[12]
array style[12]
array runs[12]
array fitted[12]
label[1] = 'fope'; tic[1] = 'fope'
style[1] = 1; runs[1] = 15; fitted[1] = 15
label[2] = 'learned'; tic[2] = 'learned'
style[2] = 2; runs[2] = 13; fitted[2] = 13
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 3; runs[3] = 13; fitted[3] = 13
label[4] = 'sinusoidal+alibi'; tic[4] = 'sinusoidal+alibi'
style[4] = 6; runs[4] = 13; fitted[4] = 10
label[5] = 't5'; tic[5] = 't5'
style[5] = 7; runs[5] = 15; fitted[5] = 7
label[6] = 'nope'; tic[6] = 'nope'
style[6] = 8; runs[6] = 13; fitted[6] = 0
label[7] = 'rope'; tic[7] = 'rope'
style[7] = 4; runs[7] = 15; fitted[7] = 15
label[8] = 'sinusoidal'; tic[8] = 'sinusoidal'
style[8] = 9; runs[8] = 13; fitted[8] = 10
label[9] = 'alibi'; tic[9] = 'alibi'
style[9] = 10; runs[9] = 13; fitted[9] = 0
label[10] = 'shaw'; tic[10] = 'shaw'
style[10] = 11; runs[10] = 13; fitted[10] = 8
label[11] = 'rope again'; tic[11] = 'rope again'
style[11] = 12; runs[11] = 9; fitted[11] = 9
label[12] = 'cpe'; tic[12] = 'cpe'
style[12] = 13; runs[12] = 9; fitted[12] = 9
array line_first[13]
array line_last[13]
line_first[1] = 0; line_last[1] = 7
line_first[2] = 8; line_last[2] = 15
line_first[3] = 16; line_last[3] = 23
line_first[4] = 48; line_last[4] = 55
line_first[5] = 1328; line_last[5] = 1328
line_first[6] = 24; line_last[6] = 31
line_first[7] = 32; line_last[7] = 39
line_first[8] = 40; line_last[8] = 47
line_first[9] = 56; line_last[9] = 63
line_first[10] = 64; line_last[10] = 71
line_first[11] = 72; line_last[11] = 79
line_first[12] = 80; line_last[12] = 87
line_first[13] = 88; line_last[13] = 95
array dot_first[13]
array dot_last[13]
dot_first[1] = 96; dot_last[1] = 215
dot_first[2] = 216; dot_last[2] = 319
dot_first[3] = 320; dot_last[3] = 423
dot_first[4] = 752; dot_last[4] = 871
dot_first[5] = 1328; dot_last[5] = 1328
dot_first[6] = 424; dot_last[6] = 527
dot_first[7] = 528; dot_last[7] = 647
dot_first[8] = 648; dot_last[8] = 751
dot_first[9] = 872; dot_last[9] = 975
dot_first[10] = 976; dot_last[10] = 1079
dot_first[11] = 1080; dot_last[11] = 1183
dot_first[12] = 1184; dot_last[12] = 1255
dot_first[13] = 1256; dot_last[13] = 1327
array last_y[series]
last_y[1] = 0.014
last_y[2] = 0
last_y[3] = 0.968
last_y[4] = 0
last_y[5] = 0
last_y[6] = 0
last_y[7] = 0
last_y[8] = 0
last_y[9] = 0
last_y[10] = 0.973
last_y[11] = 0
last_y[12] = 0.972

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
