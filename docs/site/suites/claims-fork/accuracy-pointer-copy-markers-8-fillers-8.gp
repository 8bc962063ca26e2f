# The numbers are in accuracy-pointer-copy-markers-8-fillers-8.tsv.
#   gnuplot accuracy-pointer-copy-markers-8-fillers-8.gp                      draws accuracy-pointer-copy-markers-8-fillers-8.svg
#   gnuplot -e "format='pdf'" accuracy-pointer-copy-markers-8-fillers-8.gp   draws accuracy-pointer-copy-markers-8-fillers-8.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token that the last marker points to (markers 8, fillers 8), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'accuracy-pointer-copy-markers-8-fillers-8'
others = 0
array grey_style[1]
grey_style[1] = 0
metric = 'exact match'
bottom = 0.0
top = 1.0
lengths = 7
array length[7] = [8.0, 16.0, 20.0, 24.0, 32.0, 40.0, 48.0]
borders = '16'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 16
trained[4] = 0
trained[5] = 16
trained[6] = 16
trained[7] = 0
seeds = 2
crossed = 0
guesses = 4
array guess[4]
guess[1] = 'copy'
guess[2] = 'majority'
guess[3] = 'place'
guess[4] = 'chance_value'
guesses_words = 'grey, from the top at the left: the input copied, the most frequent token, the most frequent token of each position, chance (dotted)'
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
label[1] = 'rope one layer'; tic[1] = 'rope one layer'
style[1] = 3; runs[1] = 2; fitted[1] = 0
label[2] = 'rope four layers'; tic[2] = 'rope four layers'
style[2] = 5; runs[2] = 2; fitted[2] = 2
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 6; runs[3] = 2; fitted[3] = 0
array line_first[7]
array line_last[7]
line_first[1] = 63; line_last[1] = 63
line_first[2] = 63; line_last[2] = 63
line_first[3] = 0; line_last[3] = 6
line_first[4] = 63; line_last[4] = 63
line_first[5] = 7; line_last[5] = 13
line_first[6] = 14; line_last[6] = 20
line_first[7] = 63; line_last[7] = 63
array dot_first[7]
array dot_last[7]
dot_first[1] = 63; dot_last[1] = 63
dot_first[2] = 63; dot_last[2] = 63
dot_first[3] = 21; dot_last[3] = 34
dot_first[4] = 63; dot_last[4] = 63
dot_first[5] = 35; dot_last[5] = 48
dot_first[6] = 49; dot_last[6] = 62
dot_first[7] = 63; dot_last[7] = 63
array last_y[series]
last_y[1] = 0.157
last_y[2] = 0.192
last_y[3] = 0.223

load '../../charts/style.gp'
load '../../charts/accuracy.gp'
