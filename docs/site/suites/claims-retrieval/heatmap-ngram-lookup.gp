# The numbers are in heatmap-ngram-lookup.tsv.
#   gnuplot heatmap-ngram-lookup.gp                      draws heatmap-ngram-lookup.svg
#   gnuplot -e "format='pdf'" heatmap-ngram-lookup.gp   draws heatmap-ngram-lookup.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What follows the n-gram?, trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-ngram-lookup'
lengths = 5
array length[5] = [12.0, 24.0, 48.0, 96.0, 192.0]
borders = '24'
borders_words = ''
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 24
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 24
trained[10] = 0
metric = 'exact match'
crossed = 0
values = 7
array value[7] = [0.0, 0.002, 0.052, 0.062, 0.098, 0.136, 0.19]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 9; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
