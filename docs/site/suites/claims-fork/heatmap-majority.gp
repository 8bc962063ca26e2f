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
lengths = 7
array length[7] = [10.0, 20.0, 25.0, 30.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 20
trained[3] = 0
trained[4] = 20
trained[5] = 0
trained[6] = 0
trained[7] = 20
metric = 'exact match'
crossed = 0
values = 20
array value[20] = [0.186, 0.193, 0.213, 0.235, 0.242, 0.249, 0.28, 0.38, 0.47000000000000003, 0.748, 0.795, 0.841, 0.877, 0.913, 0.923, 0.926, 0.951, 0.99, 0.999, 1.0]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope'; tic[1] = 'rope'
style[1] = 2; runs[1] = 2; fitted[1] = 1
label[2] = 'rope 16'; tic[2] = 'rope 16'
style[2] = 4; runs[2] = 2; fitted[2] = 2
label[3] = 'rope 16 one layer'; tic[3] = 'rope 16 one layer'
style[3] = 7; runs[3] = 2; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
