# The numbers are in attention-passkey-digits-1-symbols-16.tsv.
#   gnuplot attention-passkey-digits-1-symbols-16.gp                      draws attention-passkey-digits-1-symbols-16.svg
#   gnuplot -e "format='pdf'" attention-passkey-digits-1-symbols-16.gp   draws attention-passkey-digits-1-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 1, symbols 16), trained to 24: attention at length 48'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-passkey-digits-1-symbols-16'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.41320505070707975
seeds = 9
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 140; row_last[1] = 140
row_first[2] = 140; row_last[2] = 140
row_first[3] = 140; row_last[3] = 140
row_first[4] = 140; row_last[4] = 140
row_first[5] = 140; row_last[5] = 140
row_first[6] = 0; row_last[6] = 139
row_first[7] = 140; row_last[7] = 140
row_first[8] = 140; row_last[8] = 140
row_first[9] = 140; row_last[9] = 140
row_first[10] = 140; row_last[10] = 140
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 6; runs[1] = 9; fitted[1] = 9

load '../../charts/style.gp'
load '../../charts/attention.gp'
