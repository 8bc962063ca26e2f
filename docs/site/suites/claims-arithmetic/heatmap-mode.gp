# The numbers are in heatmap-mode.tsv.
#   gnuplot heatmap-mode.gp                      draws heatmap-mode.svg
#   gnuplot -e "format='pdf'" heatmap-mode.gp   draws heatmap-mode.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The most frequent of a few symbols, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-mode'
lengths = 6
array length[6] = [10.0, 20.0, 25.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 0
trained[5] = 0
trained[6] = 0
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 6
array value[6] = [0.8017999999999998, 0.8864000000000001, 0.9446000000000001, 0.9586, 0.9826, 0.999]
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
load '../../charts/heatmap.gp'
