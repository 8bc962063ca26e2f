# The numbers are in heatmap-majority.tsv.
#   gnuplot heatmap-majority.gp                      draws heatmap-majority.svg
#   gnuplot -e "format='pdf'" heatmap-majority.gp   draws heatmap-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent symbol, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-majority'
lengths = 6
array length[6] = [10.0, 20.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 9
array value[9] = [0.862, 0.89, 0.964, 0.966, 0.99, 0.994, 0.996, 0.998, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 4; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
