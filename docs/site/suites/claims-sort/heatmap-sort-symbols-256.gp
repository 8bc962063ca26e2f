# The numbers are in heatmap-sort-symbols-256.tsv.
#   gnuplot heatmap-sort-symbols-256.gp                      draws heatmap-sort-symbols-256.svg
#   gnuplot -e "format='pdf'" heatmap-sort-symbols-256.gp   draws heatmap-sort-symbols-256.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 256), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-sort-symbols-256'
lengths = 7
array length[7] = [8.0, 16.0, 24.0, 32.0, 48.0, 64.0, 128.0]
borders = '16'
borders_words = ''
array trained[7]
trained[1] = 16
trained[2] = 0
trained[3] = 16
trained[4] = 0
trained[5] = 16
trained[6] = 0
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 16
array value[16] = [0.0, 0.01, 0.042, 0.162, 0.255, 0.38, 0.738, 0.813, 0.874, 0.943, 0.973, 0.976, 0.987, 0.993, 0.994, 0.997]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'nape + asentmax'; tic[1] = 'nape + asentmax'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'nape'; tic[2] = 'nape'
style[2] = 3; runs[2] = 2; fitted[2] = 2
label[3] = 'nape + entmax'; tic[3] = 'nape + entmax'
style[3] = 5; runs[3] = 2; fitted[3] = 2

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
