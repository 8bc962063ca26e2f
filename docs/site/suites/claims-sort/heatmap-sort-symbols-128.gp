# The numbers are in heatmap-sort-symbols-128.tsv.
#   gnuplot heatmap-sort-symbols-128.gp                      draws heatmap-sort-symbols-128.svg
#   gnuplot -e "format='pdf'" heatmap-sort-symbols-128.gp   draws heatmap-sort-symbols-128.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 128)'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-sort-symbols-128'
lengths = 8
array length[8] = [2.0, 4.0, 6.0, 17.0, 20.0, 24.0, 28.0, 32.0]
borders = '4 6'
borders_words = 'trained to 4: nope one layer 4 and nope two layers 4; to 6: nope one layer 6 and nope two layers 6'
array trained[7]
trained[1] = 0
trained[2] = 4
trained[3] = 0
trained[4] = 4
trained[5] = 0
trained[6] = 6
trained[7] = 6
metric = 'exact match'
crossed = 0
values = 23
array value[23] = [0.0, 0.001, 0.004, 0.008, 0.018, 0.041, 0.07, 0.106, 0.192, 0.214, 0.282, 0.378, 0.41500000000000004, 0.558, 0.634, 0.756, 0.79, 0.91, 0.978, 0.98, 0.997, 0.998, 1.0]
series = 4
own_colours = 0
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'nope one layer 4'; tic[1] = 'nope one layer 4'
style[1] = 2; runs[1] = 2; fitted[1] = 2
label[2] = 'nope two layers 4'; tic[2] = 'nope two layers 4'
style[2] = 4; runs[2] = 1; fitted[2] = 1
label[3] = 'nope one layer 6'; tic[3] = 'nope one layer 6'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'nope two layers 6'; tic[4] = 'nope two layers 6'
style[4] = 7; runs[4] = 1; fitted[4] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
