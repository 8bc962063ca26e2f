# The numbers are in heatmap-recall-keys-64-values-64.tsv.
#   gnuplot heatmap-recall-keys-64-values-64.gp                      draws heatmap-recall-keys-64-values-64.svg
#   gnuplot -e "format='pdf'" heatmap-recall-keys-64-values-64.gp   draws heatmap-recall-keys-64-values-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Associative recall with a query for every key (keys 64, values 64), trained to 8'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-recall-keys-64-values-64'
lengths = 5
array length[5] = [4.0, 8.0, 16.0, 32.0, 64.0]
borders = '8'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 8
trained[4] = 0
trained[5] = 0
trained[6] = 8
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
metric = 'token accuracy'
crossed = 0
values = 10
array value[10] = [0.0160625, 0.024875, 0.04725, 0.0671875, 0.19275, 0.2675, 0.4645, 0.7925, 0.98375, 0.994]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 6; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
