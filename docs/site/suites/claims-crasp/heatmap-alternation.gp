# The numbers are in heatmap-alternation.tsv.
#   gnuplot heatmap-alternation.gp                      draws heatmap-alternation.svg
#   gnuplot -e "format='pdf'" heatmap-alternation.gp   draws heatmap-alternation.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it, trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-alternation'
lengths = 7
array length[7] = [20.0, 40.0, 50.0, 60.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[4]
trained[1] = 0
trained[2] = 40
trained[3] = 0
trained[4] = 0
metric = 'exact match'
crossed = 0
values = 1
array value[1] = [1.0]
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope one layer'; tic[1] = 'nope one layer'
style[1] = 2; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
