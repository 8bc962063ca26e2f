# The numbers are in attention-dyck-types-1.tsv.
#   gnuplot attention-dyck-types-1.gp                      draws attention-dyck-types-1.svg
#   gnuplot -e "format='pdf'" attention-dyck-types-1.gp   draws attention-dyck-types-1.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Balanced brackets: which one must close? (types 1), trained to 40: attention at length 80'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-dyck-types-1'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 2
array layer[2] = [1.0, 2.0]
distances = 8
array distance[8] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]
top = 0.2454696315768928
seeds = 5
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[2]
array row_last[2]
row_first[1] = 0; row_last[1] = 95
row_first[2] = 96; row_last[2] = 191
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 5; fitted[1] = 5
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 5; fitted[2] = 5

load '../../charts/style.gp'
load '../../charts/attention.gp'
