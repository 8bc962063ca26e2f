# The numbers are in attention-passkey-digits-3-symbols-16.tsv.
#   gnuplot attention-passkey-digits-3-symbols-16.gp                      draws attention-passkey-digits-3-symbols-16.svg
#   gnuplot -e "format='pdf'" attention-passkey-digits-3-symbols-16.gp   draws attention-passkey-digits-3-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 3, symbols 16), trained to 32: attention at length 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-passkey-digits-3-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.5047426869694017
seeds = 5
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[12]
array row_last[12]
row_first[1] = 224; row_last[1] = 224
row_first[2] = 224; row_last[2] = 224
row_first[3] = 0; row_last[3] = 95
row_first[4] = 96; row_last[4] = 191
row_first[5] = 224; row_last[5] = 224
row_first[6] = 224; row_last[6] = 224
row_first[7] = 224; row_last[7] = 224
row_first[8] = 224; row_last[8] = 224
row_first[9] = 192; row_last[9] = 223
row_first[10] = 224; row_last[10] = 224
row_first[11] = 224; row_last[11] = 224
row_first[12] = 224; row_last[12] = 224
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 5; fitted[1] = 5
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 4; runs[2] = 5; fitted[2] = 5
label[3] = 'alibi'; tic[3] = 'alibi'
style[3] = 9; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
