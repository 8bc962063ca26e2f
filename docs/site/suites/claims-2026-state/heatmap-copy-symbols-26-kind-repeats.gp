# The numbers are in heatmap-copy-symbols-26-kind-repeats.tsv.
#   gnuplot heatmap-copy-symbols-26-kind-repeats.gp                      draws heatmap-copy-symbols-26-kind-repeats.svg
#   gnuplot -e "format='pdf'" heatmap-copy-symbols-26-kind-repeats.gp   draws heatmap-copy-symbols-26-kind-repeats.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 26, kind repeats), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-copy-symbols-26-kind-repeats'
lengths = 7
array length[7] = [8.0, 16.0, 18.0, 20.0, 24.0, 32.0, 48.0]
borders = '16'
borders_words = ''
array trained[3]
trained[1] = 16
trained[2] = 16
trained[3] = 0
metric = 'exact match'
crossed = 0
values = 10
array value[10] = [0.0, 0.004, 0.016, 0.058, 0.176, 0.26, 0.322, 0.798, 0.812, 0.96]
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'tra'; tic[1] = 'tra'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 1; fitted[2] = 0

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
