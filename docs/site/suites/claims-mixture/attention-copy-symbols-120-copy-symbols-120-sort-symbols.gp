# The numbers are in attention-copy-symbols-120-copy-symbols-120-sort-symbols.tsv.
#   gnuplot attention-copy-symbols-120-copy-symbols-120-sort-symbols.gp                      draws attention-copy-symbols-120-copy-symbols-120-sort-symbols.svg
#   gnuplot -e "format='pdf'" attention-copy-symbols-120-copy-symbols-120-sort-symbols.gp   draws attention-copy-symbols-120-copy-symbols-120-sort-symbols.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'copy(symbols=120) [copy(symbols=120)+sort(symbols=120)], trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-copy-symbols-120-copy-symbols-120-sort-symbols'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.8131867847442353
seeds = 12
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[4]
array row_last[4]
row_first[1] = 0; row_last[1] = 207
row_first[2] = 208; row_last[2] = 415
row_first[3] = 416; row_last[3] = 623
row_first[4] = 624; row_last[4] = 831
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'mixture per task'; tic[1] = 'mixture per task'
style[1] = 1; runs[1] = 12; fitted[1] = 12
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 2; runs[2] = 12; fitted[2] = 12
label[3] = 't5'; tic[3] = 't5'
style[3] = 3; runs[3] = 12; fitted[3] = 12
label[4] = 'kerple-log'; tic[4] = 'kerple-log'
style[4] = 4; runs[4] = 12; fitted[4] = 11

load '../../charts/style.gp'
load '../../charts/attention.gp'
