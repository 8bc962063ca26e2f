# The numbers are in attention-pointer-copy-markers-8-fillers-8.tsv.
#   gnuplot attention-pointer-copy-markers-8-fillers-8.gp                      draws attention-pointer-copy-markers-8-fillers-8.svg
#   gnuplot -e "format='pdf'" attention-pointer-copy-markers-8-fillers-8.gp   draws attention-pointer-copy-markers-8-fillers-8.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token that the last marker points to (markers 8, fillers 8), trained to 16: attention at length 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'attention-pointer-copy-markers-8-fillers-8'
others = 0
array grey_style[1]
grey_style[1] = 0
missing_words = ''
layers = 4
array layer[4] = [1.0, 2.0, 3.0, 4.0]
distances = 7
array distance[7] = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
top = 0.3876676595447064
seeds = 2
bands = 0
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
array row_first[7]
array row_last[7]
row_first[1] = 147; row_last[1] = 147
row_first[2] = 147; row_last[2] = 147
row_first[3] = 0; row_last[3] = 20
row_first[4] = 147; row_last[4] = 147
row_first[5] = 21; row_last[5] = 104
row_first[6] = 105; row_last[6] = 146
row_first[7] = 147; row_last[7] = 147
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope one layer'; tic[1] = 'rope one layer'
style[1] = 3; runs[1] = 2; fitted[1] = 0
label[2] = 'rope four layers'; tic[2] = 'rope four layers'
style[2] = 5; runs[2] = 2; fitted[2] = 2
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 6; runs[3] = 2; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/attention.gp'
