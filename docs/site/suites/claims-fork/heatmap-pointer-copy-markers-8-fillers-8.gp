# The numbers are in heatmap-pointer-copy-markers-8-fillers-8.tsv.
#   gnuplot heatmap-pointer-copy-markers-8-fillers-8.gp                      draws heatmap-pointer-copy-markers-8-fillers-8.svg
#   gnuplot -e "format='pdf'" heatmap-pointer-copy-markers-8-fillers-8.gp   draws heatmap-pointer-copy-markers-8-fillers-8.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The token that the last marker points to (markers 8, fillers 8), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-pointer-copy-markers-8-fillers-8'
lengths = 7
array length[7] = [8.0, 16.0, 20.0, 24.0, 32.0, 40.0, 48.0]
borders = '16'
borders_words = ''
array trained[7]
trained[1] = 0
trained[2] = 0
trained[3] = 16
trained[4] = 0
trained[5] = 16
trained[6] = 16
trained[7] = 0
metric = 'exact match'
crossed = 0
values = 21
array value[21] = [0.157, 0.181, 0.192, 0.223, 0.23, 0.268, 0.316, 0.321, 0.364, 0.372, 0.378, 0.483, 0.512, 0.528, 0.5720000000000001, 0.756, 0.787, 0.8380000000000001, 0.994, 0.999, 1.0]
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'rope one layer'; tic[1] = 'rope one layer'
style[1] = 3; runs[1] = 2; fitted[1] = 0
label[2] = 'rope four layers'; tic[2] = 'rope four layers'
style[2] = 5; runs[2] = 2; fitted[2] = 2
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 6; runs[3] = 2; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
