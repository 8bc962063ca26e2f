# The numbers are in heatmap-copy-symbols-90.tsv.
#   gnuplot heatmap-copy-symbols-90.gp                      draws heatmap-copy-symbols-90.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-90.gp   draws heatmap-copy-symbols-90.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 90), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-90'
lengths = 5
array length[5] = [10.0, 20.0, 30.0, 40.0, 60.0]
borders = '20'
borders_words = ''
array trained[3]
trained[1] = 0
trained[2] = 20
trained[3] = 20
metric = 'exact match'
crossed = 0
values = 6
array value[6] = [0.308, 0.548, 0.964, 0.988, 0.99, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset 4 layers'; tic[2] = 'learned + offset 4 layers'
style[2] = 3; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
