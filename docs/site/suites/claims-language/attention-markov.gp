# The numbers are in attention-markov.tsv.
#   gnuplot attention-markov.gp                      draws attention-markov.svg
#   gnuplot -e "format='pdf'" attention-markov.gp   draws attention-markov.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain, trained to 64: attention at length 128'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-markov'
others = 14
array grey_style[14]
grey_style[1] = 4
grey_style[2] = 5
grey_style[3] = 7
grey_style[4] = 8
grey_style[5] = 9
grey_style[6] = 11
grey_style[7] = 12
grey_style[8] = 13
grey_style[9] = 17
grey_style[10] = 18
grey_style[11] = 19
grey_style[12] = 20
grey_style[13] = 21
grey_style[14] = 22
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5846995799260211
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[22]
array row_last[22]
row_first[1] = 198; row_last[1] = 229
row_first[2] = 274; row_last[2] = 274
row_first[3] = 274; row_last[3] = 274
row_first[4] = 0; row_last[4] = 11
row_first[5] = 12; row_last[5] = 27
row_first[6] = 28; row_last[6] = 59
row_first[7] = 60; row_last[7] = 75
row_first[8] = 76; row_last[8] = 91
row_first[9] = 92; row_last[9] = 101
row_first[10] = 274; row_last[10] = 274
row_first[11] = 102; row_last[11] = 117
row_first[12] = 118; row_last[12] = 133
row_first[13] = 134; row_last[13] = 149
row_first[14] = 274; row_last[14] = 274
row_first[15] = 274; row_last[15] = 274
row_first[16] = 274; row_last[16] = 274
row_first[17] = 150; row_last[17] = 165
row_first[18] = 166; row_last[18] = 181
row_first[19] = 182; row_last[19] = 197
row_first[20] = 230; row_last[20] = 245
row_first[21] = 246; row_last[21] = 257
row_first[22] = 258; row_last[22] = 273
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'kerple-log'; tic[1] = 'kerple-log'
style[1] = 6; runs[1] = 1; fitted[1] = 1
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 1; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
