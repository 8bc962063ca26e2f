# The numbers are in heatmap-alternation-blocks-6.tsv.
#   gnuplot heatmap-alternation-blocks-6.gp                      draws heatmap-alternation-blocks-6.svg
#   gnuplot -e "format='pdf'" heatmap-alternation-blocks-6.gp   draws heatmap-alternation-blocks-6.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it (blocks 6), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-alternation-blocks-6'
lengths = 7
array length[7] = [20.0, 40.0, 50.0, 60.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[4]
trained[1] = 0
trained[2] = 0
trained[3] = 0
trained[4] = 40
metric = 'exact match'
crossed = 0
values = 5
array value[5] = [0.444, 0.65, 0.83, 0.992, 1.0]
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope three layers'; tic[1] = 'nope three layers'
style[1] = 4; runs[1] = 1; fitted[1] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
