# The numbers are in heatmap-copy-symbols-60.tsv.
#   gnuplot heatmap-copy-symbols-60.gp                      draws heatmap-copy-symbols-60.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-60.gp   draws heatmap-copy-symbols-60.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 60), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-60'
lengths = 8
array length[8] = [10.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0]
borders = '20'
borders_words = ''
array trained[3]
trained[1] = 20
trained[2] = 20
trained[3] = 0
metric = 'exact match'
crossed = 0
values = 9
array value[9] = [0.0, 0.058, 0.754, 0.962, 0.992, 0.994, 0.996, 0.998, 1.0]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'coupling(max=122)'; tic[1] = 'coupling(max=122)'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 2; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
