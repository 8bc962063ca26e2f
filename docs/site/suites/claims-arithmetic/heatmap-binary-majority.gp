# The numbers are in heatmap-binary-majority.tsv.
#   gnuplot heatmap-binary-majority.gp                      draws heatmap-binary-majority.svg
#   gnuplot -e "format='pdf'" heatmap-binary-majority.gp   draws heatmap-binary-majority.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Are there more zeros or more ones?, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-binary-majority'
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
values = 1
array value[1] = [1.0]
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
