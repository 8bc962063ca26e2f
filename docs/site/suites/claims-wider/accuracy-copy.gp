# The numbers are in accuracy-copy.tsv.
#   gnuplot accuracy-copy.gp                      draws accuracy-copy.svg
#   gnuplot -e "format='pdf'" accuracy-copy.gp   draws accuracy-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [10.0, 20.0, 22.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[12]
trained[1] = 20
trained[2] = 0
trained[3] = 0
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 20
trained[10] = 20
trained[11] = 20
trained[12] = 20
seeds = 1
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, the input copied; at 0: chance (dotted), the most frequent token, the most frequent token of each position'
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
ties_words = 'under one line: learned, sinusoidal+alibi, sinusoidal, rope'
series = 7
own_colours = 1
array label[7]
array tic[7]
array style[7]
array runs[7]
array fitted[7]
label[1] = 'learned'; tic[1] = 'learned'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'sinusoidal+alibi'; tic[2] = 'sinusoidal+alibi'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'sinusoidal'; tic[3] = 'sinusoidal'
style[3] = 10; runs[3] = 1; fitted[3] = 1
label[4] = 'alibi'; tic[4] = 'alibi'
style[4] = 9; runs[4] = 1; fitted[4] = 1
label[5] = 't5'; tic[5] = 't5'
style[5] = 11; runs[5] = 1; fitted[5] = 0
label[6] = 'rope'; tic[6] = 'rope'
style[6] = 4; runs[6] = 1; fitted[6] = 1
label[7] = 'shaw'; tic[7] = 'shaw'
style[7] = 12; runs[7] = 1; fitted[7] = 1
array line_first[12]
array line_last[12]
line_first[1] = 0; line_last[1] = 6
line_first[2] = 98; line_last[2] = 98
line_first[3] = 98; line_last[3] = 98
line_first[4] = 35; line_last[4] = 41
line_first[5] = 98; line_last[5] = 98
line_first[6] = 98; line_last[6] = 98
line_first[7] = 98; line_last[7] = 98
line_first[8] = 7; line_last[8] = 13
line_first[9] = 21; line_last[9] = 27
line_first[10] = 14; line_last[10] = 20
line_first[11] = 28; line_last[11] = 34
line_first[12] = 42; line_last[12] = 48
array dot_first[12]
array dot_last[12]
dot_first[1] = 49; dot_last[1] = 55
dot_first[2] = 98; dot_last[2] = 98
dot_first[3] = 98; dot_last[3] = 98
dot_first[4] = 84; dot_last[4] = 90
dot_first[5] = 98; dot_last[5] = 98
dot_first[6] = 98; dot_last[6] = 98
dot_first[7] = 98; dot_last[7] = 98
dot_first[8] = 56; dot_last[8] = 62
dot_first[9] = 70; dot_last[9] = 76
dot_first[10] = 63; dot_last[10] = 69
dot_first[11] = 77; dot_last[11] = 83
dot_first[12] = 91; dot_last[12] = 97
array last_y[series]
last_y[1] = 0
last_y[2] = 0
last_y[3] = 0
last_y[4] = 0
last_y[5] = 0
last_y[6] = 0
last_y[7] = 1

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
