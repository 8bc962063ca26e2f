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
top = 3.319296576804335
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[10]
array row_last[10]
row_first[1] = 72; row_last[1] = 72
row_first[2] = 0; row_last[2] = 31
row_first[3] = 72; row_last[3] = 72
row_first[4] = 72; row_last[4] = 72
row_first[5] = 48; row_last[5] = 71
row_first[6] = 72; row_last[6] = 72
row_first[7] = 72; row_last[7] = 72
row_first[8] = 32; row_last[8] = 47
row_first[9] = 72; row_last[9] = 72
row_first[10] = 72; row_last[10] = 72
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'mamba2'; tic[2] = 'mamba2'
style[2] = 8; runs[2] = 1; fitted[2] = 1
label[3] = 'deltanet 1'; tic[3] = 'deltanet 1'
style[3] = 5; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
