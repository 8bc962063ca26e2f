# The numbers are in heatmap-counting-program.tsv.
#   gnuplot heatmap-counting-program.gp                      draws heatmap-counting-program.svg
#   gnuplot -e "format='pdf'" heatmap-counting-program.gp   draws heatmap-counting-program.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Run a program of counters, trained to 32'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-counting-program'
lengths = 4
array length[4] = [16.0, 32.0, 64.0, 128.0]
borders = '32'
borders_words = ''
array trained[8]
trained[1] = 32
trained[2] = 0
trained[3] = 0
trained[4] = 0
trained[5] = 0
trained[6] = 32
trained[7] = 0
trained[8] = 0
metric = 'exact match'
crossed = 0
values = 5
array value[5] = [0.222, 0.428, 0.902, 0.912, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'cope'; tic[1] = 'cope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 6; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
