# The numbers are in attention-count-up.tsv.
#   gnuplot attention-count-up.gp                      draws attention-count-up.svg
#   gnuplot -e "format='pdf'" attention-count-up.gp   draws attention-count-up.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Count from a to b, trained to 20: attention at length 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-count-up'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.4162615389458299
seeds = 10
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 154; row_last[1] = 154
row_first[2] = 154; row_last[2] = 154
row_first[3] = 0; row_last[3] = 153
row_first[4] = 154; row_last[4] = 154
row_first[5] = 154; row_last[5] = 154
row_first[6] = 154; row_last[6] = 154
row_first[7] = 154; row_last[7] = 154
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 10; fitted[1] = 10

load '../../charts/style.gp'
load '../../charts/attention.gp'
