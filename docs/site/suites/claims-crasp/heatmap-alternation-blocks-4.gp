# The numbers are in heatmap-alternation-blocks-4.tsv.
#   gnuplot heatmap-alternation-blocks-4.gp                      draws heatmap-alternation-blocks-4.svg
#   gnuplot -e "format='pdf'" heatmap-alternation-blocks-4.gp   draws heatmap-alternation-blocks-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it (blocks 4), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-alternation-blocks-4'
lengths = 7
array length[7] = [20.0, 40.0, 50.0, 60.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[4]
trained[1] = 0
trained[2] = 40
trained[3] = 40
trained[4] = 0
metric = 'exact match'
crossed = 0
values = 10
array value[10] = [0.05, 0.092, 0.128, 0.232, 0.242, 0.35, 0.4, 0.994, 0.998, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope one layer'; tic[1] = 'nope one layer'
style[1] = 2; runs[1] = 1; fitted[1] = 0
label[2] = 'nope two layers'; tic[2] = 'nope two layers'
style[2] = 3; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
