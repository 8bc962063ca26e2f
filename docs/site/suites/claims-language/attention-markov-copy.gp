# The numbers are in attention-markov-copy.tsv.
#   gnuplot attention-markov-copy.gp                      draws attention-markov-copy.svg
#   gnuplot -e "format='pdf'" attention-markov-copy.gp   draws attention-markov-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain with copied segments, trained to 64: attention at length 128'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-markov-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.3653302035431153
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[22]
array row_last[22]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 96; row_last[2] = 96
row_first[3] = 32; row_last[3] = 63
row_first[4] = 96; row_last[4] = 96
row_first[5] = 96; row_last[5] = 96
row_first[6] = 64; row_last[6] = 95
row_first[7] = 96; row_last[7] = 96
row_first[8] = 96; row_last[8] = 96
row_first[9] = 96; row_last[9] = 96
row_first[10] = 96; row_last[10] = 96
row_first[11] = 96; row_last[11] = 96
row_first[12] = 96; row_last[12] = 96
row_first[13] = 96; row_last[13] = 96
row_first[14] = 96; row_last[14] = 96
row_first[15] = 96; row_last[15] = 96
row_first[16] = 96; row_last[16] = 96
row_first[17] = 96; row_last[17] = 96
row_first[18] = 96; row_last[18] = 96
row_first[19] = 96; row_last[19] = 96
row_first[20] = 96; row_last[20] = 96
row_first[21] = 96; row_last[21] = 96
row_first[22] = 96; row_last[22] = 96
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'alibi'; tic[1] = 'alibi'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'dape'; tic[2] = 'dape'
style[2] = 3; runs[2] = 1; fitted[2] = 1
label[3] = 'kerple-log'; tic[3] = 'kerple-log'
style[3] = 6; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
