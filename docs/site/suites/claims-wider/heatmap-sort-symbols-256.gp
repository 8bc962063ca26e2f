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
lengths = 6
array length[6] = [8.0, 16.0, 24.0, 32.0, 40.0, 48.0]
borders = '16'
borders_words = ''
array trained[12]
trained[1] = 0
trained[2] = 16
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
trained[11] = 0
trained[12] = 0
metric = 'exact match'
crossed = 0
values = 6
array value[6] = [0.21, 0.506, 0.76, 0.936, 0.974, 0.996]
series = 1
own_colours = 1
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
