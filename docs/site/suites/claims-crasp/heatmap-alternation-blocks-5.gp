# The numbers are in heatmap-alternation-blocks-5.tsv.
#   gnuplot heatmap-alternation-blocks-5.gp                      draws heatmap-alternation-blocks-5.svg
#   gnuplot -e "format='pdf'" heatmap-alternation-blocks-5.gp   draws heatmap-alternation-blocks-5.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it (blocks 5), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-alternation-blocks-5'
lengths = 7
array length[7] = [20.0, 40.0, 50.0, 60.0, 80.0, 100.0, 120.0]
borders = '40'
borders_words = ''
array trained[4]
trained[1] = 0
trained[2] = 0
trained[3] = 40
trained[4] = 40
metric = 'exact match'
crossed = 0
values = 6
array value[6] = [0.664, 0.796, 0.874, 0.966, 0.996, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope two layers'; tic[1] = 'nope two layers'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'nope three layers'; tic[2] = 'nope three layers'
style[2] = 4; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
