# The numbers are in attention-alternation-blocks-4.tsv.
#   gnuplot attention-alternation-blocks-4.gp                      draws attention-alternation-blocks-4.svg
#   gnuplot -e "format='pdf'" attention-alternation-blocks-4.gp   draws attention-alternation-blocks-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it (blocks 4), trained to 40: attention at length 80'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-alternation-blocks-4'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.33534548642413636
seeds = 1
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[4]
array row_last[4]
row_first[1] = 48; row_last[1] = 48
row_first[2] = 0; row_last[2] = 15
row_first[3] = 16; row_last[3] = 47
row_first[4] = 48; row_last[4] = 48
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope one layer'; tic[1] = 'nope one layer'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'nope two layers'; tic[2] = 'nope two layers'
style[2] = 3; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/attention.gp'
