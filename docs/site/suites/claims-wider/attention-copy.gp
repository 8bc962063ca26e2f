# The numbers are in attention-copy.tsv.
#   gnuplot attention-copy.gp                      draws attention-copy.svg
#   gnuplot -e "format='pdf'" attention-copy.gp   draws attention-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.6871031542919293
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[12]
array row_last[12]
row_first[1] = 0; row_last[1] = 31
row_first[2] = 224; row_last[2] = 224
row_first[3] = 224; row_last[3] = 224
row_first[4] = 160; row_last[4] = 191
row_first[5] = 224; row_last[5] = 224
row_first[6] = 224; row_last[6] = 224
row_first[7] = 224; row_last[7] = 224
row_first[8] = 32; row_last[8] = 63
row_first[9] = 96; row_last[9] = 127
row_first[10] = 64; row_last[10] = 95
row_first[11] = 128; row_last[11] = 159
row_first[12] = 192; row_last[12] = 223
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

load '../../charts/style.gp'
load '../../charts/attention.gp'
