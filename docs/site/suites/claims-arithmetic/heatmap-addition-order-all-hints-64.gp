# The numbers are in heatmap-addition-order-all-hints-64.tsv.
#   gnuplot heatmap-addition-order-all-hints-64.gp                      draws heatmap-addition-order-all-hints-64.svg
#   gnuplot -e "format='pdf'" heatmap-addition-order-all-hints-64.gp   draws heatmap-addition-order-all-hints-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Add two decimal numbers (order all, hints 64), trained to 10'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-addition-order-all-hints-64'
lengths = 6
array length[6] = [5.0, 10.0, 13.0, 15.0, 20.0, 30.0]
borders = '10'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 10
trained[3] = 0
trained[4] = 0
trained[5] = 10
trained[6] = 0
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 10
array value[10] = [0.0, 0.004, 0.13, 0.372, 0.404, 0.656, 0.938, 0.974, 0.994, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'fire'; tic[1] = 'fire'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 5; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
