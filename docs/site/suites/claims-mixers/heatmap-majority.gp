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
array trained[10]
trained[1] = 0
trained[2] = 0
trained[3] = 20
trained[4] = 0
trained[5] = 0
trained[6] = 20
trained[7] = 0
trained[8] = 0
trained[9] = 0
trained[10] = 0
metric = 'exact match'
crossed = 0
values = 12
array value[12] = [0.8734, 0.907, 0.9139999999999999, 0.9436, 0.9666, 0.976, 0.9872, 0.9932000000000001, 0.9952, 0.9984000000000002, 0.9987999999999999, 1.0]
series = 2
own_colours = 1
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'gdn 2'; tic[1] = 'gdn 2'
style[1] = 3; runs[1] = 10; fitted[1] = 10
label[2] = 'gdn 2 + nope'; tic[2] = 'gdn 2 + nope'
style[2] = 6; runs[2] = 10; fitted[2] = 10

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
