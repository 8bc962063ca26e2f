# The numbers are in attention-modular-arithmetic-brackets.tsv.
#   gnuplot attention-modular-arithmetic-brackets.gp                      draws attention-modular-arithmetic-brackets.svg
#   gnuplot -e "format='pdf'" attention-modular-arithmetic-brackets.gp   draws attention-modular-arithmetic-brackets.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'An expression in brackets modulo 5 (deterministic context-free), trained to 40: attention at length 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-modular-arithmetic-brackets'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 1.1299384275432176
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 0; row_last[1] = 23
row_first[2] = 56; row_last[2] = 56
row_first[3] = 56; row_last[3] = 56
row_first[4] = 56; row_last[4] = 56
row_first[5] = 56; row_last[5] = 56
row_first[6] = 56; row_last[6] = 56
row_first[7] = 56; row_last[7] = 56
row_first[8] = 56; row_last[8] = 56
row_first[9] = 24; row_last[9] = 55
row_first[10] = 56; row_last[10] = 56
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'deltanet 2'; tic[1] = 'deltanet 2'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 9; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
