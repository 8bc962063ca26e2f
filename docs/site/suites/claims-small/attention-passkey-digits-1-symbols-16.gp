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
top = 0.4780620057283503
seeds = 9
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[13]
array row_last[13]
row_first[1] = 560; row_last[1] = 560
row_first[2] = 560; row_last[2] = 560
row_first[3] = 560; row_last[3] = 560
row_first[4] = 0; row_last[4] = 139
row_first[5] = 560; row_last[5] = 560
row_first[6] = 560; row_last[6] = 560
row_first[7] = 420; row_last[7] = 559
row_first[8] = 280; row_last[8] = 419
row_first[9] = 560; row_last[9] = 560
row_first[10] = 140; row_last[10] = 279
row_first[11] = 560; row_last[11] = 560
row_first[12] = 560; row_last[12] = 560
row_first[13] = 560; row_last[13] = 560
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 4; runs[1] = 9; fitted[1] = 9
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 10; runs[2] = 9; fitted[2] = 9
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 9; fitted[3] = 9
label[4] = 't5'; tic[4] = 't5'
style[4] = 7; runs[4] = 9; fitted[4] = 9

load '../../charts/style.gp'
load '../../charts/attention.gp'
