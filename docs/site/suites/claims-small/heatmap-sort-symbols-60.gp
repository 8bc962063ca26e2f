# The numbers are in heatmap-sort-symbols-60.tsv.
#   gnuplot heatmap-sort-symbols-60.gp                      draws heatmap-sort-symbols-60.svg
#   gnuplot -e "format='pdf'" heatmap-sort-symbols-60.gp   draws heatmap-sort-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-sort-symbols-60'
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[13]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 0
trained[8] = 20
trained[9] = 20
trained[10] = 0
trained[11] = 0
trained[12] = 0
trained[13] = 0
metric = 'exact match'
crossed = 0
values = 24
array value[24] = [0.0, 0.0025, 0.0615, 0.17275000000000001, 0.4244999999999999, 0.50625, 0.7254999999999999, 0.87775, 0.8917499999999999, 0.9045, 0.915, 0.946, 0.9702499999999998, 0.97875, 0.98525, 0.9925, 0.995, 0.99675, 0.9985, 0.999, 0.99925, 0.9995, 0.99975, 1.0]
series = 4
own_colours = 1
array label[4]
array tic[4]
array style[4]
array runs[4]
array fitted[4]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 8; fitted[1] = 8
label[2] = 'sinusoidal'; tic[2] = 'sinusoidal'
style[2] = 9; runs[2] = 8; fitted[2] = 8
label[3] = 'nope'; tic[3] = 'nope'
style[3] = 8; runs[3] = 8; fitted[3] = 8
label[4] = 'rope'; tic[4] = 'rope'
style[4] = 4; runs[4] = 8; fitted[4] = 8

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
