# The numbers are in accuracy-majority.tsv.
#   gnuplot accuracy-majority.gp                      draws accuracy-majority.svg
#   gnuplot -e "format='pdf'" accuracy-majority.gp   draws accuracy-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent symbol, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-majority'
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
trained[1] = 0
trained[2] = 20
trained[3] = 0
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 20
seeds = 2
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'chance_value'
guess[3] = 'majority'
guess[4] = 'place'
guesses_words = 'grey, from the top: the input copied, chance (dotted), the most frequent token, the most frequent token of each position'
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
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 2; runs[1] = 2; fitted[1] = 1
label[2] = 'rope 16'; tic[2] = 'rope 16'
style[2] = 4; runs[2] = 2; fitted[2] = 2
label[3] = 'rope 16 one layer'; tic[3] = 'rope 16 one layer'
style[3] = 7; runs[3] = 2; fitted[3] = 0
array line_first[7]
array line_last[7]
line_first[1] = 63; line_last[1] = 63
line_first[2] = 0; line_last[2] = 6
line_first[3] = 63; line_last[3] = 63
line_first[4] = 7; line_last[4] = 13
line_first[5] = 63; line_last[5] = 63
line_first[6] = 63; line_last[6] = 63
line_first[7] = 14; line_last[7] = 20
array dot_first[7]
array dot_last[7]
dot_first[1] = 63; dot_last[1] = 63
dot_first[2] = 21; dot_last[2] = 34
dot_first[3] = 63; dot_last[3] = 63
dot_first[4] = 35; dot_last[4] = 48
dot_first[5] = 63; dot_last[5] = 63
dot_first[6] = 63; dot_last[6] = 63
dot_first[7] = 49; dot_last[7] = 62
array last_y[series]
last_y[1] = 0.812
last_y[2] = 0.38
last_y[3] = 0.193

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
